"""What a search ought to find, counted in the texts themselves, with no stemmer of anybody's.

A ticket is meant when each word of the question stands in its subject or messages, in any case of its letters: `typed`
as it was asked, `forms` in any of its grammatical forms, which are written out below by hand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bench._peers.exchange import Ticket

WORD = re.compile(r"\w+")
FORMS = {
    "возврат": "возврат возврата возврату возвратом возврате возвраты возвратов возвратам возвратами возвратах",
    "чайник": "чайник чайника чайнику чайником чайнике чайники чайников чайникам чайниками чайниках",
}
ONE, TWO = "возврат", "возврат чайник"


@dataclass(frozen=True)
class Truth:
    """How many tickets hold all words of the question."""

    typed: int
    forms: int


def truth(question: str, tickets: Iterable[Ticket]) -> Truth:
    """The two counts for a question whose words are all in FORMS."""
    asked = question.split()
    forms = [frozenset(FORMS[word].split()) for word in asked]
    typed = inflected = 0
    for ticket in tickets:
        words = words_of(ticket)
        typed += words.issuperset(asked)
        inflected += all(words & one for one in forms)
    return Truth(typed, inflected)


def words_of(ticket: Ticket) -> frozenset[str]:
    """Every word of the ticket, in small letters."""
    return frozenset(word for text in ticket.texts for word in WORD.findall(text.lower()))
