"""What mails call their charsets, and what Python calls them."""

from __future__ import annotations

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
