"""Tables of search."""

from opora.search.models.document import Document
from opora.search.models.file_text import FileText, FileTextState
from opora.search.models.indexing import Indexing
from opora.search.models.saved import SavedSearch
from opora.search.models.vocabulary import Form

__all__ = ["Document", "FileText", "FileTextState", "Form", "Indexing", "SavedSearch"]
