"""Why a mail is held, set aside, failed or not delivered: codes in rows and events, words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    # held
    "stranger": _("it answers this conversation, but its sender is not part of it"),
    "agent_unproven": _("it says it comes from a colleague, but nothing proves that"),
    "agent_no_access": _("it comes from a colleague who may not answer here"),
    "no_sender": _("it does not say who sent it"),
    "bad_sender": _("its sender's address can't be right"),
    "blocked": _("its sender was deactivated"),
    "own_address": _("it was sent from one of the desk's own addresses"),
    "too_many": _("its sender has sent very many mails in the last hour"),
    "too_large_mail": _(
        "it is larger than the desk takes; only its header was fetched, the mail is in the mailbox"
    ),
    "list": _("it came from a mailing list or newsletter"),
    "machine": _("a machine wrote it"),
    "forged": _("its sender's domain says that it is not from there"),
    "spam": _("a spam filter takes it for spam"),
    "not_request": _("it answers something that somebody said is no request"),
    "too_many_here": _("very many mails have come to this ticket in the last hour"),
    "ping_pong": _("its sender seems to be a machine that answers our automatic mails"),
    "blocked_list": _("a rule of the block list meets it"),
    # set aside
    "automatic": _("an automatic answer that belongs to no conversation"),
    "loop": _("our own mail came back"),
    "self_test": _("our own test letter came back, as it should"),
    "bounce": _("the report of an undelivered mail"),
    "bounce_unknown": _("the report of an undelivered mail that we did not send"),
    "twice": _("the same mail came before"),
    "dismissed": _("somebody decided that nothing has to be done"),
    # failed
    "failed": _("something went wrong while it was taken in"),
    "raw_gone": _("its raw source is not in the mail folder any more"),
    "refused": _("the desk refused it"),
    # sending
    "no_server": _("no outgoing mail server is set up for the mailbox"),
    "no_mailbox": _("the desk has no mailbox to send from"),
    "name_not_found": _("the mail server's name can't be found"),
    "no_connection": _("the mail server can't be reached"),
    "tls_failed": _("no safe connection to the mail server could be made"),
    "login_refused": _("the mail server refused the login"),
    "sender_refused": _("the mail server does not accept mail from this address"),
    "recipient_refused": _("the address does not exist or takes no mail"),
    "content_refused": _("the mail server refused the mail itself"),
    "put_off": _("the mail server asked to try later"),
    "server_closed": _("the mail server takes no mail for now"),
    "tls_missing": _("the mail server offers no safe connection, and a password is not sent in clear"),
    "domain_refused": _("the address's domain takes no mail"),
    "mailbox_disabled": _("the mailbox is closed"),
    "mailbox_full": _("the mailbox is full"),
    "mail_too_large": _("the mail is larger than the server takes"),
    "policy_refused": _("the mail server refuses mail like this (spam, or its rules)"),
    "proof_missing": _("the mail server wants proof that it really comes from us (SPF, DKIM, DMARC)"),
    "no_reverse_name": _("the mail server wants the sending server's address to have a name"),
    "tls_wanted": _("the mail server wants a safe connection"),
    "too_many_sent": _("the mail server says that we send too much"),
    "their_trouble": _("the other mail server has troubles of its own"),
    "their_loop": _("the mail goes in circles at the other side"),
    "too_long_on_the_way": _("it was too long on its way"),
    "no_such_letters": _("the mail server can't send to an address with such letters"),
    "interrupted": _("the connection broke"),
    "not_composed": _("the mail could not be put together"),
    "given_up": _("it was tried for days without success"),
    "delayed_there": _("the next mail server has not delivered it yet and goes on trying"),
    "bounce_doubted": _("a report says that it did not arrive; nothing proves that report"),
    "bounced_hard": _("the address does not take mail"),
    "bounced_soft": _("the mailbox could not take it for now"),
    # signing in with an app of the provider
    "sign_in_first": _("nobody has signed in to the mailbox yet"),
    "sign_in_again": _("the provider has ended the permission: sign in to the mailbox again"),
    "app_refused": _("the provider does not accept the sign-in app"),
    "no_token": _("the provider's sign-in service gave no answer"),
    "not_begun": _("the sign-in was not begun here, or it took too long: begin again"),
    "token_refused": _("the mail server did not accept the sign-in"),
    # mail services
    "signature_missing": _("the request carries no signature that Opora understands"),
    "signature_wrong": _("the signature was made with another secret, or the mail was changed on its way"),
    "signature_old": _("the signature is older than five minutes, or a clock is wrong"),
    "signature_used": _("the signature was used for another mail before"),
    "password_missing": _("the request carries no password"),
    "password_wrong": _("the request carries another password"),
    # fetching
    "folder_missing": _("the folder is not there"),
    "server_error": _("the mail server answered with an error"),
    "not_kept": _("new mail could not be kept: is the disk full?"),
}


def in_words(code: str) -> str:
    """The reason in the active language; an unknown code as it is."""
    return str(WORDS.get(code, code))
