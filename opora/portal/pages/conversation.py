"""One request: reading it, answering, a note for one's own side, saying that it is solved."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from opora.conf.database import durably
from opora.desk.public import settings
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, Refusal
from opora.portal import limits, timeline, visitor
from opora.portal.doors import stranger
from opora.portal.forms.words import WordsForm
from opora.portal.pages.my_requests import requests_of
from opora.tickets.actions import add_note, change_status, reply
from opora.tickets.models import Channel, Status, Ticket
from opora.tickets.public import key_for, obtain, survivor

BY_PERSON = 60  # messages an hour


@require_safe
def without_key(request: HttpRequest, number: int) -> HttpResponse:
    """`/requests/4711/` for somebody the browser is known as: on to the address with their key."""
    person = visitor.of(request)
    own = requests_of(person).filter(pk=number).first() if person is not None and number < 2**63 else None
    if person is None or own is None:
        return stranger(request)
    return redirect("portal:request", number, key_for(own, person))


@require_safe
def conversation(request: HttpRequest, ticket: Ticket, person: Person, key: str) -> HttpResponse:
    """The whole conversation and the writing place."""
    return _shown(request, ticket, person, key, WordsForm(initial={"idempotency_key": uuid.uuid4().hex}))


@require_POST
def write(request: HttpRequest, ticket: Ticket, person: Person, key: str) -> HttpResponse:
    """An answer, or a note that the desk will not see."""
    form = WordsForm(request.POST, request.FILES)
    if person.is_staff:
        raise NotAllowed.for_role()
    if not form.is_valid():
        return _shown(request, ticket, person, key, form, 422)
    if not limits.spend("message", str(person.pk), BY_PERSON):
        form.add_error(
            None, _("That is a lot of messages in one hour. Please wait a little and send it again.")
        )
        return _shown(request, ticket, person, key, form, 429)
    try:
        number = _write(form, ticket, person)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return _shown(request, ticket, person, key, form, refusal.status)
    fresh = obtain(person, number)
    return redirect("portal:request", number, key_for(fresh, person))


def _write(form: WordsForm, ticket: Ticket, person: Person) -> int:
    given, actor = form.cleaned_data, Actor.of(person)
    once = f"portal:{person.pk}:{given['idempotency_key']}" if given["idempotency_key"] else None
    verb = add_note if given["kind"] == "side" else reply
    with durably():
        message = verb(
            actor=actor, ticket=ticket, words=form.words(), channel=Channel.PORTAL, submission=once
        )
    return message.ticket_id


@require_POST
def solved(request: HttpRequest, ticket: Ticket, person: Person, key: str) -> HttpResponse:
    """The customer says that it is solved."""
    ticket = survivor(ticket)  # merged while the customer read it: they mean the conversation, wherever it is
    change_status(actor=Actor.of(person), ticket=ticket, status=Status.SOLVED)
    messages.success(request, _("Thank you. If it comes back, just write here again."))
    return redirect("portal:request", ticket.pk, key_for(ticket, person))


def _shown(
    request: HttpRequest, ticket: Ticket, person: Person, key: str, form: WordsForm, status: int = 200
) -> HttpResponse:
    desk = settings.DESK_NAME.get() or ticket.brand.called
    words, tone = timeline.status_words(ticket)
    context = {
        "ticket": ticket,
        "person": person,
        "key": key,
        "entries": timeline.of(ticket, person, key, desk),
        "status_words": words,
        "tone": tone,
        "may_solve": ticket.is_open and not person.is_staff,
        "form": form,
        "from_here": f"{ticket.pk}/{key}",
    }
    return render(request, "portal/requests/request.html", context, status=status)
