"""Sessions with outgoing servers, kept open between mails: a login and a TLS handshake cost more than most mails."""

import smtplib
import threading
import time
from dataclasses import dataclass, field

from opora.mail.sending.compose import Composed
from opora.mail.sending.servers import smtp
from opora.mail.sending.servers.route import Road, Route
from opora.mail.sending.servers.smtp import NotSent

# A session rests for so many seconds at most, carries so many mails, and lives so long.
MOST_IDLE, MOST_MAILS, LONGEST_LIFE = 20.0, 100, 600.0
# A mail that takes longer (a server that says one letter a minute) is cut off.
LONGEST_MAIL = 900.0


@dataclass(eq=False)
class Session:
    """An open connection. `began` is when the mail that it carries now was begun; None while it rests."""

    route: Route
    server: smtplib.SMTP
    opened: float = field(default_factory=time.monotonic)
    used: float = field(default_factory=time.monotonic)
    began: float | None = None
    mails: int = 0

    def is_over(self) -> bool:
        """Whether it has rested, carried or lived enough."""
        now = time.monotonic()
        rested = now - self.used > MOST_IDLE
        return rested or self.mails >= MOST_MAILS or now - self.opened > LONGEST_LIFE


class Sessions:
    """All sessions of this process. Any thread may use it; how many a road bears at once is the postman's care."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._resting: list[Session] = []
        self._busy: list[Session] = []

    def send(self, route: Route, composed: Composed) -> None:
        """Hands over one mail; returns when the server has taken it over. Raises NotSent."""
        if not route.host:
            raise NotSent("no_server", "", concerns_route=True)
        session = self._rested(route) or self._opened(route)
        try:
            session = self._begun(session, composed)
            smtp.hand_over(session.server, composed.content)
        except NotSent as failure:
            self._back(session, is_broken=failure.is_broken)
            raise
        except BaseException:
            self._back(session, is_broken=True)
            raise
        self._back(session, is_broken=False)

    def tidy(self) -> None:
        """Ends sessions that have rested long enough, and breaks those that a server holds for ever."""
        with self._lock:
            over = [session for session in self._resting if session.is_over()]
            self._resting = [session for session in self._resting if session not in over]
            now = time.monotonic()
            stuck = [one for one in self._busy if one.began and now - one.began > LONGEST_MAIL]
        for session in over:
            smtp.part(session.server)
        for session in stuck:
            _cut(session)

    def cut(self) -> None:
        """Breaks all that are at work: the process wants to end."""
        with self._lock:
            busy = list(self._busy)
        for session in busy:
            _cut(session)

    def close(self) -> None:
        """Ends all that rest."""
        with self._lock:
            resting, self._resting = self._resting, []
        for session in resting:
            smtp.part(session.server)

    def resting(self, road: Road | None = None) -> int:
        """How many sessions rest, of one road or of all."""
        with self._lock:
            return sum(1 for one in self._resting if road is None or one.route.road == road)

    def _rested(self, route: Route) -> Session | None:
        with self._lock:
            fitting = [one for one in self._resting if one.route == route and not one.is_over()]
            session = fitting[-1] if fitting else None
            if session is not None:
                self._resting.remove(session)
                self._take(session)
        return session

    def _opened(self, route: Route) -> Session:
        self._make_room(route)
        server = smtp.reach(route)
        try:
            smtp.sign_in(server, route)
        except BaseException:
            server.close()
            raise
        session = Session(route, server)
        with self._lock:
            self._take(session)
        return session

    def _begun(self, session: Session, composed: Composed) -> Session:
        """The session in which the server waits for the mail: this one, or a new one if it broke while it rested."""
        try:
            smtp.begin(session.server, composed, again=session.mails > 0)
        except NotSent as failure:
            if not (session.mails and failure.is_broken and failure.is_safe):
                raise
            self._back(session, is_broken=True)
            session = self._opened(session.route)
            try:
                smtp.begin(session.server, composed, again=False)
            except NotSent as final:
                self._back(session, is_broken=final.is_broken)
                raise
        return session

    def _make_room(self, route: Route) -> None:
        """A road whose mailboxes sign in each as itself may not gather more resting sessions than it bears."""
        with self._lock:
            same = [one for one in self._resting if one.route.road == route.road]
            taken = len(same) + sum(1 for one in self._busy if one.route.road == route.road)
            surplus = same[: max(0, taken + 1 - route.sessions)]
            self._resting = [one for one in self._resting if one not in surplus]
        for session in surplus:
            smtp.part(session.server)

    def _take(self, session: Session) -> None:
        session.began = time.monotonic()
        self._busy.append(session)

    def _back(self, session: Session, *, is_broken: bool) -> None:
        with self._lock:
            if session not in self._busy:
                return
            self._busy.remove(session)
            session.began, session.used = None, time.monotonic()
            session.mails += 1
            keep = not is_broken and not session.is_over()
            if keep:
                self._resting.append(session)
        if not keep:
            session.server.close() if is_broken else smtp.part(session.server)


def _cut(session: Session) -> None:
    """Wakes whoever waits for this server: to them the connection broke."""
    sock = session.server.sock
    if sock is not None:
        try:
            sock.shutdown(2)
        except OSError:
            sock.close()


sessions = Sessions()
