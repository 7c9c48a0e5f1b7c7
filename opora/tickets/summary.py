"""The columns of a ticket that repeat what its messages say."""

from django.db.models import Q

from opora.tickets.models import Attachment, AuthorRole, Message, MessageKind, Status, Ticket

COLUMNS = (
    "snippet",
    "last_author",
    "last_by_staff",
    "last_message_at",
    "waiting_since",
    "first_replied_at",
    "message_count",
    "has_files",
    "has_undelivered",
)
SNIPPET = 180


def take_in(ticket: Ticket, message: Message, files: int) -> tuple[str, ...]:
    """Brings the columns up to date with one new message; returns which to save."""
    ticket.message_count += 1
    ticket.has_files = ticket.has_files or files > 0
    if message.kind != MessageKind.PUBLIC:
        return ("message_count", "has_files")
    _show(ticket, message)
    if message.author_role == AuthorRole.CUSTOMER:
        ticket.waiting_since = ticket.waiting_since or message.at
    elif message.author_role == AuthorRole.AGENT:
        ticket.waiting_since = None
        ticket.first_replied_at = ticket.first_replied_at or message.at
    return COLUMNS


def recount(ticket: Ticket) -> None:
    """Rebuilds the columns from the messages that are on the ticket now, and saves them."""
    messages = Message.objects.filter(ticket=ticket)
    public = messages.filter(kind=MessageKind.PUBLIC).order_by("at", "id")
    ticket.message_count = messages.count()
    ticket.has_files = Attachment.objects.filter(message__ticket=ticket).exists()
    ticket.has_undelivered = undelivered(ticket)
    last = public.select_related("author").last()
    if last is not None:
        _show(ticket, last)
    else:
        ticket.snippet, ticket.last_author, ticket.last_by_staff = "", "", False
    agents = public.filter(author_role=AuthorRole.AGENT).values_list("at", "id")
    first, latest = agents.first(), agents.last()
    ticket.first_replied_at = first[0] if first else None
    later = Q(at__gt=latest[0]) | Q(at=latest[0], id__gt=latest[1]) if latest else Q()
    waiting = public.filter(later, author_role=AuthorRole.CUSTOMER).values_list("at", flat=True).first()
    ticket.waiting_since = waiting if ticket.status not in {Status.SOLVED, Status.CLOSED} else None
    ticket.save(update_fields=list(COLUMNS))


def undelivered(ticket: Ticket) -> bool:
    """Whether an answer on it did not arrive, and nobody has settled that."""
    return Message.objects.filter(ticket=ticket, undelivered_at__isnull=False).exists()


def _show(ticket: Ticket, message: Message) -> None:
    ticket.snippet = " ".join((message.visible or message.text).split())[:SNIPPET]
    ticket.last_author = message.author.called[:200] if message.author else ""
    ticket.last_by_staff = message.by_staff
    ticket.last_message_at = message.at
