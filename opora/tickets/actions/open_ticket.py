"""The verb: open a ticket."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Department, Level, Priority, TicketType, Topic
from opora.desk.public import fields as custom_fields
from opora.desk.public import first_department, level_in
from opora.events.public import Cause, Kind, clock, one_act
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, Refusal
from opora.tickets import posting
from opora.tickets.actions.change_tags import tidy_tags
from opora.tickets.content.words import Words
from opora.tickets.kinds import CollaboratorAdded, TicketOpened
from opora.tickets.models import AuthorRole, Channel, Collaborator, MessageKind, Ticket, TicketTag
from opora.tickets.verb import settle

SUBJECT = 500


@one_act()
def open_ticket(
    *,
    actor: Actor,
    requester: Person,
    subject: str,
    words: Words,
    channel: str,
    department: Department | None = None,
    topic: Topic | None = None,
    priority: int | None = None,
    type: str | None = None,
    tags: Iterable[str] = (),
    fields: Mapping[str, Any] | None = None,
    language: str = "",
    collaborators: Iterable[Person] = (),
    from_desk: bool = False,
    submission: str | None = None,
    because: Cause | None = None,
) -> Ticket:
    """Opens a ticket with its first message, written by the requester, or with `from_desk` by the acting agent.

    Customers open for themselves; staff for anybody, in a department in which they may reply or wherever the topic
    sends it. The topic decides department, priority and type where nothing is said. The same `submission` again
    gives the ticket it gave the first time; a new one has its message as `opening`.
    """
    actor.require_scope("write")
    if submission and not isinstance(submission, posting.FirstTime):
        # Of two presses at one moment the second waits here, and then finds what the first one made.
        waits = Person.objects.select_for_update(no_key=connection.features.has_select_for_no_key_update)
        list(waits.filter(pk=requester.pk).values_list("pk"))
    if (known := posting.submitted(actor, submission)) is not None:
        return known.ticket
    place = department or _place_of(topic) or first_department()
    if place is None:
        raise Refusal(
            "no_department", _("The desk has no department yet. An administrator has to make one first.")
        )
    _require(actor, requester, place, given=department is not None, from_desk=from_desk)
    words = words.tidy()
    now = clock.now()
    ticket = Ticket(
        subject=tidy_subject(subject),
        requester=requester,
        organization=requester.organization,
        brand=place.brand,
        department=place,
        topic=topic,
        priority=_choice(priority, topic and topic.priority, Priority.NORMAL, Priority.values, "priority"),
        type=_choice(type, topic and topic.type, TicketType.QUESTION, TicketType.values, "type"),
        channel=_choice(channel, None, Channel.API, Channel.values, "channel"),
        language=(language or words.language or requester.language or place.language)[:8],
        fields=custom_fields.clean(
            topic.fields if topic else [], fields or {}, complete=_is_form(actor, channel)
        ),
        created_at=now,
        updated_at=now,
        last_message_at=now,
    )
    author = actor.person if from_desk else requester
    message, posted, _columns = posting.put(
        ticket,
        words,
        kind=MessageKind.PUBLIC,
        author=author,
        role=AuthorRole.AGENT if from_desk else AuthorRole.CUSTOMER,
        channel=channel,
        submission=submission,
    )
    ticket.opening = message
    TicketTag.objects.bulk_create([TicketTag(ticket=ticket, name=tag) for tag in tidy_tags(tags)])
    opened = TicketOpened(requester.pk, place.pk, channel, message.pk)
    joined = _join(ticket, requester, collaborators)
    return settle(ticket, actor, opened, posted, *joined, because=because, is_saved=True)


def tidy_subject(subject: str) -> str:
    """One line without controls, at most 500 characters; a word for none."""
    line = " ".join("".join(c if c.isprintable() else " " for c in subject).split())[:SUBJECT]
    return line or gettext("(no subject)")


def _place_of(topic: Topic | None) -> Department | None:
    place = topic.department if topic else None
    return place if place is not None and place.is_active else None


def _is_form(actor: Actor, channel: str) -> bool:
    """Whether somebody was asked to fill in the topic's fields; a mail or a call can't be refused for lacking them."""
    return not actor.is_staff and channel in {Channel.WEB, Channel.PORTAL, Channel.API}


def _require(actor: Actor, requester: Person, place: Department, *, given: bool, from_desk: bool) -> None:
    if not place.is_active:
        raise Refusal("gone", _("This department is not in use any more."), "department")
    if from_desk and not actor.is_staff:
        raise NotAllowed("not_allowed", _("Only the desk writes in the name of the desk."))
    if actor.person is not None and not actor.person.is_active:
        raise NotAllowed.for_role()
    if actor.person is None or actor.person.pk == requester.pk:
        return
    if not actor.person.is_staff:
        raise NotAllowed("not_allowed", _("You can open requests for yourself only."))
    if given and level_in(actor.person, place.pk) < Level.REPLY:
        raise NotAllowed("not_allowed", _("You may not open tickets in this department."), "department")


def _choice(given: Any, by_topic: Any, otherwise: Any, allowed: list[Any], field: str) -> Any:
    value = given if given is not None else (by_topic if by_topic is not None else otherwise)
    if value not in allowed:
        raise Refusal("bad_choice", _("Choose one of the values offered."), field)
    return value


def _join(ticket: Ticket, requester: Person, people: Iterable[Person]) -> list[Kind]:
    wanted = {person.pk: person for person in people if person.pk != requester.pk}
    Collaborator.objects.bulk_create(
        [Collaborator(ticket=ticket, person=person) for person in wanted.values()]
    )
    return [CollaboratorAdded(key) for key in wanted]
