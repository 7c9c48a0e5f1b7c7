"""Endless draws by Zipf's law or by given weights: few things often, most of them rarely."""

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")
AT_ONCE = 256  # a draw alone costs five times as much as one of many


def zipf(draw: random.Random, things: Sequence[T], head: float = 2) -> Iterator[T]:
    """The n-th thing with the weight 1/(n + head): the greater `head`, the less the first ones stand out."""
    return weighted(draw, things, [1 / (rank + head) for rank in range(len(things))])


def evenly(draw: random.Random, things: Sequence[T]) -> Iterator[T]:
    """All things equally often."""
    return weighted(draw, things, [1] * len(things))


def weighted(draw: random.Random, things: Sequence[T], weights: Sequence[float]) -> Iterator[T]:
    """Each thing by its weight. The order of draws depends on `draw` and on who else draws from it, on nothing else."""
    summed = list(accumulate(weights))
    while True:
        yield from draw.choices(things, cum_weights=summed, k=AT_ONCE)


def lengths(draw: random.Random, average: float) -> Iterator[int]:
    """How many messages tickets have: mostly a few, a tail up to 60 (or 4 times the average), this average."""
    most = max(60, round(4 * average))
    counts = range(1, most + 1)
    low, high = 0.0, 1.0
    for _step in range(60):  # the ratio of neighbours that gives the average: it grows with the ratio
        middle = (low + high) / 2
        low, high = (middle, high) if _mean(_tail(most, middle)) < average else (low, middle)
    return weighted(draw, counts, _tail(most, low))


def _tail(most: int, ratio: float) -> list[float]:
    """Most of them around a few (the sum of two geometric rows), some falling off five times as slowly."""
    slow, rest = ratio**0.2, 1 - ratio
    return [
        0.85 * rest**2 * (number + 1) * ratio**number + 0.15 * (1 - slow) * slow**number
        for number in range(most)
    ]


def _mean(weights: Sequence[float]) -> float:
    whole = sum(weights)
    return sum(count * weight for count, weight in enumerate(weights, 1)) / whole if whole else len(weights)
