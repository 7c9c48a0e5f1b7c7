"""PDF: page by page; a broken page does not take the others with it."""

from contextlib import suppress
from typing import IO

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

from opora.search.file_text.extracted import Problem
from opora.search.file_text.formats.gathering import Enough, Gathered, Unreadable
from opora.search.file_text.limits import MEGABYTE

_ONE_STREAM = 32 * MEGABYTE


def read(file: IO[bytes], gathered: Gathered) -> None:
    """The words of each page, then what was filled into its form. Raises what pypdf does, too."""
    with apply_configuration(
        zlib_maximum_output_length=_ONE_STREAM,
        lzw_maximum_output_length=_ONE_STREAM,
        run_length_maximum_output_length=_ONE_STREAM,
        array_based_stream_maximum_output_length=_ONE_STREAM,
        jbig2dec_binary=None,
    ):
        reader = _opened(file)
        _pages(reader, gathered)
        _form(reader, gathered)


def _opened(file: IO[bytes]) -> PdfReader:
    """Many are locked against changes only, and open without a password."""
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(Problem.ENCRYPTED)
    except (FileNotDecryptedError, WrongPasswordError, DependencyError, NotImplementedError) as error:
        raise Unreadable(Problem.ENCRYPTED) from error
    return reader


def _pages(reader: PdfReader, gathered: Gathered) -> None:
    broken, count = 0, 0
    for page in reader.pages:
        if count >= gathered.limits.pages:
            raise Enough
        count += 1
        text = _words(page)
        if text is None:
            broken += 1
        else:
            gathered.add(text + "\n")
    if broken and broken == count:
        raise Unreadable(Problem.BROKEN)


def _words(page: PageObject) -> str | None:
    try:
        return page.extract_text()
    except MemoryError:
        raise
    except Exception:
        return None


def _form(reader: PdfReader, gathered: Gathered) -> None:
    fields: dict[str, object] = {}
    with suppress(Exception):
        fields = reader.get_form_text_fields() or {}
    for value in fields.values():
        if isinstance(value, str):
            gathered.add(value + "\n")
