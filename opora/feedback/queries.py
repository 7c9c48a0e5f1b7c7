"""Reads about ratings."""

from collections.abc import Mapping

from django.db.models import QuerySet

from opora.conf.prepared import Prepared
from opora.feedback.models import Rating, RatingRequest
from opora.people.models import Person
from opora.tickets.models import AuthorRole, Message, MessageKind, Ticket
from opora.tickets.public import visible_to

_of_ticket = Prepared(
    lambda ticket: (
        Rating.objects.filter(ticket=ticket).select_related("person", "agent").order_by("-changed_at")
    )
)


def comments_of(keys: set[int]) -> Mapping[int, str]:
    """What was written with ratings, by id, in quotation marks: events name a rating, never its words."""
    rows = Rating.objects.filter(pk__in=keys).values_list("pk", "comment")
    return {key: f"“{comment}”" if comment else "" for key, comment in rows}


def ratings_for(person: Person) -> QuerySet[Rating]:
    """The ratings this person may read: staff those of tickets they see, customers their own."""
    rows = Rating.objects.select_related("person", "agent").order_by("id")
    if not person.is_staff:
        return rows.filter(person=person)
    return rows.filter(ticket__in=visible_to(person).values("pk"))


def ratings_of(ticket: Ticket) -> list[Rating]:
    """What was said about a ticket, the latest first; for staff who may see it."""
    return _of_ticket(ticket.pk)


def rating_by(person: Person, ticket: Ticket) -> Rating | None:
    """This person's rating of the ticket."""
    return Rating.objects.filter(ticket=ticket, person=person).first()


def last_agent(ticket: Ticket) -> Person | None:
    """Who gave the last answer: a rating speaks of them, whoever has the ticket now."""
    answers = Message.objects.filter(
        ticket=ticket, kind=MessageKind.PUBLIC, author_role=AuthorRole.AGENT, author__isnull=False
    )
    last = answers.select_related("author").order_by("-at", "-id").first()
    return last.author if last else None


def asked_at(ticket: Ticket) -> RatingRequest | None:
    """When the ticket's customer was or will be asked; None when that was never planned."""
    return RatingRequest.objects.filter(ticket=ticket).first()
