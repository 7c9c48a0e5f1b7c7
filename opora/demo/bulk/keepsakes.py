"""The files of bulk data: a handful of real ones, kept once, under as many names as people give them."""

import random
from collections.abc import Mapping

from opora.demo import papers
from opora.demo.bulk.drawing import weighted
from opora.demo.bulk.population import LANGUAGES
from opora.demo.bulk.speech import AT
from opora.demo.bulk.told import File
from opora.tickets.public import keep, safe_name

# What people attach: kind of paper, how often, and what they call it.
SORTS = {
    "photo": (50, "IMG_%(digits)s_%(card)s.jpg"),
    "screenshot": (25, "Screenshot %(code)s.png"),
    "pdf": (15, "%(invoice)s %(company)s.pdf"),
    "csv": (4, "%(order)s.csv"),
    "log": (6, "severka-app-%(serial)s.log"),
}
DIFFERENT = 4


class Keepsakes:
    """Files to attach, drawn from one source of chance."""

    def __init__(self, draw: random.Random) -> None:
        made = [
            (sort, language, *papers.make(sort, "severka", language=language, seed=seed, at=AT))
            for sort in SORTS
            for language in LANGUAGES
            for seed in range(DIFFERENT)
        ]
        self._kept = {
            language: {
                sort: [
                    (keep(data).pk, mime)
                    for of, spoken, _name, data, mime in made
                    if (of, spoken) == (sort, language)
                ]
                for sort in SORTS
            }
            for language in LANGUAGES
        }
        self._draw, self._sorts = (
            draw,
            weighted(draw, list(SORTS), [often for often, _name in SORTS.values()]),
        )

    def draw(self, language: str, facts: Mapping[str, str]) -> File:
        """One file that belongs to these facts."""
        sort = next(self._sorts)
        known = self._kept[language][sort]
        blob, mime = known[int(self._draw.random() * len(known))]
        return File(blob, safe_name(SORTS[sort][1] % facts), mime)
