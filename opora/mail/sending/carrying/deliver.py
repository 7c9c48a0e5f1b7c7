"""Carrying one mail of the queue: hand it over, note how it went.

Between the server's “250 taken” and our receipt for it lies the one moment at which a crash leads to a second sending;
it has the same Message-ID, by which mail programs and servers know the copy for what it is.
"""

import logging
from dataclasses import replace

from opora.mail.sending.carrying import outcome, receipts
from opora.mail.sending.carrying.claiming import Claimed, afresh, claim, due_keys
from opora.mail.sending.compose import Composed, NotComposed, compose
from opora.mail.sending.servers import standing
from opora.mail.sending.servers.route import Route
from opora.mail.sending.servers.sessions import sessions
from opora.mail.sending.servers.smtp import NotSent
from opora.mail.signing.sign import keys_of, signed

log = logging.getLogger(__name__)


def deliver(key: int) -> bool:
    """Claims and carries one mail if nobody else is about it; whether it was sent. Never raises."""
    return any(carry(one) for one in claim([key]))


def deliver_due() -> int:
    """Carries all that is due, one by one; returns how many were sent. For commands and tests."""
    count = sum(deliver(key) for key in due_keys(1000))
    sessions.close()
    return count


def carry(claimed: Claimed) -> bool:
    """Carries a claimed mail; whether it was sent. Never raises."""
    claimed = afresh(claimed)
    mail, route = claimed.mail, claimed.route
    try:
        if route is None:
            raise NotSent("no_mailbox", "")
        return _carry(claimed, route)
    except NotSent as failure:
        if failure.concerns_route and route is not None:
            outcome.wait_for_road(mail, route.road, failure)
        else:
            outcome.put_off(mail, failure)
    except NotComposed as failure:
        outcome.put_off(mail, NotSent(str(failure), "", is_final=str(failure) == "not_composed"))
    except Exception as error:
        log.exception("Mail %s could not be put together", mail.pk)
        outcome.put_off(mail, NotSent("not_composed", f"{type(error).__name__}: {error}"))
    return False


def _signed(composed: Composed) -> Composed:
    keys = keys_of(composed.sender)
    return replace(composed, content=signed(composed.content, keys)) if keys else composed


def _carry(claimed: Claimed, route: Route) -> bool:
    if receipts.is_there(claimed.mail):  # it was killed before it could say so
        return _sent(claimed, route)
    if not standing.may_try(route.road, claimed.known):
        outcome.give_back(claimed.mail, reason=claimed.known.failure)
        return False
    composed = _signed(compose(claimed.mail))
    turn = standing.take_turn(route)
    if turn is not None:
        outcome.give_back(claimed.mail, turn)
        return False
    sessions.send(route, composed)
    receipts.keep(claimed.mail)
    return _sent(claimed, route)


def _sent(claimed: Claimed, route: Route) -> bool:
    outcome.sent(claimed.mail, route.road, claimed.known)
    receipts.forget(claimed.mail)
    return True
