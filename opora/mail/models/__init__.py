"""Tables of the mail room."""

from opora.mail.models.block_rule import BlockAction, BlockRule, BlockSort
from opora.mail.models.dkim_key import DkimKey, KeySort, KeyState
from opora.mail.models.fetched import FetchedMail
from opora.mail.models.incoming import IncomingMail, IncomingState
from opora.mail.models.mailbox_folder import MailboxFolder
from opora.mail.models.mailbox_grant import MailboxGrant
from opora.mail.models.mailbox_key import MailboxKey
from opora.mail.models.mailbox_state import MailboxState
from opora.mail.models.outgoing import OutgoingMail, OutgoingState, Purpose
from opora.mail.models.picture_sender import PictureSender
from opora.mail.models.reference import MailReference
from opora.mail.models.self_test import ResultState, SelfTest, SelfTestResult
from opora.mail.models.server_state import ServerState
from opora.mail.models.template_version import TemplateVersion

__all__ = [
    "BlockAction",
    "BlockRule",
    "BlockSort",
    "DkimKey",
    "FetchedMail",
    "IncomingMail",
    "IncomingState",
    "KeySort",
    "KeyState",
    "MailReference",
    "MailboxFolder",
    "MailboxGrant",
    "MailboxKey",
    "MailboxState",
    "OutgoingMail",
    "OutgoingState",
    "PictureSender",
    "Purpose",
    "ResultState",
    "SelfTest",
    "SelfTestResult",
    "ServerState",
    "TemplateVersion",
]
