"""A customer's mailbox, as their mail program shows it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from opora.demo import mailboxes
from opora.demo.models import Letter
from opora.demo.pages.people import NAMES
from opora.demo.reading import Enclosure, Reading

# The mail's own HTML: no script, nothing from anywhere but its own pictures.
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
# A mail's own doctype, html and body are kept by browsers inside this; its own style wins over :where().
_PAGE = (
    "<!doctype html><style>:where(body) { font: 15px/1.5 system-ui, sans-serif; margin: 0; padding: 12px 14px; "
    "color: #17171c; overflow-wrap: anywhere }</style>%s"
)
SAFE_TO_SHOW = {"image/png", "image/jpeg", "image/gif", "image/webp"}
MOST = 200


def frame(request: HttpRequest, address: str, current: Letter | None = None) -> dict[str, object]:
    """What every page of a mailbox shows: whose it is, its letters, other mailboxes in use."""
    owner = address.lower()
    rows = list(Letter.objects.filter(owner=owner).defer("raw")[:MOST])
    others = (
        Letter.objects.exclude(owner=owner).order_by("owner").values_list("owner", flat=True).distinct()[:12]
    )
    return {
        "owner": owner,
        "name": request.session.get(NAMES, {}).get(owner) or mailboxes.name_of(owner) or owner,
        "rows": rows,
        "current": current,
        "state": _state(rows, current),
        "others": [(other, mailboxes.name_of(other) or other) for other in others],
    }


def box(request: HttpRequest, address: str) -> HttpResponse:
    """`/demo/mail/anna@…/`: the list, nothing opened."""
    return render(request, "demo/box.html", frame(request, address))


def rows(request: HttpRequest, address: str) -> HttpResponse:
    """The list alone, asked for every two seconds; nothing (204) while it is the same as `state` says."""
    current = Letter.objects.filter(owner=address.lower(), pk=_number(request.GET.get("open"))).first()
    context = frame(request, address, current)
    if context["state"] == request.GET.get("state"):
        return HttpResponse(status=204)
    return render(request, "demo/_rows.html", context)


def letter(request: HttpRequest, address: str, key: int) -> HttpResponse:
    """One letter, opened; from now on it counts as read."""
    current = _obtain(address, key)
    if not current.is_read:
        current.is_read = True
        current.save(update_fields=["is_read"])
    reading = Reading(bytes(current.raw))
    context = frame(request, address, current) | {
        "reading": reading,
        "headers": _headers(reading),
        "enclosures": [one for one in reading.enclosures if not one.inline],
    }
    return render(request, "demo/letter.html", context)


def html(request: HttpRequest, address: str, key: int) -> HttpResponse:
    """The HTML half by itself, for the sandboxed frame."""
    reading = Reading(bytes(_obtain(address, key).raw))
    pictures = {one.content_id: _address(address, key, one) for one in reading.enclosures if one.content_id}
    page = _PAGE % reading.html_with(pictures)
    response = HttpResponse(page, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    return response


def source(request: HttpRequest, address: str, key: int) -> HttpResponse:
    """The raw mail as it went over the wire."""
    raw = bytes(_obtain(address, key).raw)
    return HttpResponse(raw.decode("utf-8", "replace"), content_type="text/plain; charset=utf-8")


def enclosure(request: HttpRequest, address: str, key: int, place: int) -> HttpResponse:
    """A file of the letter: pictures are shown, everything else is downloaded."""
    reading = Reading(bytes(_obtain(address, key).raw))
    found = next((one for one in reading.enclosures if one.place == place), None)
    if found is None:
        raise Http404
    response = HttpResponse(
        found.data, content_type=found.type if found.type in SAFE_TO_SHOW else "application/octet-stream"
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if found.type not in SAFE_TO_SHOW:
        response.headers["Content-Disposition"] = _attached(found.name)
    return response


def _headers(reading: Reading) -> list[tuple[str, str]]:
    """What a mail program shows above a letter."""
    at = (
        date_format(timezone.localtime(reading.at), "DATETIME_FORMAT")
        if reading.at
        else reading.header("Date")
    )
    shown = [
        (_("From"), reading.header("From")),
        (_("To"), reading.header("To")),
        (_("Copy to"), reading.header("Cc")),
        (_("Answers go to"), reading.header("Reply-To")),
        (pgettext("a letter, when", "Sent"), at),
    ]
    return [(label, value) for label, value in shown if value]


def _obtain(address: str, key: int) -> Letter:
    return get_object_or_404(Letter, owner=address.lower(), pk=key)


def _address(owner: str, key: int, one: Enclosure) -> str:
    return reverse("demo:enclosure", args=[owner, key, one.place])


def _attached(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"


def _state(rows: list[Letter], current: Letter | None) -> str:
    """Changes whenever the list looks different."""
    unread = sum(not row.is_read for row in rows)
    return f"{rows[0].pk if rows else 0}-{len(rows)}-{unread}-{current.pk if current else 0}"


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0
