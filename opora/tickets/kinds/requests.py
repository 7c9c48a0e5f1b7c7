"""Whether a ticket is a request at all."""

from django.utils.translation import gettext

from opora.events.public import Kind, Names, kind
from opora.people.public import Actor


@kind("ticket.not_a_request")
class NotARequest(Kind):
    """It counts as no request: spam, private, for somebody else. `status` and the moments are what it had before."""

    status: str
    solved_at: str | None = None
    closed_at: str | None = None

    def sentence(self, names: Names) -> str:
        return gettext("said that this is not a request")

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.tickets.actions import a_request_after_all
        from opora.tickets.models import Ticket

        a_request_after_all(actor=actor, ticket=Ticket.objects.get(pk=ticket))


@kind("ticket.request_after_all")
class RequestAfterAll(Kind):
    """It is a request after all, and has this status again."""

    status: str

    def sentence(self, names: Names) -> str:
        return gettext("said that this is a request after all")

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.tickets.actions import not_a_request
        from opora.tickets.models import Ticket

        not_a_request(actor=actor, ticket=Ticket.objects.get(pk=ticket))
