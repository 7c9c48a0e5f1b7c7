"""Tables of search."""

from opora.search.models.document import Document
from opora.search.models.indexing import Indexing
from opora.search.models.saved import SavedSearch
from opora.search.models.vocabulary import Form

__all__ = ["Document", "Form", "Indexing", "SavedSearch"]
