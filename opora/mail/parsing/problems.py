"""What was wrong with a mail and what was done about it: a code, its values, and the sentence that they make.

A `Problem` is its English sentence, so it can be printed; `code` and `values` let a page say it in another language:
`gettext(SENTENCES[code]) % values`.
"""

from __future__ import annotations


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the translators; the parser itself speaks English and needs no Django."""
    return sentence


SENTENCES = {
    "charset_wrong": gettext_noop("charset %(label)s was wrong; read as %(used)s"),
    "charset_unknown": gettext_noop("unknown charset %(label)s; read as %(used)s"),
    "charset_missing": gettext_noop("no charset was named; read as %(used)s"),
    "charset_broken": gettext_noop("broken %(label)s text; unreadable characters were replaced"),
    "utf8_broken": gettext_noop("broken utf-8; unreadable bytes were read line by line"),
    "utf8_twice": gettext_noop("text had been encoded in utf-8 twice; that was undone"),
    "headers_8bit": gettext_noop("raw 8-bit text in the headers was decoded by its content"),
    "headers_strange_line": gettext_noop("a line among the headers was not a header and was skipped"),
    "headers_open": gettext_noop("no empty line after the headers"),
    "headers_late": gettext_noop("empty lines before the headers were skipped"),
    "headers_many": gettext_noop("more than %(most)s headers; the rest was left out"),
    "type_unknown": gettext_noop("content type %(type)s means nothing; taken as %(used)s"),
    "parts_deep": gettext_noop("parts nested deeper than %(most)s; the rest is kept as it stands"),
    "parts_unclear": gettext_noop(
        "the parts of this mail could not be told apart; its text is shown as it stands"
    ),
    "parts_many": gettext_noop("more than %(most)s parts; the rest was left out"),
    "boundary_guessed": gettext_noop("the boundary between the parts was missing or wrong; it was guessed"),
    "boundary_open": gettext_noop("the last boundary is missing; the mail may be cut off"),
    "encoding_unknown": gettext_noop("unknown transfer encoding %(encoding)s; read as it stands"),
    "base64_broken": gettext_noop("broken base64; decoded as far as possible"),
    "uuencode_broken": gettext_noop("broken uuencode; decoded as far as possible"),
    "uuencode_unopened": gettext_noop("uuencoded part without a begin line; left as it is"),
    "yenc_broken": gettext_noop("broken yEnc; decoded as far as possible"),
    "text_as_files": gettext_noop("the mail has more text than is shown; the rest is kept as files"),
    "text_long": gettext_noop("the text is longer than 4 million characters; the rest was left out"),
    "html_long": gettext_noop("the HTML is too long to be shown whole; the rest was left out"),
    "nul_removed": gettext_noop("NUL characters were removed from the text"),
    "winmail_unpacked": gettext_noop("winmail.dat was unpacked"),
    "files_in_text": gettext_noop("files that stood encoded in the text were taken out"),
    "date_missing": gettext_noop("the mail has no date; no date was taken"),
    "date_missing_received": gettext_noop("the mail has no date; the time of receipt was taken"),
    "date_unreadable": gettext_noop("the mail has a date that cannot be read; no date was taken"),
    "date_unreadable_received": gettext_noop(
        "the mail has a date that cannot be read; the time of receipt was taken"
    ),
    "date_absurd": gettext_noop("the mail has an absurd date; no date was taken"),
    "date_absurd_received": gettext_noop("the mail has an absurd date; the time of receipt was taken"),
    "from_invalid": gettext_noop("the From header has no valid address"),
    "from_missing": gettext_noop("no From header; the sender was taken from the envelope where known"),
    "smime_encrypted": gettext_noop(
        "the mail is encrypted with S/MIME; only its recipient's key can open it"
    ),
    "smime_opened": gettext_noop(
        "the mail was wrapped in an S/MIME signature; it was taken out, not verified"
    ),
    "smime_unreadable": gettext_noop("the S/MIME wrapping of this mail cannot be read; it is kept as a file"),
    "pgp_encrypted": gettext_noop("the mail is encrypted with PGP; only its recipient's key can open it"),
    "pgp_signed": gettext_noop("the text bore a PGP signature; it was taken off, not verified"),
    "file_unreadable": gettext_noop("the file cannot be read: %(error)s"),
    "unreadable": gettext_noop("this mail could not be read (%(error)s); only its raw source is kept"),
}


class Problem(str):
    """The English sentence, with the `code` and `values` that it was made of."""

    code: str
    values: dict[str, str]

    __slots__ = ("code", "values")


def problem(code: str, **values: object) -> Problem:
    """The problem with that code of `SENTENCES` and these values."""
    shown = {name: str(value) for name, value in values.items()}
    made = Problem(SENTENCES[code] % shown)
    made.code, made.values = code, shown
    return made
