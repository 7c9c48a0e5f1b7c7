"""Tables of the event log."""

from opora.events.models.event import Audience, Event
from opora.events.models.numbering import Numbering
from opora.events.models.reader_place import ReaderPlace

__all__ = ["Audience", "Event", "Numbering", "ReaderPlace"]
