"""All that a ticket's panes show: head, time line, writing place, context."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Max, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from opora.conf.prepared import Prepared
from opora.desk.models import Level, Priority, TicketType
from opora.desk.public import departments_at, fields
from opora.feedback.public import ratings_of
from opora.mail.public import suggest_address
from opora.people.models import Identity, IdentityKind, Person
from opora.people.public import Actor
from opora.tickets.models import Collaborator, Link, LinkKind, Message, MessageKind, Status, Ticket, TicketTag
from opora.tickets.public import LISTED, may, seen_from, visible_to
from opora.workspace import correspondence, drafts, undelivered
from opora.workspace.conversation import timeline
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
_tags = Prepared(lambda ticket: TicketTag.objects.filter(ticket=ticket).values_list("name", flat=True))
_collaborators = Prepared(lambda ticket: Collaborator.objects.filter(ticket=ticket).select_related("person"))
_identities = Prepared(lambda people: Identity.objects.filter(person__in=people))
_links = Prepared(lambda ticket: Link.objects.filter(Q(ticket=ticket) | Q(other=ticket)).order_by("id"))
_others = Prepared(
    lambda departments, person, requester, ticket: (
        Ticket.objects.filter(seen_from(departments, person), requester=requester, **LISTED)
        .exclude(pk=ticket)
        .only("subject", "last_message_at")
        .order_by("-last_message_at", "-id")[:OTHERS]
    )
)


class Rights(NamedTuple):
    """What somebody may do with a ticket."""

    reply: bool
    change: bool
    undo: bool


class Option(NamedTuple):
    """One of several values."""

    value: object
    label: str
    is_current: bool


class Choice(NamedTuple):
    """A small menu: what is chosen now, in words and as a value, and what else there is."""

    label: str
    tone: str
    options: tuple[Option, ...]
    current: object


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
    shown, others = head(request, ticket), followers(ticket)
    entries = timeline.of(ticket, person, may_undo=shown["may"].undo, wish=wish, on_paper=on_paper)
    known = identities([ticket.requester, *others])
    return {
        **shown,
        "timeline": entries,
        "context": about(person, ticket, others, known),
        "compose": composing(person, ticket, timeline.newest_public(entries), compose),
        "recipients": recipients(ticket, others),
        "doubts": doubts(ticket, others, known),
    }


def head(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """What the head shows."""
    allowed = rights(person_of(request), ticket)
    is_live = ticket.merged_into_id is None and ticket.not_request_at is None
    return {
        "ticket": ticket,
        "current_number": ticket.pk,
        "may": allowed,
        "is_live": is_live,
        "may_choose": allowed.change and is_live,
        "is_blockable": bool(ticket.requester.email) and not ticket.requester.is_staff,
        "tags": _tags(ticket.pk),
        "choices": choices(ticket),
        "undelivered": undelivered.of(ticket),
    }


def rights(person: Person, ticket: Ticket) -> Rights:
    """What this person may do here, so that the page offers nothing that would be refused."""
    actor = Actor.of(person)
    return Rights(*(may(actor, ticket, verb) for verb in Rights._fields))


def choices(ticket: Ticket) -> dict[str, Choice]:
    """The small menus of the head."""
    status, priority = Status(ticket.status), Priority(ticket.priority)
    statuses = [row for row in Status if row != Status.NEW or status == Status.NEW]
    return {
        "status": _choice(status, statuses, STATUS_TONES.get(status, "")),
        "priority": _choice(priority, Priority, PRIORITY_TONES.get(priority, "")),
        "type": _choice(TicketType(ticket.type), TicketType),
    }


def _choice(current: Any, options: Iterable[Any], tone: str = "") -> Choice:
    rows = tuple(Option(row.value, str(row.label), row == current) for row in options)
    return Choice(str(current.label), tone, rows, current.value)


def composing(
    person: Person, ticket: Ticket, seen: int, given: dict[str, object] | None = None
) -> dict[str, object]:
    """The writing place, and what may become of the ticket with an answer: by default it waits for the customer.

    `seen`: the newest message that whoever answers has seen. `given` is what could not be posted; without it, what this
    person took back stands there.
    """
    known = {} if given else drafts.of(person, ticket)
    current = known.get("status") or Status.PENDING
    words = {
        Status.PENDING: _("and wait for the customer"),
        Status.OPEN: _("and leave it open"),
        Status.HOLD: _("and put it on hold"),
        Status.SOLVED: _("and solve it"),
    }
    rows = tuple(Option(value.value, label, value == current) for value, label in words.items())
    submission = secrets.token_hex(16)
    return {
        "kind": "reply",
        "text": "",
        "statuses": rows,
        "submission": submission,
        "seen": seen,
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
    return [row.person for row in _collaborators(ticket.pk)]


def identities(people: Sequence[Person]) -> list[Identity]:
    """All addresses of these people, each one's first one first; one query."""
    return _identities([person.pk for person in people])


def recipients(ticket: Ticket, others: Sequence[Person]) -> str:
    """Whom an answer reaches, in words."""
    copies = len(others)
    to = ticket.requester.email or ticket.requester.called
    if not copies:
        return _("to %(to)s") % {"to": to}
    return _("to %(to)s and %(count)d more") % {"to": to, "count": copies}


def doubts(ticket: Ticket, others: Sequence[Person], known: Sequence[Identity]) -> list[str]:
    """What whoever writes should know of the addresses: mail does not reach one, or the customer's looks mistyped."""
    used = {person.email for person in (ticket.requester, *others) if person.email}
    flagged = {row.value for row in known if row.kind == IdentityKind.EMAIL and row.undeliverable_at}
    lost = used & flagged
    found = [_("Mail does not reach %(address)s.") % {"address": address} for address in sorted(lost)]
    address = ticket.requester.email or ""
    if address and address not in lost and (meant := suggest_address(address)):
        words = {"address": address, "meant": meant}
        found.append(_("%(address)s looks mistyped. Did you mean %(meant)s?") % words)
    return found


def about(
    person: Person, ticket: Ticket, copies: Sequence[Person], known: Sequence[Identity]
) -> dict[str, object]:
    """The context pane: who it is, who else follows, what else there is."""
    requester, seen = ticket.requester, departments_at(person, Level.READ) or [0]
    return {
        "about": local_hour(requester),
        "identities": [row for row in known if row.person_id == requester.pk],
        "collaborators": copies,
        "fields": shown_fields(ticket),
        "links": shown_links(person, ticket),
        "others": _others(seen, person.pk, requester.pk, ticket.pk),
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
    """Links in both directions, to tickets this person may see. One query where there is none, else two."""
    rows = _links(ticket.pk)
    ends = {row.pk: row.other_id if row.ticket_id == ticket.pk else row.ticket_id for row in rows}
    seen = visible_to(person).filter(pk__in=ends.values()).only("subject").in_bulk() if rows else {}
    rows.sort(key=lambda row: row.ticket_id != ticket.pk)
    return [
        {"pk": row.pk, "words": _words(row, ticket), "ticket": seen[ends[row.pk]]}
        for row in rows
        if ends[row.pk] in seen
    ]


def _words(row: Link, ticket: Ticket) -> str:
    return str(LinkKind(row.kind).label) if row.ticket_id == ticket.pk else _from(row.kind)


def _from(kind: str) -> str:
    words = {
        LinkKind.FOLLOW_UP: _("followed up by"),
        LinkKind.DUPLICATE: _("has a duplicate"),
        LinkKind.CAUSED_BY: _("causes"),
    }
    return words.get(LinkKind(kind), str(LinkKind(kind).label))
