"""A query taken apart: what the full-text engine is asked, and what of it is a condition on tickets.

What stands side by side is split: words go to the engine together, conditions to the database. Where both are mixed
under an OR or a minus, the words become a condition, too, by a subquery of the engine.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from opora.people.models import Person
from opora.search.engines.choice import engine
from opora.search.filters.condition import condition, remarks
from opora.search.indexing import lanes
from opora.search.language.tree import And, Filter, In, Node, Not, Or, Phrase, Word
from opora.search.words import asking
from opora.search.words.asking import All, Any, Expression

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Part:
    """What one part of a query asks: of the engine, and of the tickets; both must hold. Neither: everything fits."""

    words: Expression | None = None
    tickets: Q | None = None

    def as_q(self) -> Q:
        """All of it as one condition on tickets."""
        found = Q() if self.words is None else _found_by_engine(self.words)
        return found if self.tickets is None else found & self.tickets


@dataclass
class Plan:
    """Who asks, when and where, and what is to be said to them beside the answer."""

    viewer: Person
    now: datetime
    zone: tzinfo
    remarks: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)

    def part(self, tree: Node) -> Part:
        """The whole query. Raises Unclear for a condition that means nothing, or nothing to this viewer."""
        found = self._part(tree)
        self.remarks += [str(words) for words in remarks(tree)]
        if self.passed_over:
            words = {"words": _quoted(self.passed_over)}
            self.remarks.append(_("Nearly every ticket has %(words)s: not looked for.") % words)
        if self.signs:
            words = {"words": _quoted(self.signs)}
            self.remarks.append(_("Only letters and digits can be looked for, not %(words)s.") % words)
        if found == Part() and (self.passed_over or self.signs):
            return Part(tickets=NOTHING)
        return found

    def _part(self, node: Node) -> Part:
        match node:
            case Word(text, is_prefix=is_prefix):
                return self._word(text, is_prefix, self._lanes("words"))
            case Phrase(text):
                return self._phrase(text, "words")
            case In(place, Word(text, is_prefix=is_prefix)):
                return self._word(text, is_prefix, self._lanes(place))
            case In(place, Phrase(text)):
                return self._phrase(text, place)
            case Filter():
                return Part(tickets=condition(node, self.viewer, self.now, self.zone))
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return _any([self._part(part) for part in parts])
            case Not(part):
                return self._all([Not(part)])
        return Part()

    def _all(self, nodes: Iterable[Node]) -> Part:
        """Side by side. Words without which a ticket must be are for the engine, if it has words to look for, too."""
        negated = [self._part(node.part) for node in nodes if isinstance(node, Not)]
        parts = [self._part(node) for node in nodes if not isinstance(node, Not)]
        words = [part.words for part in parts if part.words is not None]
        conditions = [part.tickets for part in parts if part.tickets is not None]
        without = [
            part.words for part in negated if words and part.words is not None and part.tickets is None
        ]
        left = [part for part in negated if part.words not in without or part.tickets is not None]
        conditions += [~part.as_q() for part in left if part != Part()]
        asked = All(tuple(dict.fromkeys(words)), tuple(without)) if len(words) > 1 or without else None
        return Part(asked or next(iter(words), None), _joined(conditions))

    def _word(self, text: str, is_prefix: bool, where: str) -> Part:
        asked = asking.word(text, is_prefix=is_prefix)
        if asked is None:
            self._pass_over(text)
            return Part()
        return Part(asking.laned(asked, where))

    def _phrase(self, text: str, place: str) -> Part:
        asked, words = asking.phrase(text)
        if not words.strip():
            self._pass_over(text)
            return Part()
        if asked is None:  # only words that are everywhere: nothing leads to them but reading everything
            self.passed_over.append(text)
            return Part(tickets=NOTHING)
        columns = _columns(place, self.viewer.is_staff)
        exact = [Q(**{f"document__{column}__contains": words}) for column in columns]
        return Part(asking.laned(asked, self._lanes(place)), _either(exact))

    def _pass_over(self, text: str) -> None:
        """Notes what is not looked for: a word that is everywhere, or signs that are no word."""
        (self.passed_over if any(map(str.isalnum, text)) else self.signs).append(text)

    def _lanes(self, place: str) -> str:
        staff = self.viewer.is_staff
        return {
            "words": lanes.STAFF_WORDS if staff else lanes.CUSTOMER_WORDS,
            "subject": lanes.SUBJECT,
            "content": lanes.STAFF_CONTENT if staff else lanes.CUSTOMER_CONTENT,
            "file": lanes.STAFF_FILES if staff else lanes.CUSTOMER_SIDE_FILES,
        }[place]


def _quoted(words: Iterable[str]) -> str:
    """Each once, in the quotes of the reader's language."""
    return ", ".join(_("“%(word)s”") % {"word": word[:60]} for word in dict.fromkeys(words))


def in_subject(asked: Expression, where: str) -> Expression | None:
    """The same words, all of them in the subject; None where that cannot be asked. `where`: the lanes they are in."""
    match asked:
        case asking.Term(text, is_prefix):
            return asking.Term(lanes.SUBJECT + text[1:], is_prefix) if text[0] in where else None
        case All(parts, without):
            inside = [in_subject(part, where) for part in parts]
            return All(tuple(part for part in inside if part), without) if all(inside) else None
        case Any(parts):
            return asking.any_of(part for part in (in_subject(one, where) for one in parts) if part)


def _any(parts: list[Part]) -> Part:
    if any(part == Part() for part in parts):
        parts = [part for part in parts if part != Part()]
    words = [part.words for part in parts if part.words is not None]
    if len(words) == len(parts) and all(part.tickets is None for part in parts):
        return Part(asking.any_of(words))
    return Part(tickets=_either([part.as_q() for part in parts]))


def _found_by_engine(asked: Expression) -> Q:
    statement, values = engine().subquery(asked)
    return Q(document__place__in=RawSQL(statement, values))  # noqa: S611 - the engine's own words


def _joined(conditions: list[Q]) -> Q | None:
    if not conditions:
        return None
    found = conditions[0]
    for one in conditions[1:]:
        found &= one
    return found


def _either(conditions: list[Q]) -> Q | None:
    if not conditions:
        return None
    found = conditions[0]
    for one in conditions[1:]:
        found |= one
    return found


def _columns(place: str, is_staff: bool) -> tuple[str, ...]:
    own = "notes" if is_staff else "customer"
    return {
        "words": ("subject", "public", "files", own),
        "subject": ("subject",),
        "content": ("public", own),
        "file": ("files", own),
    }[place]
