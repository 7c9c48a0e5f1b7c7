"""What other rooms may use of tickets."""

from opora.tickets import pipeline
from opora.tickets.access import may, messages_for, obtain, seen_from, shown_to_customers, visible_to
from opora.tickets.actions.undo import is_undoable
from opora.tickets.actions.withdraw import has_left, may_take_back
from opora.tickets.content.files import NewFile, keep, safe_name, safe_type
from opora.tickets.content.files import read as read_file
from opora.tickets.content.plain_text import as_text
from opora.tickets.content.reading import events_for_staff, files_of, messages_for_staff
from opora.tickets.content.rich_text import clean, from_text, with_pictures
from opora.tickets.content.words import Words
from opora.tickets.keys import key_for, person_of
from opora.tickets.lists.rows import Row, Which, list_counts, list_page
from opora.tickets.pipeline import Change
from opora.tickets.posting import FirstTime
from opora.tickets.queries import (
    COUNT_LIMIT,
    LISTED,
    VIEWS,
    Key,
    Page,
    bounded_count,
    history,
    listed,
    page,
    view,
    with_people,
)
from opora.tickets.settings import LONGEST_UNDO, undo_seconds
from opora.tickets.sweeping import sweep_unused_files
from opora.tickets.verb import survivor

__all__ = [
    "COUNT_LIMIT",
    "LISTED",
    "LONGEST_UNDO",
    "VIEWS",
    "Change",
    "FirstTime",
    "Key",
    "NewFile",
    "Page",
    "Row",
    "Which",
    "Words",
    "as_text",
    "bounded_count",
    "clean",
    "events_for_staff",
    "files_of",
    "from_text",
    "has_left",
    "history",
    "is_undoable",
    "keep",
    "key_for",
    "list_counts",
    "list_page",
    "listed",
    "may",
    "may_take_back",
    "messages_for",
    "messages_for_staff",
    "obtain",
    "page",
    "person_of",
    "pipeline",
    "read_file",
    "safe_name",
    "safe_type",
    "seen_from",
    "shown_to_customers",
    "survivor",
    "sweep_unused_files",
    "undo_seconds",
    "view",
    "visible_to",
    "with_people",
    "with_pictures",
]
