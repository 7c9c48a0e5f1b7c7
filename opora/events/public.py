"""What other rooms may use of the log."""

from opora.events import clock
from opora.events.acts import one_act
from opora.events.kinds import Kind, kind, known
from opora.events.names import Names, Reference
from opora.events.names import announce as announce_names
from opora.events.numbering import last_position, number_committed
from opora.events.past import appending_past, pass_over
from opora.events.readers import Reader, Standing, catch_up, reset, run_readers, standings
from opora.events.readers import announce as announce_reader
from opora.events.recording import Cause, Doer, record, record_all, recorded
from opora.events.remembering import remember

__all__ = [
    "Cause",
    "Doer",
    "Kind",
    "Names",
    "Reader",
    "Reference",
    "Standing",
    "announce_names",
    "announce_reader",
    "appending_past",
    "catch_up",
    "clock",
    "kind",
    "known",
    "last_position",
    "number_committed",
    "one_act",
    "pass_over",
    "record",
    "record_all",
    "recorded",
    "remember",
    "reset",
    "run_readers",
    "standings",
]
