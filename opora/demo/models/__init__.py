"""Tables of the demo's mail room."""

from opora.demo.models.letter import Folder, Letter

__all__ = ["Folder", "Letter"]
