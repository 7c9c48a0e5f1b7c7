"""Opening, messages, who takes part."""

from collections.abc import Iterable

from django.utils.translation import gettext

from opora.events.models import Audience
from opora.events.public import Kind, Names, Reference, kind
from opora.people.public import Actor


@kind("ticket.opened", audience=Audience.PUBLIC)
class TicketOpened(Kind):
    """A request came in. `message` is its first message; `channel` where it came from."""

    requester: int
    department: int
    channel: str
    message: int | None = None

    def references(self) -> Iterable[Reference]:
        return [("person", self.requester)]

    def sentence(self, names: Names) -> str:
        from opora.tickets.models import Channel

        channel = str(Channel(self.channel).label) if self.channel in Channel.values else self.channel
        return gettext("opened the request (%(channel)s)") % {"channel": channel}


@kind("message.posted", audience=Audience.PUBLIC)
class MessagePosted(Kind):
    """A message, note or customer-side note (`sort`) was written; `role` is what its author was then."""

    message: int
    sort: str
    role: str
    channel: str
    files: int = 0

    @property
    def lasting(self) -> bool:
        """A staff note did not leave the desk: it may stay when the transfer it came with is taken back."""
        return self.sort == "note"

    def sentence(self, names: Names) -> str:
        if self.sort == "note":
            return gettext("wrote a staff note")
        if self.sort == "customer_note":
            return gettext("wrote a note for the customer's side")
        return gettext("wrote a message") if self.role == "customer" else gettext("answered")


@kind("message.taken_back")
class MessageTakenBack(Kind):
    """An answer was taken back before it left; its words are a draft of its author again."""

    message: int
    files: int = 0

    def sentence(self, names: Names) -> str:
        return gettext("took the answer back before it left")


@kind("message.undelivered")
class MessageUndelivered(Kind):
    """An answer did not reach somebody. Whom and why, says the mail room's event beside it."""

    message: int

    def sentence(self, names: Names) -> str:
        return gettext("found that an answer did not arrive")

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.tickets.actions import settle_undelivered
        from opora.tickets.models import Message

        if (message := Message.objects.filter(pk=self.message).first()) is not None:
            settle_undelivered(actor=actor, message=message)


@kind("message.settled")
class MessageSettled(Kind):
    """That an answer did not arrive is settled: it was sent elsewhere or again, or somebody left it so."""

    message: int

    def sentence(self, names: Names) -> str:
        return gettext("settled that an answer had not arrived")

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.tickets.actions import note_undelivered
        from opora.tickets.models import Message

        if (message := Message.objects.filter(pk=self.message).first()) is not None:
            note_undelivered(actor=actor, message=message, reopens=False)


@kind("ticket.collaborator_added", audience=Audience.PUBLIC)
class CollaboratorAdded(Kind):
    """Somebody joined the conversation."""

    person: int

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("added %(person)s to the conversation") % {"person": names.of("person", self.person)}

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.people.models import Person
        from opora.tickets.actions import remove_collaborator
        from opora.tickets.models import Ticket

        person = Person.objects.filter(pk=self.person).first()
        if person:
            remove_collaborator(actor=actor, ticket=Ticket.objects.get(pk=ticket), person=person)


@kind("ticket.collaborator_removed", audience=Audience.PUBLIC)
class CollaboratorRemoved(Kind):
    """Somebody left the conversation."""

    person: int

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)]

    def sentence(self, names: Names) -> str:
        return gettext("removed %(person)s from the conversation") % {
            "person": names.of("person", self.person)
        }

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.people.models import Person
        from opora.tickets.actions import add_collaborator
        from opora.tickets.models import Ticket

        person = Person.objects.filter(pk=self.person).first()
        if person:
            add_collaborator(actor=actor, ticket=Ticket.objects.get(pk=ticket), person=person)
