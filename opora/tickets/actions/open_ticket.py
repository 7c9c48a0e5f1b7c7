"""The verb: open a ticket."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Department, Level, Priority, TicketType, Topic
from opora.desk.public import fields as custom_fields
from opora.desk.public import first_department, level_in
from opora.events.public import Cause, Kind, clock
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed, Refusal
from opora.tickets import posting
from opora.tickets.actions.change_tags import tidy_tags
from opora.tickets.kinds import CollaboratorAdded, TicketOpened
from opora.tickets.models import AuthorRole, Channel, Collaborator, Message, MessageKind, Ticket, TicketTag
from opora.tickets.verb import settle
from opora.tickets.words import Words

SUBJECT = 500


@transaction.atomic
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

    Customers open for themselves; staff for anybody, in a department in which they may reply. The topic decides
    department, priority and type where nothing is said (a stage of the pipeline). The same `submission` again gives
    the ticket it gave the first time.
    """
    actor.require_scope("write")
    if (known := _submitted(submission)) is not None:
        return known
    place = department or (topic.department if topic and topic.department else None) or first_department()
    if place is None:
        raise Refusal(
            "no_department", _("The desk has no department yet. An administrator has to make one first.")
        )
    _require(actor, requester, place, given=department is not None)
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
        fields=custom_fields.clean(topic.fields if topic else [], fields or {}, complete=not actor.is_staff),
        created_at=now,
        updated_at=now,
        last_message_at=now,
    )
    ticket.save(force_insert=True)
    TicketTag.objects.bulk_create([TicketTag(ticket=ticket, name=tag) for tag in tidy_tags(tags)])
    author = actor.person if from_desk else requester
    message, posted, columns = posting.put(
        ticket,
        words,
        kind=MessageKind.PUBLIC,
        author=author,
        role=AuthorRole.AGENT if from_desk else AuthorRole.CUSTOMER,
        channel=channel,
        submission=submission,
    )
    opened = TicketOpened(requester.pk, place.pk, channel, message.pk)
    joined = _join(ticket, requester, collaborators)
    return settle(ticket, actor, opened, posted, *joined, because=because, changed=columns)


def tidy_subject(subject: str) -> str:
    """One line without controls, at most 500 characters; a word for none."""
    line = " ".join("".join(c if c.isprintable() else " " for c in subject).split())[:SUBJECT]
    return line or gettext("(no subject)")


def _require(actor: Actor, requester: Person, place: Department, *, given: bool) -> None:
    if actor.person is None or actor.person.pk == requester.pk:
        return
    if not actor.person.is_staff:
        raise NotAllowed("not_allowed", _("You can open requests for yourself only."))
    if given and level_in(actor.person, place.pk) < Level.REPLY:
        raise NotAllowed("not_allowed", _("You may not open tickets in this department."), "department")


def _submitted(submission: str | None) -> Ticket | None:
    if submission is None:
        return None
    message = Message.objects.select_related("ticket").filter(submission=submission).first()
    return message.ticket if message else None


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
