"""The first set-up: the first administrator by a secret link, then a short path of questions."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from opora.administration import beginning
from opora.administration.answers import attempt, done
from opora.administration.doors import actor_of, administrators
from opora.administration.forms.mailbox import MailboxForm
from opora.administration.forms.set_up import FirstAdministratorForm, FirstDepartmentForm
from opora.administration.forms.settings import SettingsForm
from opora.administration.mail_trial import trial
from opora.desk.actions import change_brand, change_setting, create_department, create_mailbox
from opora.desk.models import Department
from opora.desk.public import default_brand, first_department, settings
from opora.mail.actions import check_deliverability
from opora.tickets.public import from_text

DESK = ("desk_name", "desk_language", "desk_time_zone")
STEPS = ("set_up_desk", "set_up_department", "set_up_mailbox", "set_up_team")


@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Makes the first administrator and signs them in; once there is one, the link says so."""
    if not beginning.is_open(token):
        return render(request, "administration/set_up/over.html", status=410)
    form = FirstAdministratorForm(request.POST or None, initial={"language": (get_language() or "en")[:2]})
    if form.is_valid() and (person := attempt(form, lambda: beginning.make_first(**form.cleaned_data))):
        response: HttpResponse = perform_login(
            request, person, email=person.email, redirect_url=_path("set_up_desk")
        )
        return response
    return _step(request, "first", form)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """Name, language and time zone of the desk."""
    form = SettingsForm(request.POST or None, only=DESK)
    form.fields["desk_name"].required = True
    if not form.is_bound and not settings.DESK_NAME.get():
        form.initial["desk_language"] = (get_language() or "en")[:2]
    if form.is_valid() and done(form, lambda: _keep_desk(request, form)):
        return redirect("administration:set_up_department")
    return _step(request, "set_up_desk", form)


def _keep_desk(request: HttpRequest, form: SettingsForm) -> bool:
    for name in DESK:
        change_setting(actor=actor_of(request), name=name, value=form.cleaned_data[name])
    brand = default_brand()
    if brand is not None:
        change_brand(actor=actor_of(request), brand=brand, name=form.cleaned_data["desk_name"])
    return True


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def department(request: HttpRequest) -> HttpResponse:
    """The first department; a desk that has one goes on."""
    if first_department() is not None:
        return redirect("administration:set_up_mailbox")
    form = FirstDepartmentForm(request.POST or None, initial={"name": _("Support")})
    if form.is_valid() and done(form, lambda: _make_department(request, form)):
        return redirect("administration:set_up_mailbox")
    return _step(request, "set_up_department", form)


def _make_department(request: HttpRequest, form: FirstDepartmentForm) -> Department:
    given, actor = form.cleaned_data, actor_of(request)
    language = settings.DESK_LANGUAGE.get()
    signature = from_text(given["signature"])
    row = create_department(actor=actor, name=given["name"], language=language, signature=signature)
    if settings.DESK_NAME.get() and row.brand.name != settings.DESK_NAME.get():
        change_brand(actor=actor, brand=row.brand, name=settings.DESK_NAME.get())
    return row


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest) -> HttpResponse:
    """The first mailbox, tried before it is kept; can be left for later."""
    if first_department() is None:
        return redirect("administration:set_up_department")
    form, steps = MailboxForm(request.POST or None, initial={"department": first_department()}), None
    if form.is_valid():
        if "test" in request.POST:
            steps = trial(None, form.values())
        elif done(form, lambda: _make_mailbox(request, form)):
            return redirect("administration:set_up_team")
    return _step(request, "set_up_mailbox", form, steps=steps)


def _make_mailbox(request: HttpRequest, form: MailboxForm) -> None:
    """The mailbox; whether mail from it arrives is tested at once, while the set-up goes on."""
    row = create_mailbox(actor=actor_of(request), **form.values())
    check_deliverability(actor=actor_of(request), mailbox=row)


@administrators
@require_http_methods(["POST"])
def finish(request: HttpRequest) -> HttpResponse:
    """The path ends; to the workspace."""
    change_setting(actor=actor_of(request), name=settings.SET_UP.name, value=True)
    return redirect("/desk/")


def _path(name: str) -> str:
    return reverse(f"administration:{name}")


def _step(request: HttpRequest, name: str, form: object, **more: object) -> HttpResponse:
    number = STEPS.index(name) + 1 if name in STEPS else 0
    context = {"form": form, "number": number, "count": len(STEPS), **more}
    status = 422 if getattr(form, "errors", None) else 200
    return render(
        request, f"administration/set_up/{name.removeprefix('set_up_')}.html", context, status=status
    )
