"""/desk/tickets/4711/status/, priority/, type/, tags/, properties/: what can be said of a ticket."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.events.public import one_act
from opora.people.actions import ensure_person
from opora.people.public import Conflict, Refusal
from opora.tickets import actions
from opora.tickets.models import Ticket
from opora.workspace import answers
from opora.workspace.doors import actor_of
from opora.workspace.forms.tickets import PropertiesForm, TagsForm


@require_POST
def status(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Sets the status."""
    _require_seen(request, ticket.status, ticket.get_status_display())
    return _change(request, ticket, actions.change_status, status=request.POST.get("status", ""))


@require_POST
def priority(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Sets the priority."""
    told = request.POST.get("priority", "")
    if not (told.isascii() and told.isdecimal() and len(told) < 4):
        raise Refusal("bad_choice", _("Choose one of the values offered."), "priority")
    _require_seen(request, ticket.priority, ticket.get_priority_display())
    return _change(request, ticket, actions.change_priority, priority=int(told))


@require_POST
def kind(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Sets the type."""
    _require_seen(request, ticket.type, ticket.get_type_display())
    return _change(request, ticket, actions.change_type, type=request.POST.get("type", ""))


def _require_seen(request: HttpRequest, now: object, words: str) -> None:
    """Raises Conflict when the value on the page was not the one in force: somebody else was quicker."""
    if request.POST.get("seen", str(now)) != str(now):
        raise Conflict(
            "changed_since",
            _("Somebody else has just changed it: %(now)s. Look and choose again.") % {"now": words},
        )


def _change(request: HttpRequest, ticket: Ticket, verb: Callable[..., Ticket], **value: Any) -> HttpResponse:
    with one_act() as act:
        ticket = verb(actor=actor_of(request), ticket=ticket, **value)
    return answers.done(request, ticket, _("Changed."), act)


def tags(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The whole set of tags."""
    initial = {"tags": ", ".join(ticket.tag_rows.values_list("name", flat=True))}
    form = TagsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        wanted = form.cleaned_data["tags"]
        if set_ := answers.attempt(
            form, lambda: actions.change_tags(actor=actor_of(request), ticket=ticket, tags=wanted)
        ):
            return answers.done(request, set_[0], _("Changed."), set_[1])
    return answers.form_page(request, ticket, form, _("Tags"), _("Keep these"))


def properties(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Subject, requester and topic, changed together and undone together."""
    form = PropertiesForm(request.POST if request.method == "POST" else None, ticket=ticket)
    if form.is_valid() and (
        changed := answers.attempt(form, lambda: _apply(request, ticket, form.cleaned_data))
    ):
        return answers.done(request, changed[0], _("Changed."), changed[1])
    return answers.form_page(request, ticket, form, _("About this ticket"), _("Keep it so"))


def _apply(request: HttpRequest, ticket: Ticket, given: dict[str, Any]) -> Ticket:
    actor = actor_of(request)
    ticket = actions.change_subject(actor=actor, ticket=ticket, subject=given["subject"])
    if given["requester"] and given["requester"].lower() != (ticket.requester.email or "").lower():
        requester = ensure_person(actor=actor, email=given["requester"])
        ticket = actions.change_requester(actor=actor, ticket=ticket, requester=requester)
    return actions.change_topic(actor=actor, ticket=ticket, topic=given["topic"])
