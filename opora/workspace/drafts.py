"""What somebody took back, in the composer again."""

import base64
from collections.abc import Sequence

from opora.conf.prepared import Prepared
from opora.people.models import Person
from opora.tickets.models import Draft, DraftFile, Ticket
from opora.tickets.public import NewFile, read_file, with_pictures

# A picture larger than this comes back as a file beside the words.
SHOWN = 2_000_000
_draft = Prepared(
    lambda person, ticket: Draft.objects.filter(author=person, ticket=ticket).order_by("id")[:1]
)


def of(person: Person, ticket: Ticket) -> dict[str, object]:
    """What the composer shows of this person's draft on the ticket; nothing when there is none. One query for none."""
    found = _draft(person.pk, ticket.pk)
    if not found:
        return {}
    draft = found[0]
    files = list(draft.files.select_related("blob").order_by("id"))
    inline = {file.content_id: file for file in files if _is_shown(file, draft.html)}
    html = with_pictures(draft.html, lambda name: _as_data(inline[name]) if name in inline else None)
    kept = [
        {"pk": file.pk, "name": file.name, "size": file.blob.size}
        for file in files
        if file not in inline.values()
    ]
    return {"text": draft.text, "html": html, "status": draft.status, "kept": kept, "is_draft": True}


def kept_files(person: Person, ticket: Ticket, wanted: Sequence[str]) -> tuple[NewFile, ...]:
    """Files of the draft that go with the answer again."""
    keys = [int(key) for key in wanted if key.isascii() and key.isdecimal() and len(key) < 19]
    if not keys:
        return ()
    rows = DraftFile.objects.select_related("blob").filter(
        pk__in=keys, draft__author=person, draft__ticket=ticket
    )
    return tuple(
        NewFile(row.name, read_file(row), row.type, row.is_inline, row.content_id)
        for row in rows.order_by("id")
    )


def _is_shown(file: DraftFile, html: str) -> bool:
    return bool(file.content_id) and f"cid:{file.content_id}" in html and file.blob.size <= SHOWN


def _as_data(file: DraftFile) -> str:
    return f"data:{file.type};base64,{base64.b64encode(read_file(file)).decode()}"
