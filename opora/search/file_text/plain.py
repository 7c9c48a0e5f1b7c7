"""Plain text: whatever charset it is in. Nothing is parsed, so it is read here and not in the child."""

import codecs
import re
from typing import IO

from charset_normalizer import from_bytes

from opora.search.file_text.extracted import Extracted, Problem, tidy
from opora.search.file_text.limits import Limits

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# What our languages and their neighbours were written in, before UTF-8.
_CHARSETS = ["cp1251", "koi8_r", "cp866", "iso8859_5", "cp1250", "iso8859_2", "cp852", "cp1252"]
_TELLING_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_SAMPLE, _WINDOW = 8000, 200_000
# š, ž, ť where ISO 8859-2 has them; windows-1250 has them where the other has nothing.
_CZECH_ISO, _ONLY_WINDOWS = re.compile(rb"[\xa9\xae\xb9\xbe\xbb\xab]"), re.compile(rb"[\x80-\x9f]")


def read(file: IO[bytes], limits: Limits) -> Extracted:
    """The words of a text file from where it stands."""
    data = file.read(limits.text_bytes)
    text = tidy(decode(data), limits.text_bytes)
    if file.read(1):
        return Extracted(text, Problem.CUT)
    return Extracted(text, Problem.NONE if text else Problem.EMPTY)


def decode(data: bytes) -> str:
    """The text of bytes that say nowhere, or only by a mark at their beginning, what charset they are in."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data.decode(charset, "replace")
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    # A few broken places, such as a sign cut in two, make no other charset of it.
    if not broken or broken * 50 < sum(map(len, re.findall(r"[^\x00-\x7f]+", text))):
        return text
    return data.decode(_guess(data), "replace")


def _guess(data: bytes) -> str:
    sample = bytearray()
    for line in _TELLING_LINE.finditer(data[:_WINDOW]):
        sample += line.group()[:1000] + b"\n"
        if len(sample) > _SAMPLE:
            break
    best = from_bytes(bytes(sample), cp_isolation=_CHARSETS, steps=5, chunk_size=512).best()
    charset = best.encoding if best else "cp1252"
    if charset == "cp1250" and _CZECH_ISO.search(sample) and not _ONLY_WINDOWS.search(sample):
        return "iso8859_2"
    return charset
