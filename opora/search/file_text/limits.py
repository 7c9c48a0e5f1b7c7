"""How much of a file is read, and what reading it may cost. Whoever sends one may mean harm."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """All of them are counted while reading. `unpacking` is how many times larger than the file its parts may be
    together, `depth` how deep elements of a document may be nested. Time on the wall is much longer than that of the
    processor: on a busy machine others go first. Memory is address space, where the system limits it (not on macOS).
    """

    input_bytes: int = 25 * MEGABYTE
    text_bytes: int = MEGABYTE
    pages: int = 1000
    cells: int = 500_000
    parts: int = 5000
    unpacked_bytes: int = 100 * MEGABYTE
    unpacking: int = 200
    depth: int = 250
    cpu_seconds: int = 15
    wall_seconds: int = 120
    memory_bytes: int = 768 * MEGABYTE


LIMITS = Limits()
