"""What can happen to a ticket: one class for each kind of event."""

from opora.tickets.kinds.conversation import (
    CollaboratorAdded,
    CollaboratorRemoved,
    MessagePosted,
    MessageSettled,
    MessageTakenBack,
    MessageUndelivered,
    TicketOpened,
)
from opora.tickets.kinds.properties import (
    Assigned,
    FieldsChanged,
    PriorityChanged,
    RequesterChanged,
    StatusChanged,
    SubjectChanged,
    TagsChanged,
    TopicChanged,
    Transferred,
    TypeChanged,
)
from opora.tickets.kinds.relations import Absorbed, Linked, Merged, Returned, Split, SplitOff, Unlinked
from opora.tickets.kinds.requests import NotARequest, RequestAfterAll
from opora.tickets.kinds.undoing import ActUndone, LoopStopped

__all__ = [
    "Absorbed",
    "ActUndone",
    "Assigned",
    "CollaboratorAdded",
    "CollaboratorRemoved",
    "FieldsChanged",
    "Linked",
    "LoopStopped",
    "Merged",
    "MessagePosted",
    "MessageSettled",
    "MessageTakenBack",
    "MessageUndelivered",
    "NotARequest",
    "PriorityChanged",
    "RequestAfterAll",
    "RequesterChanged",
    "Returned",
    "Split",
    "SplitOff",
    "StatusChanged",
    "SubjectChanged",
    "TagsChanged",
    "TicketOpened",
    "TopicChanged",
    "Transferred",
    "TypeChanged",
    "Unlinked",
]
