"""Keeping documents: their rows, their terms in the engine, the words that occur in them."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from opora.search.engines.choice import engine
from opora.search.indexing import lanes
from opora.search.indexing.making import ROOM, Made, make
from opora.search.models import Document, Form, Indexing

# Counted on: raised when words are treated otherwise, so that all documents are made anew.
VERSION = 2
TEXTS = ("subject", "public", "notes", "customer", "files")
LONGEST_FORM, SHORTEST_FORM = 40, 3


def refresh(tickets: Collection[int]) -> None:
    """Makes the documents of these tickets anew, in one transaction."""
    if not tickets:
        return
    with transaction.atomic():
        standing()
        _keep(list(make(sorted(tickets))))


def standing() -> Indexing:
    """The one row about the whole index, locked until the transaction ends."""
    assert connection.in_atomic_block
    Indexing.objects.get_or_create(pk=1, defaults={"version": VERSION})
    return Indexing.objects.select_for_update().get(pk=1)


def _keep(made: list[Made]) -> None:
    old = {row.pk: row for row in Document.objects.filter(pk__in=[one.ticket for one in made])}
    rows = [_row(one) for one in made]
    _place(rows, made, {key: row.place for key, row in old.items()})
    engine().remove([row.place for row in old.values()])
    Document.objects.filter(pk__in=list(old)).delete()
    Document.objects.bulk_create(rows, batch_size=200)
    engine().write((row.place, " ".join(sorted(one.terms))) for row, one in zip(rows, made, strict=True))
    forms = Counter(form for row in rows for form in _forms(row))
    forms.subtract(form for row in old.values() for form in _forms(row))
    _count(forms)


def _row(one: Made) -> Document:
    return Document(
        ticket_id=one.ticket,
        subject=one.text(lanes.SUBJECT),
        public=one.text(lanes.PUBLIC),
        notes=one.text(lanes.NOTES, lanes.NOTE_FILES),
        customer=one.text(lanes.CUSTOMER, lanes.CUSTOMER_FILES),
        files=one.text(lanes.FILES),
        again_at=one.again_at,
    )


def _place(rows: Iterable[Document], made: Iterable[Made], old: dict[int, int]) -> None:
    """Gives each document a place of its second: the one it had, or its own, or the next that is free."""
    wanted = [(row, one.second * ROOM + row.pk % ROOM) for row, one in zip(rows, made, strict=True)]
    others = Document.objects.exclude(pk__in=[row.pk for row, _place in wanted])
    taken = set(others.filter(place__in=[place for _row, place in wanted]).values_list("place", flat=True))
    for row, place in wanted:
        before = old.get(row.pk, -1)
        row.place = before if before // ROOM == place // ROOM and before not in taken else place
        if row.place in taken:
            row.place = _free(row.place, others, taken)
        taken.add(row.place)


def _free(place: int, others: QuerySet[Document], taken: set[int]) -> int:
    """The first free place from this one on."""
    while True:
        near = range(place, place + ROOM)
        full = taken.union(others.filter(place__range=(near[0], near[-1])).values_list("place", flat=True))
        if free := next((one for one in near if one not in full), None):
            return free
        place = near.stop


def _forms(row: Document) -> set[str]:
    """The words of a document that may be suggested to somebody: no numbers, nothing short."""
    return {
        word
        for column in TEXTS
        for word in getattr(row, column).split()
        if SHORTEST_FORM <= len(word) <= LONGEST_FORM and word.isalpha()
    }


def _count(forms: Counter[str]) -> None:
    """So many more documents, or fewer, have these words; what no document has is forgotten.

    Nobody else counts meanwhile: `standing` is locked.
    """
    changes = {form: count for form, count in forms.items() if count}
    known = set(Form.objects.filter(text__in=list(changes)).values_list("text", flat=True))
    by_count: dict[int, list[str]] = {}
    for form in known:
        by_count.setdefault(changes[form], []).append(form)
    for count, texts in by_count.items():
        rows = Form.objects.filter(text__in=texts)
        rows.update(tickets=Greatest(F("tickets") + count, 0))
        if count < 0:
            rows.filter(tickets=0).delete()
    fresh = [
        Form(text=form, tickets=count) for form, count in changes.items() if form not in known and count > 0
    ]
    Form.objects.bulk_create(fresh, batch_size=500)
