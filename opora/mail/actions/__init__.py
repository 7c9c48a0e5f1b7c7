"""The verbs of the mail room: deciding about held mails, trying again, whose pictures are shown."""

from opora.mail.actions.allow_pictures import allow_pictures
from opora.mail.actions.block_rules import add_block_rule, remove_block_rule
from opora.mail.actions.change_template import change_template, reset_template, restore_template
from opora.mail.actions.check_deliverability import check_deliverability
from opora.mail.actions.confirm import confirm
from opora.mail.actions.correct_address import correct_address
from opora.mail.actions.dismiss_held import dismiss_held
from opora.mail.actions.dkim_key import activate_dkim_key, create_dkim_key, retire_dkim_key
from opora.mail.actions.join_held import join_held
from opora.mail.actions.leave_undelivered import leave_undelivered
from opora.mail.actions.mailbox_key import end_former_key, keep_mailgun_key, make_mailbox_key
from opora.mail.actions.open_from_held import open_from_held
from opora.mail.actions.send_again import send_again
from opora.mail.actions.send_to import send_to
from opora.mail.actions.send_trial import send_trial
from opora.mail.actions.sign_in_mailbox import sign_in_mailbox, sign_out_mailbox
from opora.mail.actions.stop_pictures import stop_pictures
from opora.mail.actions.take_back import take_back
from opora.mail.actions.try_again import try_again

__all__ = [
    "activate_dkim_key",
    "add_block_rule",
    "allow_pictures",
    "change_template",
    "check_deliverability",
    "confirm",
    "correct_address",
    "create_dkim_key",
    "dismiss_held",
    "end_former_key",
    "join_held",
    "keep_mailgun_key",
    "leave_undelivered",
    "make_mailbox_key",
    "open_from_held",
    "remove_block_rule",
    "reset_template",
    "restore_template",
    "retire_dkim_key",
    "send_again",
    "send_to",
    "send_trial",
    "sign_in_mailbox",
    "sign_out_mailbox",
    "stop_pictures",
    "take_back",
    "try_again",
]
