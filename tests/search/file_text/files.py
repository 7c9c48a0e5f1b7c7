"""Files as people send them, and as those do who mean harm; made here, byte by byte."""

import io
import zipfile
import zlib

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts: dict[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(*paragraphs: str, **others: str) -> bytes:
    """A text with these paragraphs; `others` are further parts: header1=…"""
    parts = {f"word/{name}.xml": _word(name, [text]) for name, text in others.items()}
    return packed(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": _word("document", paragraphs), **parts}
    )


def _word(root: str, paragraphs: list[str] | tuple[str, ...]) -> str:
    properties = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
    inside = "".join(f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{WORD}">{inside}</w:{root}>'


def xlsx(rows: list[list[str | int]], name: str = "Лист1") -> bytes:
    """A sheet; texts are shared, as Excel writes them, numbers are in their cells."""
    texts = sorted({cell for row in rows for cell in row if isinstance(cell, str)})
    cells = "".join(f"<row>{''.join(_cell(cell, texts) for cell in row)}</row>" for row in rows)
    book = f'<workbook xmlns="{SHEET}"><sheets><sheet name="{name}" sheetId="1"/></sheets></workbook>'
    shared = "".join(f"<si><t>{text}</t><rPh><t>noise</t></rPh></si>" for text in texts)
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": book,
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{shared}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData></worksheet>',
        }
    )


def _cell(value: str | int, texts: list[str]) -> str:
    return f'<c t="s"><v>{texts.index(value)}</v></c>' if isinstance(value, str) else f"<c><v>{value}</v></c>"


def pptx(*slides: str) -> bytes:
    """Slides with a line of text each."""
    return packed(
        {
            f"ppt/slides/slide{number}.xml": f'<p xmlns:a="{DRAWING}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p>'
            for number, text in enumerate(slides, 1)
        }
    )


def odt(*paragraphs: str) -> bytes:
    """An OpenDocument text."""
    inside = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": _open(inside)})


def ods(rows: list[list[str]]) -> bytes:
    """An OpenDocument sheet."""
    cells = "".join(
        f"<t:table-row>{''.join(f'<t:table-cell><text:p>{cell}</text:p></t:table-cell>' for cell in row)}</t:table-row>"
        for row in rows
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": _open(cells)})


def _open(inside: str) -> str:
    spaces = f'xmlns:office="{OPEN}:office:1.0" xmlns:text="{OPEN}:text:1.0" xmlns:t="{OPEN}:table:1.0"'
    return f"<office:document-content {spaces}><office:body>{inside}</office:body></office:document-content>"


def numbered(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        table,
    )
    return bytes(out)


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream object, packed."""
    body = zlib.compress(content)
    return b"<< /Filter /FlateDecode /Length %d %s >>\nstream\n%s\nendstream" % (len(body), more, body)


def pdf(*pages: str, trailer: bytes = b"", more: list[bytes] | None = None) -> bytes:
    """Pages of one line each, in a font whose codes only its ToUnicode map explains, as Cyrillic mostly is."""
    signs = sorted({sign for page in pages for sign in page})
    codes = {sign: number for number, sign in enumerate(signs, 1)}
    mapped = "".join(f"<{codes[sign]:04x}> <{sign.encode('utf-16-be').hex()}>\n" for sign in signs)
    space = "1 begincodespacerange <0000> <ffff> endcodespacerange"
    cmap = f"begincmap {space} {len(signs)} beginbfchar\n{mapped}endbfchar endcmap"
    first = 6
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [5 0 R]"
        b" /ToUnicode 4 0 R >>",
        stream(cmap.encode("ascii")),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0 >> /DW 500 >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (first + 2 * number + 1)
        )
        text = "".join(f"{codes[sign]:04x}" for sign in page)
        objects.append(stream(f"BT /F1 12 Tf 50 700 Td <{text}> Tj ET".encode("ascii")))
    return numbered([*objects, *(more or [])], trailer)


def picture_page(content: bytes) -> bytes:
    """A PDF of one page with this content stream and no font."""
    return numbered(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
            stream(content),
        ]
    )


def slow_pdf(pages: int) -> bytes:
    """A first page that says something, then pages that take half a second each."""
    slow = stream(b"BT /F1 1 Tf " + b"1 0 0 1 0 0 Tm (a) Tj " * 20_000 + b"ET")
    page = b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents 8 0 R >>"
    data = pdf("первая страница", more=[slow, *[page] * pages])
    kids = b" ".join(b"%d 0 R" % number for number in [6, *range(9, 9 + pages)])
    return data.replace(b"/Kids [6 0 R] /Count 1", b"/Kids [%s] /Count %d" % (kids, pages + 1))
