"""What files say, whatever they are called and whatever charset they are in."""

import io
import re
from collections.abc import Iterator

import pytest
from pypdf import PdfWriter

from opora.search.file_text.extracted import Problem
from opora.search.file_text.extracting import extract, rest
from opora.search.file_text.limits import Limits
from tests.search.file_text import files

RUSSIAN = "Договор поставки № 48-1173 от 12 мая"
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, žádost o šetření"


@pytest.fixture(scope="module", autouse=True)
def _end_of_child() -> Iterator[None]:
    yield
    rest()


def said(data: bytes, name: str = "", type: str = "", **limits: int) -> tuple[str, str]:
    """Text and problem of a file."""
    found = extract(io.BytesIO(data), name, type, limits=Limits(**limits))
    return found.text, found.problem


def test_text_of_word_with_what_stands_around_it() -> None:
    assert said(files.docx(RUSSIAN, CZECH, header1="Шапка", comments="Poznámka")) == (
        f"{RUSSIAN}\n{CZECH}\nPoznámka\nШапка",
        "",
    )


def test_word_text_without_what_is_not_seen() -> None:
    seen = "".join(
        [
            "<w:p><w:r><w:t>виден</w:t><w:tab/><w:t>и</w:t></w:r>",
            "<w:del><w:r><w:delText>вычеркнут</w:delText></w:r></w:del>",
            "<w:r><w:instrText>HYPERLINK</w:instrText></w:r>",
            "<mc:x xmlns:mc='m'><mc:Choice><w:t>рамка</w:t></mc:Choice>",
            "<mc:Fallback><w:t>рамка</w:t></mc:Fallback></mc:x></w:p>",
        ]
    )
    body = f'<w:document xmlns:w="{files.WORD}">{seen}</w:document>'
    assert said(files.packed({"word/document.xml": body})) == ("виден ирамка", "")


def test_sheet_row_by_row() -> None:
    rows: list[list[str | int]] = [["Заказ", "Сумма"], ["Кофемолка", 1200], ["Чайник", 48]]
    assert said(files.xlsx(rows)) == ("Лист1\nЗаказ Сумма\nКофемолка 1200\nЧайник 48", "")


def test_sheet_that_refers_to_what_is_not_there() -> None:
    cells = '<c t="s"><v>7</v></c><c t="s"><v>-1</v></c><c t="s"><v>٣</v></c><c t="inlineStr"><is><t>здесь</t></is></c>'
    sheet = f'<worksheet xmlns="{files.SHEET}"><row>{cells}</row></worksheet>'
    assert said(files.packed({"xl/worksheets/sheet1.xml": sheet})) == ("здесь", "")


def test_slides_in_their_order() -> None:
    slides = [f"слайд {number}" for number in range(1, 12)]
    assert said(files.pptx(*slides)) == ("\n".join(slides), "")


def test_open_document_texts_and_sheets() -> None:
    assert said(files.odt(RUSSIAN, CZECH)) == (f"{RUSSIAN}\n{CZECH}", "")
    assert said(files.ods([["Кофе", "12"], ["Чай", "7"]]))[0].split() == ["Кофе", "12", "Чай", "7"]


def test_pdf_whose_codes_only_its_map_explains() -> None:
    assert said(files.pdf(RUSSIAN, CZECH)) == (f"{RUSSIAN}\n{CZECH}", "")


def test_pdf_that_is_a_scan() -> None:
    assert said(files.picture_page(b"0 0 m 10 10 l S")) == ("", Problem.EMPTY)


def test_pdf_with_one_broken_page_says_the_others() -> None:
    whole = bytearray(files.pdf("первая", "вторая", "третья"))
    ends = [match.start() for match in re.finditer(rb"\nendstream", whole)]
    begin = whole.rindex(b"stream\n", 0, ends[2]) + len(b"stream\n")
    whole[begin : ends[2]] = b"\xff" * (ends[2] - begin)
    assert said(bytes(whole)) == ("первая\nтретья", "")


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_locked_pdf(algorithm: str) -> None:
    """Locked against changes it is read; locked against reading it is not."""
    assert said(_locked("", algorithm)) == (RUSSIAN, "")
    assert said(_locked("пароль", algorithm)) == ("", Problem.ENCRYPTED)


def _locked(password: str, algorithm: str) -> bytes:
    writer, out = PdfWriter(clone_from=io.BytesIO(files.pdf(RUSSIAN))), io.BytesIO()
    writer.encrypt(password, "owner's", algorithm=algorithm)
    writer.write(out)
    return out.getvalue()


def test_hypertext_without_markup() -> None:
    page = "<!DOCTYPE html><style>p {color: red}</style><p>Příloha <b>č</b>. 7 &amp; účet<script>let x</script><p>конец"
    assert said(page.encode()) == ("Příloha č. 7 & účet\nконец", "")


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"]
)
def test_russian_text_in_any_charset(charset: str) -> None:
    text = "Заказ;Покупатель;Сумма\nКофемолка;Иванов;1200\nЧайник электрический;Ковалёва;340\n"
    data = text.encode(charset)
    if charset == "utf-16-le":
        data = b"\xff\xfe" + data
    assert said(data, "заказы.csv", "text/csv") == (text.strip(), "")


@pytest.mark.parametrize("charset", ["utf-8", "cp1250", "iso8859-2"])
def test_czech_text_in_any_charset(charset: str) -> None:
    assert said((CZECH + "\n").encode(charset), "dopis.txt") == (CZECH, "")


def test_log_with_a_broken_place_stays_what_it_is() -> None:
    text = "ошибка соединения с сервером\n" * 50
    assert said(text.encode() + b"\xd0 \xff\n", "x.log")[0].startswith("ошибка соединения с сервером\nошибка")


def test_content_decides_and_not_the_name() -> None:
    assert said(files.pdf(RUSSIAN), "photo.jpg", "image/jpeg") == (RUSSIAN, "")
    assert said(files.docx(RUSSIAN), "x.txt", "text/plain") == (RUSSIAN, "")
    assert said(b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "act.txt", "text/plain") == ("", Problem.KIND)
    assert said(b"-----BEGIN PKCS7-----\nMIIB\n", "x.txt") == ("", Problem.KIND)
    assert said(files.packed({"readme.txt": "слова"}), "x.docx") == ("", Problem.KIND)
    assert said(b"MZ\x90\x00\x03" + bytes(200), "setup.txt") == ("", Problem.KIND)


def test_nuls_and_halves_of_signs_are_not_kept() -> None:
    text, problem = said(b"order\x00 48\x1b[1m " + b"word " * 100, "x.log")
    assert (problem, "\x00" in text, text[:8]) == ("", False, "order 48")
    html = b"<html><p>a&#0;b&#xD800;c" + b"\x00d"
    assert not {"\x00", "\ud800"} & set(said(html)[0])


def test_letters_are_as_they_are_typed() -> None:
    """Programs for printing join letters, those of Apple take them apart."""
    assert said("o\ufb03ce\u00ad, и\u0306од, c\u030casu\n".encode(), "x.txt") == ("office, йод, času", "")


def test_empty_file() -> None:
    assert said(b"") == ("", Problem.KIND)
    assert said(b" \n\n", "x.txt") == ("", Problem.EMPTY)


def test_only_so_much_is_kept() -> None:
    for data in (files.docx(*[RUSSIAN] * 300), files.pdf(*[RUSSIAN] * 40), (RUSSIAN + "\n").encode() * 100):
        text, problem = said(data, text_bytes=1000)
        assert problem == Problem.CUT
        assert 900 < len(text.encode()) <= 1000
    assert said(files.docx(RUSSIAN), input_bytes=100) == ("", Problem.TOO_LARGE)


def test_only_so_many_pages_and_cells() -> None:
    text, problem = said(files.pdf(*[f"страница {number}" for number in range(5)]), pages=3)
    assert (text.count("страница"), problem) == (3, Problem.CUT)
    assert said(files.xlsx([list(range(10))]), cells=4) == ("Лист1\n0 1 2 3", Problem.CUT)
