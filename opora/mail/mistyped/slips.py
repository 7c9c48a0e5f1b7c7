"""How far two words are apart in slips of the fingers; what another keyboard layout or alphabet makes of a word."""

_ROWS = ("1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю"
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
LAYOUT = str.maketrans(_RUSSIAN, _LATIN)
# Letters that look the same in both alphabets, as people and phones mix them.
LOOKS = str.maketrans("авеёкмнорстухіјѕԁ", "abeekmhopctyxijsd")


def _neighbours() -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for upper, row in enumerate(_ROWS):
        for place, key in enumerate(row):
            around = [(upper, place - 1), (upper, place + 1)]
            around += [(line, place + step) for line in (upper - 1, upper + 1) for step in (-1, 0, 1)]
            near[key] = {
                _ROWS[line][at]
                for line, at in around
                if 0 <= line < len(_ROWS) and 0 <= at < len(_ROWS[line])
            }
    return near


NEAR = _neighbours()


def slips(written: str, meant: str, most: int) -> int:
    """Letters left out, doubled, swapped or wrong (optimal string alignment); `most` + 1 for anything farther."""
    if abs(len(written) - len(meant)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for row, letter in enumerate(written, 1):
        line = [row, *[0] * len(meant)]
        for column, wanted in enumerate(meant, 1):
            line[column] = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != wanted))
            swapped = row > 1 and column > 1 and letter == meant[column - 2] and written[row - 2] == wanted
            if swapped:
                line[column] = min(line[column], before[column - 2] + 1)
        before, last = last, line
    return min(last[-1], most + 1)


def is_near(written: str, meant: str) -> bool:
    """Whether words of one length differ only by keys that lie beside each other."""
    pairs = zip(written, meant, strict=True)
    return all(one == other or other in NEAR.get(one, ()) for one, other in pairs)
