"""All that a ticket's panes show: head, time line, writing place, context."""

import secrets
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.desk.models import Priority, TicketType
from opora.desk.public import fields
from opora.feedback.public import ratings_of
from opora.mail.public import flagged, suggest_address
from opora.people.models import Person
from opora.people.public import Actor
from opora.tickets.models import Link, LinkKind, Message, MessageKind, Status, Ticket
from opora.tickets.public import LISTED, may, visible_to
from opora.workspace import correspondence, drafts, timeline, undelivered
from opora.workspace.doors import person_of

STATUS_TONES = {
    Status.NEW: "soon",
    Status.OPEN: "",
    Status.PENDING: "wait",
    Status.HOLD: "",
    Status.SOLVED: "done",
}
PRIORITY_TONES = {Priority.HIGH: "soon", Priority.URGENT: "late"}
OTHERS = 6
VERBS = ("reply", "change", "undo")


def of(
    request: HttpRequest,
    ticket: Ticket,
    compose: dict[str, object] | None = None,
    *,
    wish: int | None = None,
    on_paper: bool = False,
) -> dict[str, object]:
    """Everything; a fixed number of queries however long the conversation is. `wish`, `on_paper`: see `timeline.of`."""
    person = person_of(request)
    allowed = rights(person, ticket)
    others = followers(ticket)
    return {
        **head(request, ticket),
        "timeline": timeline.of(ticket, person, may_undo=allowed["undo"], wish=wish, on_paper=on_paper),
        "context": about(person, ticket, others),
        "compose": composing(person, ticket, compose),
        "recipients": recipients(ticket, others),
        "doubts": doubts(ticket, others),
    }


def head(request: HttpRequest, ticket: Ticket) -> dict[str, object]:
    """What the head shows."""
    return {
        "ticket": ticket,
        "current_number": ticket.pk,
        "may": rights(person_of(request), ticket),
        "tags": list(ticket.tag_rows.values_list("name", flat=True)),
        "choices": choices(ticket),
        "undelivered": undelivered.of(ticket),
    }


def rights(person: Person, ticket: Ticket) -> dict[str, bool]:
    """What this person may do here, so that the page offers nothing that would be refused."""
    actor = Actor.of(person)
    return {verb: may(actor, ticket, verb) for verb in VERBS}


def choices(ticket: Ticket) -> dict[str, dict[str, object]]:
    """The small menus of the head."""
    statuses = [row for row in Status if row != Status.NEW or ticket.status == Status.NEW]
    return {
        "status": _choice(
            ticket.get_status_display(), STATUS_TONES.get(Status(ticket.status), ""), statuses, ticket.status
        ),
        "priority": _choice(
            ticket.get_priority_display(),
            PRIORITY_TONES.get(Priority(ticket.priority), ""),
            Priority,
            ticket.priority,
        ),
        "type": _choice(ticket.get_type_display(), "", TicketType, ticket.type),
    }


def _choice(label: object, tone: str, options: object, current: object) -> dict[str, object]:
    rows = [{"value": row.value, "label": row.label, "is_current": row.value == current} for row in options]  # type: ignore[attr-defined]
    return {"label": label, "tone": tone, "options": rows, "current": current}


def composing(person: Person, ticket: Ticket, given: dict[str, object] | None = None) -> dict[str, object]:
    """The writing place, and what may become of the ticket with an answer: by default it waits for the customer.

    `given` is what could not be posted; without it, what this person took back stands there.
    """
    known = {} if given else drafts.of(person, ticket)
    current = known.get("status") or Status.PENDING
    words = {
        Status.PENDING: _("and wait for the customer"),
        Status.OPEN: _("and leave it open"),
        Status.HOLD: _("and put it on hold"),
        Status.SOLVED: _("and solve it"),
    }
    rows = [
        {"value": value, "label": label, "is_current": value == current} for value, label in words.items()
    ]
    submission = secrets.token_hex(16)
    return {
        "kind": "reply",
        "text": "",
        "statuses": rows,
        "submission": submission,
        "seen": last_public(ticket),
        **known,
        **(given or {}),
    }


def last_public(ticket: Ticket) -> int:
    """The id of the newest message that both sides see: whoever answers has seen so much."""
    newest = Message.objects.filter(ticket=ticket, kind=MessageKind.PUBLIC).aggregate(newest=Max("pk"))[
        "newest"
    ]
    return int(newest or 0)


def followers(ticket: Ticket) -> list[Person]:
    """The collaborators; one query."""
    return [row.person for row in ticket.collaborators.select_related("person")]


def recipients(ticket: Ticket, others: Sequence[Person]) -> str:
    """Whom an answer reaches, in words."""
    copies = len(others)
    to = ticket.requester.email or ticket.requester.called
    if not copies:
        return _("to %(to)s") % {"to": to}
    return _("to %(to)s and %(count)d more") % {"to": to, "count": copies}


def doubts(ticket: Ticket, others: Sequence[Person]) -> list[str]:
    """What whoever writes should know of the addresses: mail does not reach one, or the customer's looks mistyped."""
    lost = flagged([person.email for person in (ticket.requester, *others) if person.email])
    found = [_("Mail does not reach %(address)s.") % {"address": address} for address in sorted(lost)]
    address = ticket.requester.email or ""
    if address and address not in lost and (meant := suggest_address(address)):
        words = {"address": address, "meant": meant}
        found.append(_("%(address)s looks mistyped. Did you mean %(meant)s?") % words)
    return found


def about(person: Person, ticket: Ticket, copies: Sequence[Person] | None = None) -> dict[str, object]:
    """The context pane: who it is, who else follows, what else there is."""
    requester = ticket.requester
    others = visible_to(person).filter(requester=requester, **LISTED).exclude(pk=ticket.pk)
    return {
        "about": local_hour(requester),
        "identities": list(requester.identities.all()),
        "collaborators": followers(ticket) if copies is None else copies,
        "fields": shown_fields(ticket),
        "links": shown_links(person, ticket),
        "others": list(
            others.only("subject", "last_message_at").order_by("-last_message_at", "-id")[:OTHERS]
        ),
        "held": correspondence.held(ticket),
        "ratings": ratings_of(ticket),
    }


def local_hour(person: Person) -> str:
    """The customer's language and what o'clock it is there, as far as known."""
    languages = {"ru": _("writes in Russian"), "cs": _("writes in Czech"), "en": _("writes in English")}
    parts = [languages.get(person.language, "")]
    if person.time_zone:
        try:
            there = timezone.localtime(timezone=ZoneInfo(person.time_zone))
            parts.insert(0, _("it is %(clock)s there") % {"clock": there.strftime("%H:%M")})
        except (KeyError, ValueError):
            pass
    return " · ".join(part for part in parts if part)


def shown_fields(ticket: Ticket) -> list[dict[str, object]]:
    """Custom fields that have a value, called as the topic calls them."""
    known = {str(row["name"]): fields.label(row) for row in (ticket.topic.fields if ticket.topic else [])}
    return [{"label": known.get(name, name), "value": value} for name, value in ticket.fields.items()]


def shown_links(person: Person, ticket: Ticket) -> list[dict[str, object]]:
    """Links in both directions, to tickets this person may see."""
    rows = Link.objects.filter(ticket=ticket).select_related("other")
    back = Link.objects.filter(other=ticket).select_related("ticket")
    seen = set(
        visible_to(person)
        .filter(pk__in=[*_keys(rows, "other_id"), *_keys(back, "ticket_id")])
        .values_list("pk", flat=True)
    )
    outward = [
        {"pk": row.pk, "words": row.get_kind_display(), "ticket": row.other}
        for row in rows
        if row.other_id in seen
    ]
    inward = [
        {"pk": row.pk, "words": _from(row.kind), "ticket": row.ticket}
        for row in back
        if row.ticket_id in seen
    ]
    return outward + inward


def _keys(rows: object, name: str) -> list[int]:
    return [getattr(row, name) for row in rows]  # type: ignore[attr-defined]


def _from(kind: str) -> str:
    words = {
        LinkKind.FOLLOW_UP: _("followed up by"),
        LinkKind.DUPLICATE: _("has a duplicate"),
        LinkKind.CAUSED_BY: _("causes"),
    }
    return words.get(LinkKind(kind), str(LinkKind(kind).label))
