"""Where words begin and end. Works on folded text.

A chunk is what is written without a blank: `SV-104233`, `anna@firma.cz`, `wi-fi`, `iphone15`. It has parts (letters of
one script, or digits) and, with several parts, a whole: the parts without what joins them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from opora.search.words.folding import unmixed

CACHED = 100_000
LONGEST = 40  # letters of a word or whole that are looked at
_CHUNK = re.compile(r"[^\W_]+(?:[-._/@&+':]+[^\W_]+)*")
_PART = re.compile(r"[0-9]+|[a-z]+|[\u0430-\u052f]+|[^\W_a-z0-9\u0430-\u052f]+")
_JOINED = re.compile(r"[^\W_]+")
_CLOSE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
# Digits with what people put between those of a telephone number.
_PHONE = re.compile(r"(?<![\w@.])\+?\d(?:[ ()./-]{0,2}\d){8,14}(?!\w)")
PHONE_DIGITS = 9
# Short words that nearly every text has. None of them is a word that somebody would look for by itself.
_STOP = (
    "а без бы был была были было быть в вам вас ваш вас во вот все вы где да для до его ее если есть еще же за и из "
    "или им их к как ко когда ли мне мой мы на нам нас не него нее нет ни но ну о об он она они от по под при с со "
    "так там то тоже только ты у уже что чтобы это я "
    "ale ani az bez by byl byla bylo byt co do i ja jak jako je jeho jeji jen jeste jsem jsme jsou jste k ke kde kdyz "
    "ma mam me mi muj my na nam nas ne nebo neni nez od on ona pak po pod pro pri s se si sve ta tak take tam te ten "
    "to tu ty u uz v vam vas ve vy z za ze "
    "a an and are as at be been but by did do does for from had has have he her his i if in is it its me my no not of "
    "on or our she so than that the their them there they this to was we were what when which will with would you "
    "your"
)
STOP = frozenset(_STOP.split())


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between two blanks. `whole` is empty where there is one part only; `joints` joined the parts.

    `runs` are those between two joints that have several parts themselves: the 1С of “1С:Предприятие”.
    """

    parts: tuple[str, ...]
    whole: str = ""
    joints: str = ""
    runs: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether its parts mean nothing without each other: a number, an address."""
        return any(part[0].isdigit() for part in self.parts)


def written(folded: str) -> list[str]:
    """All chunks of a folded text, as they are written there, in order."""
    return _CHUNK.findall(folded)


def chunks(folded: str) -> Iterator[Chunk]:
    """All chunks of a folded text, taken apart."""
    return map(chunk, written(folded))


@lru_cache(CACHED)
def chunk(text: str) -> Chunk:
    """One chunk, taken apart."""
    runs = [unmixed(run) for run in _JOINED.findall(text)]
    cut = [[part for found in _PART.findall(run) for part in _cut(found)] for run in runs]
    parts = tuple(part for some in cut for part in some)
    if len(parts) < 2:
        return Chunk(parts)
    inner = tuple(
        run[:LONGEST] for run, some in zip(runs, cut, strict=True) if len(some) > 1 and len(runs) > 1
    )
    return Chunk(parts, "".join(runs)[:LONGEST], _JOINED.sub("", text), inner)


def phones(folded: str) -> Iterator[str]:
    """The last digits of each telephone number: 8 (912) … and +7 912 … are one."""
    for match in _PHONE.finditer(folded):
        digits = re.sub(r"\D", "", match[0])
        yield digits[-PHONE_DIGITS:]


def plain(folded: str) -> str:
    """The words one after the other, with one blank around each: what a phrase is looked for in."""
    return " ".join(["", *(part for one in chunks(folded) for part in one.parts), ""])


def _cut(part: str) -> list[str]:
    """Words as they are; writing without blanks (Chinese, Japanese, Korean) in pairs of letters."""
    if not _CLOSE.fullmatch(part):
        return [part[:LONGEST]]
    return [part[place : place + 2] for place in range(max(1, len(part) - 1))]
