"""What can go wrong between us and somebody's mail server, as codes of `opora.mail.reasons`."""

import imaplib
import poplib
import socket
import ssl

from imap_tools import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from opora.mail.oauth.sasl import TokenRefused
from opora.mail.oauth.tokens import NoToken


class FetchFailed(Exception):
    """The mailbox could not be fetched. `reason` is a code, `words` what the server or the system said."""

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(f"{reason}: {words}")
        self.reason = reason
        self.words = words[:2000]


EXPECTED = (OSError, imaplib.IMAP4.error, poplib.error_proto, ImapToolsError, NoToken, TokenRefused)


def failure_of(error: BaseException) -> FetchFailed:
    """The failure that an error of a mail library means."""
    if isinstance(error, FetchFailed):
        return error
    if isinstance(error, NoToken):
        return FetchFailed(error.reason, error.words)
    return FetchFailed(_reason(error), words_of(error))


def words_of(error: BaseException) -> str:
    """What the other side said, without Python around it."""
    result = getattr(error, "command_result", None)
    said = (
        result[1]
        if isinstance(result, tuple) and len(result) > 1
        else error.args[0]
        if error.args
        else str(error)
    )
    if isinstance(said, list) and said:
        said = said[0]
    if isinstance(said, bytes):
        said = said.decode("utf-8", "replace")
    if isinstance(error, OSError) and error.strerror:
        said = error.strerror
    return str(said) or type(error).__name__


def _reason(error: BaseException) -> str:
    if isinstance(error, MailboxLoginError):
        return "login_refused"
    if isinstance(error, TokenRefused):
        return "token_refused"
    if isinstance(error, MailboxFolderSelectError):
        return "folder_missing"
    if isinstance(error, ssl.SSLError):
        return "tls_failed"
    if isinstance(error, socket.gaierror):
        return "name_not_found"
    if isinstance(error, imaplib.IMAP4.abort):
        return "interrupted"
    if isinstance(error, OSError):
        return "no_connection"
    return "server_error"
