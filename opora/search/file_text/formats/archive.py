"""Packed files: only what is asked for is unpacked, in small bites, counted as it comes out."""

import os
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from opora.search.file_text.extracted import Problem
from opora.search.file_text.formats.gathering import Unreadable
from opora.search.file_text.limits import MEGABYTE, Limits

BITE = 64 * 1024
# Small files may be packed as tightly as they like.
HARMLESS = 4 * MEGABYTE
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Archive:
    """A ZIP file. All methods raise Unreadable; what its directory says of sizes is not believed."""

    def __init__(self, file: IO[bytes], limits: Limits) -> None:
        size = os.fstat(file.fileno()).st_size
        self._most = min(limits.unpacked_bytes, max(HARMLESS, size * limits.unpacking))
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Unreadable(Problem.BROKEN) from error
        if len(self._zip.filelist) > limits.parts:
            raise Unreadable(Problem.BOMB)
        self.names = self._zip.namelist()

    def bites(self, name: str) -> Iterator[bytes]:
        """One of its files, unpacked."""
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise Unreadable(Problem.ENCRYPTED)
        if info.compress_type not in _PACKINGS:
            raise Unreadable(Problem.KIND)
        try:
            with self._zip.open(info) as part:
                while bite := part.read(BITE):
                    self._count(bite)
                    yield bite
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Unreadable(Problem.BROKEN) from error

    def _count(self, bite: bytes) -> None:
        self._unpacked += len(bite)
        if self._unpacked > self._most:
            raise Unreadable(Problem.BOMB)
