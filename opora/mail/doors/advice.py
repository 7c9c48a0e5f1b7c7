"""What to do about the words with which known servers and providers refuse: half of all support for mailboxes.

The words are the server's own (they change seldom and stand in no standard); where none is known, nothing is advised.
"""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

APP_PASSWORD = _(
    "This provider wants a password made for programs: make one in the account's security settings and write it here "
    "in place of the ordinary one."
)
ADVICE: tuple[tuple[str, str | Promise], ...] = (
    # Microsoft's sign-in service; the codes are in its documentation, “Microsoft Entra authentication error codes”
    (
        r"AADSTS7000222",
        _("The app's secret has run out. Make a new one at Microsoft and write it into the app here."),
    ),
    (
        r"AADSTS7000215|invalid_client",
        _("The app's secret is wrong. Copy the secret's value (not its id) from the provider once more."),
    ),
    (
        r"AADSTS700016|AADSTS90002|AADSTS900023",
        _("Microsoft knows no such app in this directory. Compare the client id and the directory's id."),
    ),
    (
        r"AADSTS50011|AADSTS500113|redirect_uri_mismatch",
        _(
            "The redirect address is not in the app's list. Copy it from the page of the app, "
            "letter by letter."
        ),
    ),
    (
        r"AADSTS9002326|AADSTS9002327",
        _(
            "Enter the redirect address at Microsoft under the platform “Web”, not as a single-"
            "page or mobile app."
        ),
    ),
    (
        r"AADSTS65001|AADSTS90094|AADSTS650057|AADSTS650053|consent_required",
        _(
            "The app has not been given all permissions. Add them at Microsoft and let an "
            "administrator of the directory consent."
        ),
    ),
    (
        r"AADSTS(50076|50079|50158|53003|53000|530003)",
        _(
            "A rule of the directory wants a second factor or another device. Sign in again, or "
            "exempt this account."
        ),
    ),
    (
        r"AADSTS(700082|70008|70043|50173|700084|50133|50089)",
        _("The permission has run out or the password was changed. Sign in again."),
    ),
    (
        r"AADSTS(50034|50020|50057)",
        _("This account is not in the directory, or it is locked."),
    ),
    (
        r"AADSTS(65004|54000)|access_denied",
        _(
            "Whoever signed in did not allow it. At Google the account must be among the app's "
            "test users until the app is published."
        ),
    ),
    (
        r"AADSTS(70011|500011)|invalid_scope",
        _(
            "The provider does not know what was asked for. At Google, the Gmail API must be "
            "enabled and the scope https://mail.google.com/ added."
        ),
    ),
    (
        r"admin_policy_enforced|org_internal|unauthorized_client",
        _(
            "The organization's administrator does not allow this app. Let it be allowed in the "
            "admin console."
        ),
    ),
    (
        r"invalid_grant",
        _(
            "The permission was taken back or has run out. Sign in again. At Google an app in "
            "testing loses it every seven days: publish the app."
        ),
    ),
    # Exchange Online
    (
        r"SmtpClientAuthentication is disabled|5\.7\.139",
        _(
            "Microsoft has switched off sending by SMTP for this mailbox. In the Exchange admin "
            "center: the mailbox, Mail flow settings, Email apps, Authenticated SMTP."
        ),
    ),
    (
        r"authenticated but not connected",
        _(
            "The account may not open this mailbox, or IMAP is switched off for it. In the "
            "Exchange admin center: Email apps, IMAP; for a shared mailbox give the account full "
            "access."
        ),
    ),
    (
        r"LOGON_DENIED|BasicAuthBlocked|basic authentication is disabled|AuthFailed:LogonDenied",
        _("Microsoft takes no passwords from programs any more. Choose signing in with an app (OAuth 2)."),
    ),
    (
        r"5\.7\.60|SendAsDenied",
        _("The account may not send from this address. Give it “Send as” for the mailbox."),
    ),
    # Google
    (
        r"Application-specific password required|InvalidSecondFactor|5\.7\.9 ",
        APP_PASSWORD,
    ),
    (
        r"not enabled for IMAP|Mail service not enabled|domain policy has disabled",
        _(
            "IMAP or Gmail is switched off for this account. Switch it on in Gmail's settings, or"
            " in the admin console."
        ),
    ),
    (
        r"Please log in via your web browser|WEBALERT|5\.7\.14",
        _(
            "Google holds the sign-in for suspicious. Sign in with a browser once, or choose "
            "signing in with an app (OAuth 2)."
        ),
    ),
    (
        r"5\.7\.8 Username and Password not accepted",
        APP_PASSWORD,
    ),
    # Yandex, Mail.ru, Seznam, iCloud, Zoho, Fastmail
    (
        r"invalid credentials or IMAP is disabled|IMAP is disabled",
        _(
            "IMAP is switched off, or the password is not one for programs. Switch IMAP on in the"
            " mailbox's settings and make an app password."
        ),
    ),
    (
        r"NEOBHODIM parol prilozheni|Application password is REQUIRED|parol prilozheniya",
        APP_PASSWORD,
    ),
    (
        r"This user does not have access rights to this service",
        _("Reading mail with programs is switched off for this account. Switch it on in its settings."),
    ),
    (
        r"yet to enable IMAP|enable IMAP access",
        _("IMAP is switched off. Switch it on in the mailbox's settings."),
    ),
    (
        r"app[- ]specific password|app password|application password",
        APP_PASSWORD,
    ),
    # Everybody
    (
        r"too many (simultaneous )?connections|maximum number of connections|Too many login",
        _("The server allows fewer connections at once. Close other mail programs, or wait a few minutes."),
    ),
    (
        r"over ?quota|quota exceeded|mailbox (is )?full",
        _("The mailbox is full. Delete mail there, or have mail deleted after it was fetched."),
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED.*(Hostname mismatch|not valid for)",
        _("The certificate is for another name. Write the server's name as it stands in the certificate."),
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED.*self.signed",
        _(
            "The server made its certificate itself. Give it one that is signed by an authority, "
            "for example Let's Encrypt."
        ),
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED.*expired",
        _("The server's certificate has run out. It has to be renewed there."),
    ),
    (
        r"WRONG_VERSION_NUMBER|wrong version number",
        _("The server does not begin with TLS at this port. Try STARTTLS, or another port."),
    ),
)


def advice(words: str) -> str:
    """What to do when a server said this, in the active language; empty when nothing is known about it."""
    for pattern, what in ADVICE:
        if re.search(pattern, words, re.IGNORECASE):
            return str(what)
    return ""
