"""The verbs of search."""

from opora.search.actions.saved_searches import (
    delete_search,
    move_search,
    rename_search,
    revise_search,
    save_search,
    share_search,
)
from opora.search.actions.take_back import take_back

__all__ = [
    "delete_search",
    "move_search",
    "rename_search",
    "revise_search",
    "save_search",
    "share_search",
    "take_back",
]
