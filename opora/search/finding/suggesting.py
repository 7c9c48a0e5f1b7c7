"""What was probably meant, where nothing was found: mistyped words, and words typed with the other keyboard layout.

Nothing is suggested that would find nothing for the one who asks: words of tickets that they may not see stay unknown.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from opora.people.models import Person
from opora.search.finding.find import find
from opora.search.language.tree import In, Node, Word, leaves
from opora.search.language.unclear import Unclear
from opora.search.models import Form
from opora.search.words.folding import fold

MOST = 3
# Words of a query that are looked at, and candidates for each of them.
WORDS, CANDIDATES = 4, 3
SHORTEST, LONGEST = 3, 30
# From so many letters on two mistakes are believed; words with the same beginning that are compared then.
TWICE, BEGINNING, COMPARED = 6, 2, 3_000
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюе"
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN[:-1], _LATIN[:-1])  # the last is ё, folded: е is t
_SWAPPED = str.maketrans("yz", "zy")  # the Czech and German layout
_CYRILLIC, _ASCII = "абвгдежзийклмнопрстуфхцчшщъыьэюя", "abcdefghijklmnopqrstuvwxyz"


def suggest(viewer: Person, query: str, tree: Node) -> list[str]:
    """Whole queries that would find something, the likeliest first; for a query that found nothing."""
    words = [leaf for leaf in leaves(tree) if isinstance(leaf.inner if isinstance(leaf, In) else leaf, Word)]
    choices = [(word, candidates(_text(word))) for word in words[:WORDS]]
    doubtful = [(word, found) for word, found in choices if found]
    if not doubtful:
        return []
    found = []
    for combination in product(*(candidates for _word, candidates in doubtful)):
        better = _replaced(query, [word for word, _candidates in doubtful], combination)
        if better != query and _finds(viewer, better):
            found.append(better)
        if len(found) == MOST:
            break
    return found


def candidates(word: str) -> list[str]:
    """Known words that were probably meant; none where the word itself is known."""
    folded = fold(word).strip()
    if not SHORTEST <= len(folded) <= LONGEST or Form.objects.filter(text=folded).exists():
        return []
    for forms in (_other_layout(folded), _mistyped(folded)):
        known = Form.objects.filter(text__in=list(forms)).order_by("-tickets", "text")
        if found := list(known.values_list("text", flat=True)[:CANDIDATES]):
            return found
    return _mistyped_twice(folded) if len(folded) >= TWICE else []


def _other_layout(word: str) -> set[str]:
    latin = word.translate(_TO_LATIN)
    return {
        word.translate(_TO_RUSSIAN),
        word.translate(_SWAPPED).translate(_TO_RUSSIAN),
        latin,
        latin.translate(_SWAPPED),
    }


def _mistyped(word: str) -> set[str]:
    """All words one mistake away: a letter too many, too few, another, or two changed about."""
    letters = _ASCII if word.isascii() else _CYRILLIC
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return (
        {head + tail[1:] for head, tail in parts if tail}
        | {head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1}
        | {head + letter + tail[1:] for head, tail in parts if tail for letter in letters}
        | {head + letter + tail for head, tail in parts for letter in letters}
    ) - {word}


def _mistyped_twice(word: str) -> list[str]:
    begin = word[:BEGINNING]
    end = begin[:-1] + chr(ord(begin[-1]) + 1)
    rows = Form.objects.filter(text__gte=begin, text__lt=end).order_by("-tickets")
    near = [
        text for text in rows.values_list("text", flat=True)[:COMPARED] if abs(len(text) - len(word)) <= 2
    ]
    return [text for text in near if distance(word, text) <= 2][:CANDIDATES]


def distance(one: str, other: str) -> int:
    """Mistakes between two words: letters too many, too few, another, two neighbours changed about."""
    before, last = list(range(len(other) + 1)), list[int]()
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, compared in enumerate(other, 1):
            cost = min(before[column] + 1, now[column - 1] + 1, before[column - 1] + (letter != compared))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == compared:
                cost = min(cost, last[column - 2] + 1)
            now.append(cost)
        before, last = now, before
    return before[-1]


def _text(leaf: object) -> str:
    inner = leaf.inner if isinstance(leaf, In) else leaf
    return inner.text if isinstance(inner, Word) else ""


def _replaced(query: str, words: Sequence[object], by: Iterable[str]) -> str:
    spans: Iterator[tuple[object, str]] = iter(
        sorted(zip(words, by, strict=True), key=lambda pair: -_span(pair[0])[0])
    )
    for leaf, text in spans:
        start, end = _span(leaf)
        query = query[:start] + text + query[end:]
    return query


def _span(leaf: object) -> tuple[int, int]:
    inner = leaf.inner if isinstance(leaf, In) else leaf
    assert isinstance(inner, Word)
    return inner.start, inner.end


def _finds(viewer: Person, query: str) -> bool:
    try:
        return bool(find(viewer, query, limit=1, order="latest").tickets)
    except Unclear:
        return False
