"""What the index holds, to be compared: documents, the terms of each, the words that occur."""

from dataclasses import dataclass

from opora.search.engines.choice import engine
from opora.search.indexing.making import make
from opora.search.models import Document, Form
from opora.search.words.asking import All, Any, Term


@dataclass(frozen=True)
class State:
    """The whole index; `terms` by place."""

    documents: dict[int, tuple[object, ...]]
    forms: dict[str, int]
    terms: dict[int, frozenset[str]]


def state() -> State:
    """As it is now. The engines do not give terms back: they are asked for each that a ticket has."""
    columns = ("place", "subject", "public", "notes", "customer", "files", "again_at")
    documents = {row[0]: row[1:] for row in Document.objects.values_list("pk", *columns)}
    wanted = sorted(set[str]().union(*(one.terms for one in make(documents))))
    terms: dict[int, set[str]] = {place: set() for place in places()}
    for term in wanted:
        for place in engine().find(Term(term), beyond=None, limit=10_000).places:
            terms.setdefault(place, set()).add(term)
    kept = {place: frozenset(found) for place, found in terms.items()}
    return State(documents, dict(Form.objects.values_list("text", "tickets")), kept)


def places() -> list[int]:
    """Where the engine keeps anything: each ticket has words of its requester in the lane “a”."""
    everything = Any((Term("ar", is_prefix=True), Term("ae", is_prefix=True), Term("an", is_prefix=True)))
    return list(engine().find(All((everything,)), beyond=None, limit=10_000).places)


def counted() -> dict[str, int]:
    """In how many documents each word of the vocabulary stands, counted from the documents."""
    found: dict[str, int] = {}
    for row in Document.objects.all():
        texts = " ".join([row.subject, row.public, row.notes, row.customer, row.files])
        for word in {word for word in texts.split() if 3 <= len(word) <= 40 and word.isalpha()}:
            found[word] = found.get(word, 0) + 1
    return found
