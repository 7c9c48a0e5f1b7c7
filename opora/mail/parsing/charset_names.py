"""What mails call their charsets, and what Python calls them."""

from __future__ import annotations

import codecs
from functools import lru_cache

TABLE = """
utf-8: utf8 unicode-1-1-utf-8
utf-7: unicode-1-1-utf-7 utf7
cp1252: iso-8859-1 iso8859-1 latin-1 latin1 iso_8859-1 windows-1252
cp1254: iso-8859-9
iso-8859-8: iso-8859-8-i iso-8859-8-e
cp874: iso-8859-11 tis-620 windows-874
gb18030: gb2312 gbk x-gbk gb_2312-80 cp936 windows-936 ms936
hz: hz-gb-2312
cp950: big5 big-5 x-x-big5
big5hkscs: big5-hkscs
cp949: ks_c_5601-1987 ks_c_5601 euc-kr x-windows-949 korean
cp932: shift_jis shift-jis x-sjis sjis windows-31j
iso2022_jp_ext: iso-2022-jp csiso2022jp cp50220
cp1251: win-1251 win1251 cp-1251 x-cp1251 windows1251 1251 windows-cp1251
koi8-u: koi8 koi-8-r koi8r koi8-r koi cskoi8r koi8u koi8-ru iso-ir-111
cp866: ibm866 866 cp-866 dos
mac_cyrillic: x-mac-cyrillic mac-cyrillic x-mac-ukrainian
mac_latin2: x-mac-ce x-mac-centraleurroman
mac_roman: x-mac-roman macintosh
cp1250: win-1250 cp-1250 x-cp1250
cp852: ibm852
euc_jp: x-euc-jp
cp850: ibm850 cp-850
"""
ALIASES = {
    alias: codec
    for codec, _, aliases in (row.partition(":") for row in TABLE.strip().split("\n"))
    for alias in aliases.split()
}
VAGUE = frozenset(
    {
        "",
        "us-ascii",
        "ascii",
        "ansi_x3.4-1968",
        "x-unknown",
        "unknown",
        "unknown-8bit",
        "8bit",
        "default",
        "x-user-defined",
        "7bit",
        "binary",
        "none",
        "ansi",
    }
)
REFUSED = frozenset(
    {
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "mbcs",
        "oem",
        "unicode-escape",
        "raw-unicode-escape",
        "charmap",
    }
)
MULTIBYTE = frozenset({"gb18030", "cp950", "big5hkscs", "cp949", "cp932", "euc_jp", "johab"})
STATEFUL = frozenset(
    {"iso2022_jp_ext", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_kr", "hz", "utf-7"}
)
WIDE = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})


@lru_cache(maxsize=512)
def codec_for(label: str) -> str | None:
    """Python codec for a charset label of a mail; None for vague, unknown or unsafe ones."""
    name = label.strip().strip("\"'").lower().replace(" ", "")
    if name in VAGUE or len(name) > 40 or not name.isascii():
        return None
    name = ALIASES.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    if info.name in REFUSED or not getattr(info, "_is_text_encoding", True):
        return None
    return info.name if info.name not in ("iso8859-1", "ascii", "latin-1") else "cp1252"
