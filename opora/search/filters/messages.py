"""The messages that may tell somebody something."""

from django.db.models import QuerySet

from opora.search.filters.asking import Asking
from opora.tickets.models import Message, MessageKind


def readable(asking: Asking) -> QuerySet[Message]:
    """All messages that the viewer's side may read, as `tickets.messages_for` has it for one ticket."""
    if asking.viewer.is_staff:
        return Message.objects.exclude(kind=MessageKind.CUSTOMER_NOTE)
    return Message.objects.exclude(kind=MessageKind.NOTE).exclude(leaves_at__gt=asking.now)
