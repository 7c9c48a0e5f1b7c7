"""The verbs of the mail room: deciding about held mails, trying again."""

from opora.mail.actions.dismiss_held import dismiss_held
from opora.mail.actions.join_held import join_held
from opora.mail.actions.open_from_held import open_from_held
from opora.mail.actions.send_again import send_again
from opora.mail.actions.try_again import try_again

__all__ = ["dismiss_held", "join_held", "open_from_held", "send_again", "try_again"]
