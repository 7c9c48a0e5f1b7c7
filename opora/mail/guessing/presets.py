"""Known providers: their servers, whose addresses are theirs, and what has to be done there first.

The servers and the need for app passwords are as the providers' own help pages say (looked at in 2026).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Preset:
    """A provider. `domains` are its own; a domain whose mail exchanger ends in one of `exchangers` is hosted there.
    `oauth` is the provider of sign-in apps to choose; `first` what somebody has to do there; `help` an address."""

    code: str
    name: str
    in_host: str
    out_host: str
    out_port: int = 465
    out_security: str = "tls"
    domains: tuple[str, ...] = ()
    exchangers: tuple[str, ...] = ()
    oauth: str = ""
    first: str | Promise = ""
    help: str = ""
    plus_addresses: bool = True

    @property
    def values(self) -> dict[str, Any]:
        """For a mailbox's form; signing in with an app is chosen where there is one."""
        return {
            "incoming": "imap", "in_host": self.in_host, "in_port": 993, "in_security": "tls", "folder": "INBOX",
            "out_host": self.out_host, "out_port": self.out_port, "out_security": self.out_security,
        }  # fmt: skip


APP_PASSWORD = _("Switch on two-step verification, make an app password and write that one here.")
PRESETS: tuple[Preset, ...] = (
    Preset(
        "google", "Gmail, Google Workspace", "imap.gmail.com", "smtp.gmail.com",
        domains=("gmail.com", "googlemail.com"),
        exchangers=("google.com", "googlemail.com", "psmtp.com"),
        oauth="google",
        first=_("Sign in with a Google app (OAuth 2). An app password works too, where the organization allows it."),
        help="https://myaccount.google.com/apppasswords",
    ),
    Preset(
        "microsoft", "Microsoft 365, Outlook", "outlook.office365.com", "smtp.office365.com", 587, "starttls",
        domains=("outlook.com", "hotmail.com", "live.com", "msn.com", "onmicrosoft.com"),
        exchangers=("mail.protection.outlook.com", "olc.protection.outlook.com", "mx.microsoft"),
        oauth="microsoft",
        first=_("Microsoft takes no passwords from programs: sign in with an app (OAuth 2). For sending, Authenticated "
                "SMTP must be switched on for the mailbox."),
        help="https://entra.microsoft.com/",
    ),
    Preset(
        "yandex", "Yandex, Yandex 360", "imap.yandex.ru", "smtp.yandex.ru",
        domains=("yandex.ru", "yandex.com", "ya.ru", "yandex.by", "yandex.kz", "yandex.ua", "narod.ru"),
        exchangers=("mx.yandex.net", "mx.yandex.ru"),
        first=_("Allow mail programs in the mailbox's settings (IMAP, app passwords), make an app password of the kind "
                "“Mail” and write that one here."),
        help="https://id.yandex.ru/security/app-passwords",
    ),
    Preset(
        "mailru", "Mail.ru, VK WorkMail", "imap.mail.ru", "smtp.mail.ru",
        domains=("mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru", "xmail.ru", "vk.com"),
        exchangers=("mxs.mail.ru", "emx.mail.ru", "biz.mail.ru"),
        first=_("Make a password for external applications in the account's security settings; write that one here."),
        help="https://account.mail.ru/user/2-step-auth/passwords/",
    ),
    Preset(
        "seznam", "Seznam, Email Profi", "imap.seznam.cz", "smtp.seznam.cz",
        domains=("seznam.cz", "email.cz", "post.cz", "spoluzaci.cz", "stream.cz", "firmy.cz"),
        exchangers=("seznam.cz",),
        first=_("Allow IMAP in the mailbox's settings. With two-step verification make an app password there."),
        help="https://napoveda.seznam.cz/cz/email/imap-pop3-smtp/",
        plus_addresses=False,
    ),
    Preset(
        "icloud", "iCloud", "imap.mail.me.com", "smtp.mail.me.com", 587, "starttls",
        domains=("icloud.com", "me.com", "mac.com"),
        exchangers=("mail.icloud.com",),
        first=APP_PASSWORD,
        help="https://account.apple.com/",
    ),
    Preset(
        "fastmail", "Fastmail", "imap.fastmail.com", "smtp.fastmail.com",
        domains=("fastmail.com", "fastmail.fm", "messagingengine.com"),
        exchangers=("messagingengine.com",),
        first=_("Make an app password in the settings under Privacy & Security and write that one here."),
        help="https://app.fastmail.com/settings/security/apps",
    ),
    Preset(
        "zoho", "Zoho Mail", "imap.zoho.com", "smtp.zoho.com",
        domains=("zoho.com", "zohomail.com"),
        exchangers=("zoho.com",),
        first=_("Switch on IMAP in the mail account's settings; with two-step verification make an app password."),
        help="https://accounts.zoho.com/",
    ),
    Preset(
        "zohoeu", "Zoho Mail (EU)", "imap.zoho.eu", "smtp.zoho.eu",
        domains=("zoho.eu", "zohomail.eu"),
        exchangers=("zoho.eu",),
        first=_("Switch on IMAP in the mail account's settings; with two-step verification make an app password."),
        help="https://accounts.zoho.eu/",
    ),
    Preset(
        "rambler", "Rambler", "imap.rambler.ru", "smtp.rambler.ru",
        domains=("rambler.ru", "lenta.ru", "autorambler.ru", "myrambler.ru", "ro.ru"),
        exchangers=("rambler.ru",),
        first=_("Allow access by mail programs in the mailbox's settings."),
        help="https://help.rambler.ru/mail/mail-pochtovye-klienty/",
    ),
    Preset(
        "centrum", "Centrum, Atlas", "imap.centrum.cz", "smtp.centrum.cz",
        domains=("centrum.cz", "atlas.cz", "volny.cz"),
        exchangers=("centrum.cz",),
    ),
)  # fmt: skip


def of_domain(domain: str) -> Preset | None:
    """The provider that a domain belongs to, or that a subdomain of its own (tenant.onmicrosoft.com) is given by."""
    return next((one for one in PRESETS if _ends(domain, one.domains)), None)


def of_exchanger(host: str) -> Preset | None:
    """The provider whose servers take a domain's mail."""
    return next((one for one in PRESETS if _ends(host, one.exchangers)), None)


def _ends(name: str, endings: tuple[str, ...]) -> bool:
    return any(name == ending or name.endswith(f".{ending}") for ending in endings)
