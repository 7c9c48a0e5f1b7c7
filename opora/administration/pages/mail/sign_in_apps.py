"""Apps registered at mail providers: the list stands under the mailboxes, here is the form with its steps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from opora.administration.answers import done, form_page, saved
from opora.administration.doors import actor_of, administrators
from opora.administration.forms.sign_in_app import SignInAppForm
from opora.administration.pages.mail.sign_in import redirect_address
from opora.desk.actions import change_sign_in_app, create_sign_in_app
from opora.desk.models import Provider, SignInApp

# Where one registers an app.
CONSOLES = {
    Provider.MICROSOFT: "https://entra.microsoft.com/",
    Provider.GOOGLE: "https://console.cloud.google.com/",
}


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Registers an app; `?provider=` chooses whose steps are shown."""
    wanted = request.GET.get("provider", "")
    return _form(request, None, wanted if wanted in Provider.values else Provider.MICROSOFT)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes an app; its secret is never shown."""
    row = get_object_or_404(SignInApp, pk=pk)
    return _form(request, row, row.provider)


def _form(request: HttpRequest, row: SignInApp | None, provider: str) -> HttpResponse:
    form = SignInAppForm(request.POST or None, row=row, provider=provider)
    if form.is_valid() and done(form, lambda: _save(request, row, form)):
        return saved(request, _("Saved."), "mailboxes")
    more = {"back": "mailboxes", "redirect": redirect_address(), "provider": provider, "row": row,
            "providers": Provider.choices, "console": CONSOLES.get(Provider(provider), "")}  # fmt: skip
    title = row.name if row else _("A new sign-in app")
    return form_page(request, form, title, "mail/sign_in_app", **more)


def _save(request: HttpRequest, row: SignInApp | None, form: SignInAppForm) -> SignInApp:
    if row is None:
        return create_sign_in_app(actor=actor_of(request), **form.values())
    return change_sign_in_app(actor=actor_of(request), app=row, **form.values())
