"""When an agent should look at a mail first, and why. Each reason is a code of `opora.mail.reasons`."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from opora.events.public import clock
from opora.mail.models import IncomingMail, IncomingState
from opora.mail.receiving.letter import Letter
from opora.mail.receiving.placing import Place
from opora.mail.settings import PER_SENDER, PER_TICKET, SPAM_SCORE
from opora.people.models import Person

HOUR = timedelta(hours=1)
# A mail that comes so soon after an automatic one of ours looks like a machine's answer to it; so many in an hour are.
SOON = timedelta(minutes=5)
EXCHANGES = 5
MOST = 200
ANSWER = re.compile(r"\s*(?:\[|(?:re|aw|sv|odp|ответ|отв|automat\w+|авто\w*)\b)", re.I)


def why_hold(letter: Letter, person: Person | None, place: Place | None) -> str:
    """The reason; empty when the mail may go in."""
    return (
        _by_sender(letter, person)
        or _by_place(letter, person, place)
        or _by_content(letter, person, place)
        or _by_number(letter, person, place)
    )


def _by_sender(letter: Letter, person: Person | None) -> str:
    if not letter.sender:
        return "no_sender"
    if letter.desk.owns(letter.sender):
        return "own_address"
    if person is not None and not person.is_active:
        return "blocked"
    return "agent_unproven" if person is not None and person.is_staff and not letter.is_proven else ""


def _by_place(letter: Letter, person: Person | None, place: Place | None) -> str:
    if place is None:
        return "forged" if letter.proof.is_unwanted else ""
    if not place.takes(person):
        return "agent_no_access" if person is not None and person.is_staff else "stranger"
    if place.ticket.not_request_at is not None:
        return "not_request"
    # Whoever knows a secret of the conversation is believed, unless the domain's owner asks not to.
    return "forged" if letter.proof.is_unwanted or (letter.proof.is_forged and place.is_weak) else ""


def _by_content(letter: Letter, person: Person | None, place: Place | None) -> str:
    is_ours = person is not None and person.is_staff
    if not is_ours and letter.spam.is_over(SPAM_SCORE.get()):
        return "spam"
    if letter.parsed.is_auto and place is None:
        return "list" if letter.parsed.auto_kind == "list" else "machine"
    return ""


def _by_number(letter: Letter, person: Person | None, place: Place | None) -> str:
    known = letter.known_now
    if known.sent_by(letter.sender) >= PER_SENDER.get():
        return "too_many"
    if place is not None and _is_flooded(place):
        return "too_many_here"
    return "ping_pong" if person is not None and not person.is_staff and is_ping_pong(letter, person) else ""


def _is_flooded(place: Place) -> bool:
    limit = PER_TICKET.get()
    if place.ticket.message_count < limit:
        return False
    recent = IncomingMail.objects.filter(
        ticket=place.ticket, state=IncomingState.DONE, received_at__gt=clock.now() - HOUR
    )
    return recent.order_by()[: limit + 1].count() >= limit


def is_ping_pong(letter: Letter, person: Person) -> bool:
    """Whether this sender's mails answer our automatic ones, again and again: then the sender is a machine, too, and
    its mails wait for a day after the last such one."""
    ours = letter.known_now.automatic_to(person)
    if not ours:
        return False
    now = clock.now()
    theirs = IncomingMail.objects.filter(from_email=letter.sender, received_at__gt=now - timedelta(days=1))
    columns = ("received_at", "reason", "subject", "why")
    rows: list[Mapping[str, Any]] = list(theirs.order_by("-received_at").values(*columns)[:MOST])
    if any(row["reason"] == "ping_pong" for row in rows):
        return True
    this: Mapping[str, Any] = {
        "received_at": letter.row.received_at,
        "subject": letter.parsed.subject,
        "why": {"rules": letter.rules},
    }
    came = [row for row in [this, *rows] if row["received_at"] > now - HOUR and _is_answer(row)]
    soon = {row["received_at"] for row in came if any(at < row["received_at"] <= at + SOON for at in ours)}
    return len(soon) >= EXCHANGES


def _is_answer(row: Mapping[str, Any]) -> bool:
    """Whether it answers a mail of ours, as far as that can be seen; five letters with pictures in a row do not."""
    rules = row["why"].get("rules") or []
    return ANSWER.match(row["subject"]) is not None or any(
        one.get("rule") == "own_message_id" for one in rules
    )
