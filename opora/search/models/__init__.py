"""Tables of search."""

from opora.search.models.file_text import FileText, FileTextState

__all__ = ["FileText", "FileTextState"]
