"""Mail providers whose servers send for many domains, by the ends of their servers' names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """`include` is what its customers put into SPF; `own_keys`: each customer publishes a DKIM key that it shows."""

    name: str
    servers: tuple[str, ...]
    include: str
    mx: tuple[str, ...]


PROVIDERS = (
    Provider("Yandex 360", ("yandex.ru", "yandex.com", "yandex.net"), "_spf.yandex.net", ("yandex.net", "yandex.ru")),
    Provider("VK WorkSpace (Mail.ru)", ("mail.ru",), "_spf.mail.ru", ("mail.ru",)),
    Provider("Seznam Email Profi", ("seznam.cz",), "spf.seznam.cz", ("seznam.cz",)),
    Provider("Google Workspace", ("gmail.com", "google.com"), "_spf.google.com", ("google.com", "googlemail.com")),
    Provider(
        "Microsoft 365", ("office365.com", "outlook.com"), "spf.protection.outlook.com", ("outlook.com",)
    ),
    Provider("Forpsi", ("forpsi.com",), "_spf.forpsi.com", ("forpsi.com",)),
    Provider("Wedos", ("wedos.net",), "_spf.we.wedos.net", ("wedos.net",)),
    Provider("Mailgun", ("mailgun.org",), "mailgun.org", ("mailgun.org",)),
    Provider("SendGrid", ("sendgrid.net",), "sendgrid.net", ("sendgrid.net",)),
    Provider("Postmark", ("postmarkapp.com",), "spf.mtasv.net", ("postmarkapp.com",)),
    Provider("Amazon SES", ("amazonaws.com",), "amazonses.com", ("amazonaws.com",)),
    Provider("Fastmail", ("fastmail.com", "messagingengine.com"), "spf.messagingengine.com", ("messagingengine.com",)),
    Provider("Zoho Mail", ("zoho.com", "zoho.eu"), "zohomail.com", ("zoho.com", "zoho.eu")),
)  # fmt: skip


def provider_of(host: str) -> Provider | None:
    """Whose an outgoing server is; None for one of one's own."""
    return next((one for one in PROVIDERS if is_below(host, one.servers)), None)


def is_below(host: str, domains: tuple[str, ...]) -> bool:
    """Whether a host is one of these domains or within one."""
    name = host.rstrip(".").lower()
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)
