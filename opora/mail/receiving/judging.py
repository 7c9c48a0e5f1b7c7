"""What becomes of a mail: joined, opened, held for a decision, or set aside. Runs in the transaction of its row."""

from dataclasses import dataclass

from opora.desk.models import Level
from opora.desk.public import level_in
from opora.mail.blocking.matching import note_hit
from opora.mail.models import BlockAction, IncomingState
from opora.mail.receiving import bounces, entering, forwards, placing
from opora.mail.receiving.holding import why_hold
from opora.mail.receiving.letter import Letter
from opora.mail.receiving.placing import Place
from opora.mail.self_test import letters as self_test
from opora.people.actions import create_person
from opora.people.models import Person
from opora.people.public import Actor, Refusal, by_email
from opora.tickets.models import Message, Ticket

ANSWERS = {"out-of-office", "auto-reply", "report"}


@dataclass(frozen=True)
class Outcome:
    """The row's next state; `reason` a code of `opora.mail.reasons` unless it went in."""

    state: str
    reason: str = ""
    ticket: Ticket | None = None
    message: Message | None = None
    person: Person | None = None


def judge(letter: Letter) -> Outcome:
    """Decides and acts. Raises what the verbs raise; then nothing of it has happened."""
    parsed = letter.parsed
    if (before := _before(letter)) is not None:
        return before
    if self_test.recognise(letter):
        return Outcome(IncomingState.IGNORED, "self_test")
    if parsed.is_loop:
        return Outcome(IncomingState.IGNORED, "loop")
    if parsed.is_bounce:
        known, ticket = bounces.take(letter)
        return Outcome(IncomingState.DONE if known else IncomingState.IGNORED, _bounce(known), ticket)
    person = letter.known_now.person(letter.sender)
    if (blocked := _block(letter, person)) is not None:
        return blocked
    place = placing.find(letter, person)
    if place is not None:  # another worker may have added the person with the ticket, a moment ago
        person = person or by_email(letter.sender)
    if "too_large" in letter.row.why:  # only its header is here
        return Outcome(IncomingState.HELD, "too_large_mail", place.ticket if place else None)
    if parsed.is_auto and parsed.auto_kind in ANSWERS:
        return _automatic(letter, place)
    reason = why_hold(letter, person, place)
    if reason:
        return Outcome(IncomingState.HELD, reason, place.ticket if place else None)
    return _enter(letter, person, place)


def _before(letter: Letter) -> Outcome | None:
    """The same mail came before, by another way."""
    came_before, number = letter.known_now.came_before(letter) if letter.parsed.message_id else (False, None)
    if not came_before:
        return None
    earlier = Ticket.objects.filter(pk=number).first() if number else None
    return Outcome(IncomingState.DUPLICATE, "twice", earlier)


def _enter(letter: Letter, person: Person | None, place: Place | None) -> Outcome:
    if person is None:
        try:
            person = create_person(
                actor=Actor.system(),
                email=letter.sender,
                name=letter.parsed.from_name,
                language=letter.spoken,
                because=letter.because,
            )
        except Refusal as refusal:
            if refusal.code == "address_taken":
                raise  # somebody has just added them; the next attempt finds them
            return Outcome(IncomingState.HELD, "bad_sender")
    if place is None and person.is_staff and forwards.is_forward(letter):
        return _forwarded(letter, person)
    message = entering.join(letter, place, person) if place else entering.open_new(letter, person)
    return Outcome(IncomingState.DONE, "", message.ticket, message, person)


def _forwarded(letter: Letter, agent: Person) -> Outcome:
    """What a proven colleague forwards is the request of whoever wrote it first."""
    department = entering.department_of(letter)
    if department is not None and level_in(agent, department.pk) < Level.REPLY:
        return Outcome(IncomingState.HELD, "agent_no_access")
    message = forwards.open_forwarded(letter, agent, department)
    return Outcome(IncomingState.DONE, "", message.ticket, message, agent)


def _block(letter: Letter, person: Person | None) -> Outcome | None:
    """What the block list says; it never speaks of colleagues, who are proven or held anyway."""
    rule = None if person is not None and person.is_staff else letter.blocked_by
    if rule is None:
        return None
    note_hit(rule)
    letter.row.why["blocked"] = {"rule": rule.pk, "sort": rule.sort, "value": rule.value, "note": rule.note}
    state = IncomingState.HELD if rule.action == BlockAction.HOLD else IncomingState.IGNORED
    return Outcome(state, "blocked_list")


def _automatic(letter: Letter, place: Place | None) -> Outcome:
    if place is not None:
        message = entering.note_automatic(letter, place)
        return Outcome(IncomingState.DONE, "automatic", message.ticket, message)
    generated = letter.parsed.auto_submitted.lower().startswith("auto-generated")
    if generated and letter.sender and not letter.desk.owns(letter.sender):
        return Outcome(IncomingState.HELD, "machine")
    return Outcome(IncomingState.IGNORED, "automatic")


def _bounce(known: bool) -> str:
    return "bounce" if known else "bounce_unknown"
