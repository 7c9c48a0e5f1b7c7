"""What has to be asked of others before a mail is judged: who sent it, is it spam. Before the transaction."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from opora.mail import dns
from opora.mail.checking import spam, trust
from opora.mail.checking.check import own_check, told
from opora.mail.checking.spam import Spam
from opora.mail.receiving.letter import Letter
from opora.mail.settings import CHECKS_SENDERS, SPAM_FILTER

# So many mails are checked at a time; each waits for names and filters for a few seconds at most.
AT_ONCE = 8


def prove(letters: Sequence[Letter]) -> None:
    """Gives each letter its `proof` and `spam`. What a trusted server said counts; the rest is checked here.

    Settings are read before the threads, which never touch the database.
    """
    checks_senders, spam_filter = CHECKS_SENDERS.get() and not dns.is_off(), SPAM_FILTER.get()
    questions = list[Callable[[], None]]()
    for letter in letters:
        letter.proof = told(letter.row, letter.parsed)
        letter.spam = spam.in_headers(letter.parsed) if trust.came_by_trusted_way(letter.row) else Spam()
        if checks_senders and not letter.proof.source:
            questions.append(partial(_check_sender, letter, saw_sender=trust.saw_sender(letter.row)))
        if spam_filter and not letter.spam.by:
            questions.append(partial(_ask_filter, letter, spam_filter))
    _answer(questions)


def _answer(questions: list[Callable[[], None]]) -> None:
    if len(questions) < 2:
        for question in questions:
            question()
        return
    with ThreadPoolExecutor(min(AT_ONCE, len(questions)), thread_name_prefix="senders") as threads:
        list(threads.map(lambda question: question(), questions))


def _check_sender(letter: Letter, *, saw_sender: bool) -> None:
    letter.proof = own_check(letter.row, letter.source, letter.parsed, saw_sender=saw_sender)


def _ask_filter(letter: Letter, address: str) -> None:
    row = letter.row
    envelope = spam.Envelope(row.peer or "", row.peer_name, row.envelope_from or "", row.envelope_to)
    letter.spam = spam.ask_rspamd(address, letter.source, envelope)
