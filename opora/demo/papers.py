"""The files that people of the demo desk attach: real PNG, JPEG, PDF, CSV and log files, made on the spot."""

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont

SHADES = ("#8a6f52", "#6f7f8a", "#7c8a6f", "#8a7a9c", "#a08a6a", "#5f7a8c")
PICTURES = 6  # different photos and screenshots; more would only cost time at the first start
_HEADINGS = {
    "ru": ("Дата", "Документ", "Сумма", "Оплачено"),
    "cs": ("Datum", "Doklad", "Částka", "Uhrazeno"),
    "en": ("Date", "Document", "Amount", "Paid"),
}


def make(kind: str, title: str, *, language: str, seed: int, at: datetime) -> tuple[str, bytes, str]:
    """A file of that kind (photo, screenshot, pdf, log, csv): its name, bytes and MIME type."""
    return _MAKERS[kind](title, language, seed, at)


def photo(title: str, language: str, seed: int, at: datetime) -> tuple[str, bytes, str]:
    """As if taken with a phone: a box on a table."""
    return f"IMG_{at:%Y%m%d_%H%M%S}.jpg", _photo(seed % PICTURES), "image/jpeg"


def screenshot(title: str, language: str, seed: int, at: datetime) -> tuple[str, bytes, str]:
    """A phone's screen with a list of amounts."""
    return f"{title}.png", _screen(seed % PICTURES), "image/png"


def pdf(title: str, language: str, seed: int, at: datetime) -> tuple[str, bytes, str]:
    """A one-page document. The fonts every reader has know Latin letters only, so its words are English."""
    draw = random.Random(seed)
    number = next((word for word in title.split() if word[0].isdigit()), f"{draw.randint(1000, 9999)}")
    lines = ["SEVERKA", "", f"Document {number}", f"Date {at:%Y-%m-%d}", ""]
    lines += [
        f"{row}.  Item {draw.randint(1000, 9999)}        {draw.randint(4, 190) * 10:>8}.00"
        for row in range(1, 5)
    ]
    return f"{title}.pdf", _one_page([*lines, "", "Paid in full. Thank you."]), "application/pdf"


def log(title: str, language: str, seed: int, at: datetime) -> tuple[str, bytes, str]:
    """The app's own record of its last minute."""
    draw = random.Random(seed)
    events = ("ui open basket", "net GET /cart 200", "net GET /cards 200", "cache hit images", "ui tap pay")
    lines = [f"{at + timedelta(milliseconds=430 * n):%H:%M:%S.%f} I {draw.choice(events)}" for n in range(40)]
    lines += [
        f"{at + timedelta(seconds=18):%H:%M:%S.%f} E CardListAdapter: expiry is empty",
        "java.lang.NullPointerException: expiry",
        "    at example.severka.pay.CardListAdapter.bind(CardListAdapter.kt:88)",
        "    at example.severka.ui.BasketFragment.onResume(BasketFragment.kt:140)",
    ]
    return f"{title}.log", "\n".join(lines).encode(), "text/plain"


def csv(title: str, language: str, seed: int, at: datetime) -> tuple[str, bytes, str]:
    """A table as an office program saves it: semicolons, and in Russia windows-1251."""
    draw = random.Random(seed)
    rows = [";".join(_HEADINGS[language])]
    for row in range(12):
        when = at - timedelta(days=7 * (12 - row))
        rows.append(
            f"{when:%d.%m.%Y};{row + 1:02}-{draw.randint(1000, 9999)};"
            f"{draw.randint(9, 900) * 10},00;{draw.choice('10')}"
        )
    charset = "cp1251" if language == "ru" else "utf-8-sig"
    return f"{title}.csv", "\r\n".join(rows).encode(charset), "text/csv"


@cache
def _photo(which: int) -> bytes:
    draw, size = random.Random(which), (800, 600)
    picture = Image.linear_gradient("L").resize(size).convert("RGB").point(lambda value: 150 + value // 4)
    pen = ImageDraw.Draw(picture)
    shade = SHADES[which % len(SHADES)]
    left, top = draw.randint(120, 220), draw.randint(140, 220)
    pen.polygon(
        [(left, top), (left + 380, top - 40), (left + 440, top + 240), (left + 40, top + 300)], fill=shade
    )
    pen.line([(left + 20, top + 140), (left + 410, top + 90)], fill="#d8c9a8", width=26)
    for _mark in range(5):
        x, y = left + draw.randint(60, 360), top + draw.randint(20, 220)
        pen.ellipse((x, y, x + draw.randint(8, 46), y + draw.randint(8, 30)), fill="#3c342c")
    return _saved(picture.filter(ImageFilter.GaussianBlur(1.4)), "JPEG", quality=72)


@cache
def _screen(which: int) -> bytes:
    draw, picture = random.Random(100 + which), Image.new("RGB", (390, 700), "#f6f7f9")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(17)
    pen.rectangle((0, 0, 390, 84), fill="#1f4f7a")
    pen.text((24, 40), "Severka Pay", fill="white", font=font)
    for row in range(8):
        top = 104 + row * 70
        pen.rounded_rectangle((16, top, 374, top + 58), 10, fill="white", outline="#d5dae1")
        pen.ellipse((28, top + 13, 60, top + 45), fill=draw.choice(SHADES))
        pen.rounded_rectangle((76, top + 18, 76 + draw.randint(70, 150), top + 28), 5, fill="#9aa5b1")
        amount = "-2 490" if row in {1, 2} else f"-{draw.randint(90, 4900)}"
        pen.text((300, top + 18), amount, fill="#b3261e" if row in {1, 2} else "#1c2430", font=font)
    return _saved(picture, "PNG", optimize=True)


def _saved(picture: Image.Image, sort: str, **how: int | bool) -> bytes:
    kept = BytesIO()
    picture.save(kept, sort, **how)
    return kept.getvalue()


def _one_page(lines: list[str]) -> bytes:
    """A minimal PDF (ISO 32000-1): five objects, a table of their places, a trailer."""
    text = "\n".join(f"({line}) Tj T*".replace("\\", "") for line in lines)
    page = f"BT /F1 13 Tf 20 TL 72 760 Td\n{text}\nET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made
        + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            table,
            len(made),
        )
    )


_MAKERS: Mapping[str, Callable[[str, str, int, datetime], tuple[str, bytes, str]]] = {
    "photo": photo,
    "screenshot": screenshot,
    "pdf": pdf,
    "log": log,
    "csv": csv,
}
