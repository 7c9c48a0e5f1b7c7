"""Writing to us: the form, and the page that says it arrived."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from opora.conf.database import durably
from opora.desk.public import first_department
from opora.mail.public import suggest_address, will_confirm
from opora.people.actions import ensure_person
from opora.people.models import Person
from opora.people.public import Actor, Refusal
from opora.portal import limits, visitor
from opora.portal.forms.request import RequestForm
from opora.portal.forms.topic_fields import values
from opora.portal.receipt import Receipt
from opora.tickets.actions import open_ticket
from opora.tickets.models import Channel, Ticket
from opora.tickets.public import Words, key_for

BY_ADDRESS, BY_COMPUTER = 10, 30  # requests an hour


@require_http_methods(["GET", "HEAD", "POST"])
def new_request(request: HttpRequest) -> HttpResponse:
    """The form; a chosen topic brings its own questions, by htmx or by the button for pages without script."""
    person = visitor.of(request) or visitor.by_ticket(request)
    given = request.POST if request.method == "POST" else request.GET
    chosen = given.get("topic", "")
    if request.method != "POST" or "ask" in request.POST:
        initial = {"submission": uuid.uuid4().hex, **given.dict(), "website": ""}
        form = RequestForm(initial=initial, person=person, chosen=chosen)
        return _shown(request, form, person)
    form = RequestForm(request.POST, request.FILES, person=person, chosen=chosen)
    if not form.is_valid():
        return _shown(request, form, person, 422)
    return _opened(request, form, person)


def _opened(request: HttpRequest, form: RequestForm, known: Person | None) -> HttpResponse:
    if form.cleaned_data["website"]:  # a machine; it need not know that we noticed
        return redirect("portal:sent", Receipt(0, "").token())
    address = known.email or str(known.pk) if known else form.cleaned_data["email"]
    if not (
        limits.spend("request", address, BY_ADDRESS)
        and limits.spend("request", limits.computer(request), BY_COMPUTER)
    ):
        form.add_error(
            None, _("That is a lot of requests in one hour. Please wait a little and send it again.")
        )
        return _shown(request, form, known, 429)
    try:
        with durably():
            ticket = _open(form, known)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return _shown(request, form, known, refusal.status)
    if known is not None:
        return redirect("portal:request", ticket.pk, key_for(ticket, known))
    return redirect("portal:sent", Receipt(ticket.pk, address, will_confirm(ticket)).token())


def _open(form: RequestForm, known: Person | None) -> Ticket:
    given, language = form.cleaned_data, (get_language() or "")[:2]
    person = known or ensure_person(
        actor=Actor.system(), email=given["email"], name=given["name"], language=language
    )
    return open_ticket(
        actor=Actor.of(person),
        requester=person,
        subject=given["subject"],
        words=Words(text=given["text"], files=given["files"], language=language),
        channel=Channel.WEB,
        topic=form.chosen,
        fields=values(given),
        language=language,
        submission=f"form:{given['submission']}" if given["submission"] else None,
    )


def _shown(request: HttpRequest, form: RequestForm, person: Person | None, status: int = 200) -> HttpResponse:
    context = {"form": form, "known": person, "ready": first_department() is not None}
    if request.headers.get("HX-Target") == "topic-fields":
        return render(request, "portal/requests/_topic_fields.html", context)
    return render(request, "portal/requests/new.html", context, status=status)


@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The number of the request, and where the answer will come. The address is not proven, so no link to it here."""
    receipt = Receipt.read(token)
    if receipt is None:
        raise Http404
    meant = "" if "right" in request.GET or not receipt.number else suggest_address(receipt.address)
    context = {
        "number": receipt.number,
        "address": receipt.address,
        "is_confirmed": receipt.is_confirmed,
        "meant": meant,
        "token": token,
    }
    return render(request, "portal/requests/sent.html", context)
