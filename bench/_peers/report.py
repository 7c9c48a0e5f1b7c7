"""One desk after the other through the same actions, and the table beside each other."""

import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import cycle, islice

from bench._peers.exchange import Ticket
from bench._peers.machine import say
from bench._peers.measuring import WARM, Figures, measure, rate
from bench._peers.product import Product
from bench._peers.truth import ONE, TWO, Truth
from bench.mail_in import letters as letters_of

MAILS = 300
REPLIES = 30
LIST, TICKET, SEARCH, SEARCH_TWO, REPLY = (
    "list, up to 50 open tickets", "ticket with about 20 messages", f"search “{ONE}”", f"search “{TWO}”", "reply saved",
)  # fmt: skip


def letters(count: int) -> list[bytes]:
    """The mails of the comparison."""
    return letters_of(count, random.Random(1))


@dataclass
class Result:
    """What one desk has shown."""

    version: str
    figures: dict[str, Figures] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    mails: dict[str, float] = field(default_factory=dict)
    more: list[tuple[str, str]] = field(default_factory=list)


def examine(product: Product, tickets: dict[int, Ticket]) -> Result:
    """Everything about one desk that is filled and running. `tickets`: those that are looked at.

    Raises RuntimeError when a page does not hold what it is measured for.
    """
    browser = product.sign_in()
    _hold(product, tickets)
    result = Result(product.version())
    numbers = cycle(tickets)
    actions: dict[str, Callable[[], object]] = {
        LIST: lambda: product.list_page(browser),
        TICKET: lambda: product.ticket_page(browser, next(numbers)),
        SEARCH: lambda: product.search(browser, ONE),
        SEARCH_TWO: lambda: product.search(browser, TWO),
    }
    for name, once in actions.items():
        say(f"  {name}")
        result.figures[name] = measure(once, product.meter())
    for question in (ONE, TWO):
        result.found[question] = product.found(browser, question)
    _rates(product, result, sorted(tickets))
    say(f"  {REPLY}")
    result.figures[REPLY] = _replies(product, list(tickets))
    say("  mails in")
    result.mails = _mails(product)
    result.more = product.more()
    return result


def _hold(product: Product, tickets: dict[int, Ticket]) -> None:
    """What is measured is the whole page: fifty rows, and every message of the ticket."""
    browser = product.sign_in()
    rows = product.list_page(browser)
    if rows < min(50, product.work.open):
        raise RuntimeError(f"The list of {product.name} has {rows} rows.")
    for number, ticket in tickets.items():
        page = _letters(product.ticket_page(browser, number))
        missing = [message for message in ticket.messages if _letters(message.text)[-30:] not in page]
        if missing:
            raise RuntimeError(
                f"{product.name}: {len(missing)} of {len(ticket.messages)} messages of {number} are not on its page."
            )


def _letters(text: str) -> str:
    """Only letters and digits, so that markup between words does not matter."""
    return "".join(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", text))))


def _rates(product: Product, result: Result, numbers: Sequence[int]) -> None:
    """Pages a second for eight clients, beside the figures of one."""
    browser = product.sign_in()
    round_and_round = cycle(numbers)

    def lists() -> Callable[[], object]:
        twin = browser.twin()
        return lambda: product.list_page(twin)

    def tickets() -> Callable[[], object]:
        twin, own = browser.twin(), cycle(numbers[next(round_and_round) % len(numbers) :] + numbers)
        return lambda: product.ticket_page(twin, next(own))

    def searches() -> Callable[[], object]:
        twin = browser.twin()
        return lambda: product.search(twin, ONE)

    for name, client in ((LIST, lists), (TICKET, tickets), (SEARCH, searches)):
        say(f"  {name}, 8 clients")
        result.figures[name] = replace(result.figures[name], rate=rate(client))


def _replies(product: Product, numbers: Sequence[int]) -> Figures:
    """Only the sending is measured, not the looking before it; each must have become a message."""
    browser, before = product.sign_in(), product.count()
    prepared = [product.reply(browser, number) for number in islice(cycle(numbers), WARM + REPLIES)]
    sending = (reply() for reply in prepared)
    figures = measure(lambda: next(sending), product.meter(), times=REPLIES)
    saved = product.count().messages - before.messages
    if saved != len(prepared):
        raise RuntimeError(f"{product.name} has saved {saved} of {len(prepared)} replies.")
    return figures


def _mails(product: Product) -> dict[str, float]:
    """Seconds for the mails, how many became a message, and how many tickets were opened for them."""
    mails, before = letters(product.work.mails), product.count()
    answers = [raw for raw in mails if b"\nIn-Reply-To:" in raw]
    began = time.perf_counter()
    # What is handed over side by side has no order, so answers go after all that they answer.
    product.take_in([raw for raw in mails if raw not in answers])
    product.take_in(answers)
    took, after = time.perf_counter() - began, product.count()
    return {
        "sent": len(mails),
        "seconds": took,
        "kept": after.messages - before.messages,
        "opened": after.tickets - before.tickets,
        "answers": len(answers),
    }


def table(results: dict[str, Result], truths: dict[str, Truth]) -> str:
    """Everything as Markdown, to be read and to be put into docs/performance.md."""
    names = list(results)
    lines = [f"| | {' | '.join(names)} |", f"|---{'|---' * len(names)}|"]

    def row(what: str, cell: Callable[[Result], str]) -> None:
        lines.append(f"| {what} | {' | '.join(cell(results[name]) for name in names)} |")

    for action in (LIST, TICKET, SEARCH, SEARCH_TWO, REPLY):
        row(f"{action}: ms, median (p95)", lambda one, action=action: _waits(one.figures[action]))
        row("… processor ms, desk + database", lambda one, action=action: _work(one.figures[action]))
        if action in (LIST, TICKET, SEARCH):
            row("… requests/s, 8 clients", lambda one, action=action: f"{one.figures[action].rate:.1f}")
    for question, truth in truths.items():
        what = f"found for “{question}”: {truth.typed} tickets as typed, {truth.forms} with the words' forms"
        row(what, lambda one, question=question: str(one.found[question]))
    row("mails in, per second", lambda one: f"{one.mails['sent'] / one.mails['seconds']:.1f}")
    row("… kept", lambda one: f"{one.mails['kept']:.0f} of {one.mails['sent']:.0f}")
    row("… answers joined to their ticket", _joined)
    lines += ["", *(f"- {name}: {one.version}" for name, one in results.items())]
    lines += [f"- {name}, {what}: {figure}" for name, one in results.items() for what, figure in one.more]
    return "\n".join(lines)


def _waits(figures: Figures) -> str:
    return f"{figures.median:.0f} ({figures.p95:.0f})"


def _work(figures: Figures) -> str:
    return f"{figures.work or 0:.0f} + {figures.database or 0:.0f}"


def _joined(one: Result) -> str:
    return f"{one.mails['kept'] - one.mails['opened']:.0f} of {one.mails['answers']:.0f}"
