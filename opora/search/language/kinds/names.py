"""Names of people and things."""

from dataclasses import dataclass

from opora.people.public import folded
from opora.search.language.kinds.kind import Item
from opora.search.language.values import Me, Named, Nothing, Value

ME = frozenset(map(folded, ("me", "я", "мне", "мои", "já", "mně")))
NONE = frozenset(
    map(folded, ("none", "nobody", "нет", "никто", "никому", "žádný", "žádná", "žádné", "nikdo", "není"))
)


@dataclass(frozen=True)
class Names:
    """Text with quotes for spaces; where it makes sense, `none` for “there is none” and `me` for whoever looks."""

    may_be_none: bool = False
    may_be_me: bool = False

    def read(self, item: Item) -> Value:
        """The name as typed."""
        said = "" if item.is_quoted else folded(item.text)
        if self.may_be_me and said in ME:
            return Me()
        if self.may_be_none and said in NONE:
            return Nothing()
        return Named(item.text)


def is_reserved(text: str) -> bool:
    """Whether the text must be quoted to be a name."""
    return folded(text) in ME | NONE
