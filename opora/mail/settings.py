"""The mail room's desk settings."""

from django.utils.translation import gettext_lazy as _

from opora.desk.public import Setting

QUOTE = Setting(
    "mail_quote",
    True,
    _("Quote the customer's last message below answers"),
    _("As mail programs do."),
)
SUBJECT_NUMBER = Setting(
    "mail_subject_number",
    False,
    _("Put the number into the subject: Re: … [#4711]"),
    _("Replies find their request without it. For people who file mail by hand."),
)
ANSWER_HOURS = Setting(
    "mail_answer_hours",
    0,
    _("Usual time to answer, in hours"),
    _("What confirmations say; with 0 they say nothing about it."),
    least=0,
    most=999,
)
NOTICES_PER_DAY = Setting(
    "mail_notices_per_day",
    5,
    _("Automatic mails to one address in a day"),
    _("Confirmations, notices and surveys together. Beyond that a machine is at the other end."),
    least=1,
    most=1000,
)
PLUS_ADDRESSES = Setting(
    "mail_plus_addresses",
    "door",
    _("Reply addresses with a token (help+t4711…@example.com)"),
    _(
        "They lead a reply to its ticket even when a mail program forgets what it answers. "
        "The mail server must deliver them."
    ),
    choices=(
        ("door", _("where mail arrives at Opora's own door")),
        ("always", _("always")),
        ("never", _("never")),
    ),
)
BOUNCE_ADDRESSES = Setting(
    "mail_bounce_addresses",
    "door",
    _("Envelope senders with a token (help+b99…@example.com)"),
    _(
        "They prove which answer a report of undelivered mail is about. The mail server must deliver them, and the "
        "server that sends must take mail from them."
    ),
    choices=(
        ("door", _("where mail arrives at Opora's own door and is sent without a login")),
        ("always", _("always")),
        ("never", _("never")),
    ),
)
TRUSTED_SERVERS = Setting(
    "mail_trusted_servers",
    "",
    _("Servers whose sender checks are trusted"),
    _(
        "Names as they stand first in Authentication-Results, with commas between. "
        "Believed of fetched mail and of own mail servers; other mail is checked by Opora itself."
    ),
)
TRUSTED_NETWORKS = Setting(
    "mail_trusted_networks",
    "127.0.0.0/8, ::1",
    _("Networks of own mail servers"),
    _("What they write into mail that they hand over is believed: sender checks, spam scores."),
)
CHECKS_SENDERS = Setting(
    "mail_checks_senders",
    True,
    _("Check senders (DKIM, SPF, DMARC)"),
    _("Where no trusted server has. Without any check, agents can't answer by mail."),
)
SPAM_SCORE = Setting(
    "mail_spam_score",
    0,
    _("Hold mail from this spam score on"),
    _("As trusted servers or the spam filter below give it. 0: it is only shown."),
    least=0,
    most=100,
)
SPAM_FILTER = Setting(
    "mail_spam_filter",
    "",
    _("Ask this spam filter"),
    _("The address of rspamd, for example http://127.0.0.1:11333. Empty: none is asked."),
)
PER_TICKET = Setting(
    "mail_per_ticket",
    50,
    _("Mails to one ticket in an hour"),
    _("Those beyond are held for a decision."),
    least=5,
    most=100_000,
)
MAIL_MEGABYTES = Setting(
    "mail_megabytes",
    64,
    _("Largest mail taken in, in megabytes"),
    _("The mail door refuses larger ones, so that their sender is told by their own server."),
    least=5,
    most=190,
)
RAW_MONTHS = Setting(
    "mail_raw_months",
    36,
    _("Keep the raw source of mails for so many months"),
    _(
        "Only of mails that are in their tickets or set aside; messages and files stay, and so does why a mail came."
    ),
    least=1,
    most=1200,
)
PER_SENDER = Setting(
    "mail_per_sender",
    100,
    _("Mails from one sender in an hour"),
    _("Those beyond are held for a decision: somebody's machine may be running wild."),
    least=5,
    most=100_000,
)


def trusted_servers() -> tuple[str, ...]:
    """The names in TRUSTED_SERVERS."""
    return tuple(name.strip().lower() for name in TRUSTED_SERVERS.get().split(",") if name.strip())
