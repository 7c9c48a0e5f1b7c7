"""Tables of the API: answers kept for repeated requests, and files waiting for their message."""

from opora.api.models.kept_answer import KeptAnswer
from opora.api.models.upload import Upload

__all__ = ["KeptAnswer", "Upload"]
