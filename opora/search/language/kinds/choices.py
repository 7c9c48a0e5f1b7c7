"""Values of which there are few: statuses, priorities, channels."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.people.public import folded
from opora.search.language.kinds.kind import BadValue, Item
from opora.search.language.values import Choice, Value

SIGNS = (">=", "<=", ">", "<")


@dataclass(frozen=True)
class Option:
    """A code, what it is called, and other words for it in any language. `staff_only`: customers may not ask."""

    code: str
    label: str | Promise
    spellings: tuple[str, ...] = ()
    staff_only: bool = False

    def words(self) -> tuple[str, ...]:
        """Everything it may be called, folded: the code, the label in each language, the other words."""
        return _words(self)


@lru_cache(maxsize=1000)
def _words(option: Option) -> tuple[str, ...]:
    labels = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            labels.append(folded(str(option.label)))
    return (folded(option.code), *labels, *map(folded, option.spellings))


@dataclass(frozen=True)
class Choices:
    """One of `options`, by any of its words, the beginning of one, or one with another ending.

    `is_ordered`: may be compared (>=high). `others`: takes codes besides those it knows.
    """

    options: Callable[[], Sequence[Option]]
    is_ordered: bool = False
    others: Callable[[str], bool] | None = None

    def read(self, item: Item) -> Value:
        """The choice. Raises BadValue for an unknown or ambiguous word, naming those that are known."""
        sign, text = self._parted(item.text.strip())
        said = folded(text).strip()
        fitting = self.fitting(said)
        if len(fitting) == 1:
            return Choice(fitting[0].code, sign)
        if self.others and self.others(said):
            return Choice(said)
        raise self._unknown(text, fitting)

    def fitting(self, said: str) -> list[Option]:
        """The options that a folded word may mean, by the nearest kind of likeness that any has."""
        if not said:
            return []
        words = {option: set(option.words()) for option in self.options()}
        for alike in _likenesses(said):
            found = [option for option, known in words.items() if any(map(alike, known))]
            if found:
                return found
        return []

    def _parted(self, text: str) -> tuple[str, str]:
        for sign in SIGNS if self.is_ordered else ():
            if text.startswith(sign):
                return sign, text.removeprefix(sign)
        return "", text

    def _unknown(self, text: str, fitting: list[Option]) -> BadValue:
        offered = ", ".join(str(option.label) for option in fitting or self.options())
        if fitting:
            message = _("“%(value)s” may be several things: %(known)s.")
        else:
            message = _("“%(value)s” is none of these: %(known)s.")
        code = "ambiguous_value" if fitting else "unknown_value"
        return BadValue(code, message % {"value": text[:40], "known": offered}, self._nearest(text, fitting))

    def _nearest(self, text: str, fitting: list[Option]) -> str | None:
        from difflib import get_close_matches

        if fitting:
            return fitting[0].code
        words = {word: option.code for option in self.options() for word in option.words()}
        close = get_close_matches(folded(text)[:40], list(words), n=1, cutoff=0.6)
        return words[close[0]] if close else None


def _likenesses(said: str) -> Iterator[Callable[[str], bool]]:
    yield lambda word: word == said
    yield lambda word: word.startswith(said)
    # “новый” for “новая”, “otevřené” for “otevřený”: adjectives agree with a noun that one thinks of.
    for dropped in (1, 2, 3):
        if len(said) - dropped >= 3:
            yield lambda word, stem=said[:-dropped]: word.startswith(stem)  # type: ignore[misc]
