"""What other rooms may use of search."""

from opora.search.chips import chips
from opora.search.completion import Completion, complete
from opora.search.editing import is_alternative, turned_about, values_for, with_value, without
from opora.search.explaining import Explained, explained
from opora.search.filters.condition import announce_condition, announce_flag
from opora.search.finding.find import Found, find, matching
from opora.search.finding.orders import ORDERS
from opora.search.finding.similar import Alike, similar, similar_to
from opora.search.finding.snippets import Marker, Snippet, marked, snippets
from opora.search.finding.suggesting import suggest
from opora.search.language.keys import announce_key
from opora.search.language.reading import parse
from opora.search.language.unclear import Unclear
from opora.search.saving import saved_searches

__all__ = [
    "ORDERS",
    "Alike",
    "Completion",
    "Explained",
    "Found",
    "Marker",
    "Snippet",
    "Unclear",
    "announce_condition",
    "announce_flag",
    "announce_key",
    "chips",
    "complete",
    "explained",
    "find",
    "is_alternative",
    "marked",
    "matching",
    "parse",
    "saved_searches",
    "similar",
    "similar_to",
    "snippets",
    "suggest",
    "turned_about",
    "values_for",
    "with_value",
    "without",
]
