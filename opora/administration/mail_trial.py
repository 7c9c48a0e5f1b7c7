"""Trying the servers of a mailbox."""

from collections.abc import Mapping, Sequence
from typing import Any

from opora.desk.models import Mailbox
from opora.desk.public import unsaved_mailbox
from opora.mail.public import Step, test_connection


def trial(row: Mailbox | None, values: Mapping[str, Any]) -> Sequence[Step]:
    """What happens when one connects with these values, step by step; nothing is saved. Takes up to half a minute."""
    return test_connection(unsaved_mailbox(row, values))
