"""How a mailbox's mail leaves: through a server of its own, or through one that several share."""

from dataclasses import dataclass, field

from opora.desk.models import Mailbox, OutgoingServer, OutSecurity, OutSignIn, Security, SignIn, Trust

PORTS = {
    Security.TLS: 465,
    Security.STARTTLS: 587,
    OutSecurity.OPPORTUNISTIC: 25,
    Security.PLAIN: 25,
}
SESSIONS = 4


@dataclass(frozen=True)
class Road:
    """What mails share that wait for the same server: its limits and its failures. One of the two ids is set."""

    server: int | None
    mailbox: int | None


@dataclass(frozen=True)
class Route:
    """Everything that is needed for a session. Equal routes may use each other's sessions.

    `sign_in` “password” wants `login` and `password`; “oauth” the grant of `mailbox`. No `host`: there is no server.
    `counted_by` is the shared server whose mails in a minute are counted.
    """

    host: str
    port: int
    security: str
    login: str = ""
    password: str = field(default="", repr=False)
    sign_in: str = SignIn.PASSWORD
    mailbox: int | None = None
    trust: str = Trust.SYSTEM
    authority: str = field(default="", repr=False)
    road: Road = Road(None, None)
    counted_by: int | None = None
    sessions: int = SESSIONS
    per_minute: int = 0

    @classmethod
    def of(cls, mailbox: Mailbox) -> "Route":
        """As the mailbox says; the port may follow from the security. At most one query, where servers are shared."""
        server = shared_server(mailbox)
        return _own(mailbox) if server is None else through(server, mailbox)


def shared_server(mailbox: Mailbox) -> OutgoingServer | None:
    """The shared server that a mailbox sends through; the default one if it names none and has none of its own."""
    if mailbox.out_server_id is not None:
        return mailbox.out_server
    return None if mailbox.out_host else default_server()


def default_server() -> OutgoingServer | None:
    """The server of those mailboxes that name none."""
    return OutgoingServer.objects.filter(is_default=True, is_active=True).first()


def through(server: OutgoingServer, mailbox: Mailbox) -> Route:
    """A mailbox's way through a shared server; with OAuth it signs in as itself."""
    by_oauth = server.sign_in == OutSignIn.OAUTH
    return Route(
        host=server.host,
        port=server.port or PORTS[OutSecurity(server.security)],
        security=server.security,
        login=mailbox.out_login or mailbox.address if by_oauth else server.login,
        password="" if by_oauth else server.password,
        sign_in=server.sign_in,
        mailbox=mailbox.pk if by_oauth else None,
        trust=server.trust,
        authority=server.authority,
        # Who signs in as itself fails by itself: a sign-in that is over stops no other mailbox.
        road=Road(None, mailbox.pk) if by_oauth else Road(server.pk, None),
        counted_by=server.pk,
        sessions=max(1, server.sessions),
        per_minute=server.per_minute,
    )


def _own(mailbox: Mailbox) -> Route:
    by_oauth = mailbox.out_sign_in == SignIn.OAUTH
    return Route(
        host=mailbox.out_host,
        port=mailbox.out_port or PORTS[Security(mailbox.out_security)],
        security=mailbox.out_security,
        login=mailbox.out_login or mailbox.address if by_oauth else mailbox.out_login,
        password=mailbox.out_password,
        sign_in=mailbox.out_sign_in,
        mailbox=mailbox.pk if by_oauth else None,
        road=Road(None, mailbox.pk),
    )
