"""Saved searches: who sees which, and what may be kept."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from opora.people.models import Person
from opora.people.public import Actor, NotFound, Refusal, keepable, one_line
from opora.search.finding.orders import ORDERS
from opora.search.language.reading import parse
from opora.search.language.tree import Everything
from opora.search.models import SavedSearch

LONGEST_NAME = 80


def saved_searches(viewer: Person) -> QuerySet[SavedSearch]:
    """Those of the viewer and those that are shared, as the rail shows them; none for customers."""
    if not viewer.is_staff:
        return SavedSearch.objects.none()
    return SavedSearch.objects.filter(Q(owner=viewer) | Q(is_shared=True)).order_by("place", "name", "id")


def locked(actor: Actor, search: SavedSearch) -> SavedSearch:
    """The row, locked, for somebody who may change it: their own one, or as a supervisor a shared one.

    Raises NotFound for what they may not know of, NotAllowed.
    """
    actor.require_staff()
    row = SavedSearch.objects.select_for_update().filter(pk=search.pk).first()
    is_own = row is not None and actor.person is not None and row.owner_id == actor.person.pk
    if row is None or not (is_own or row.is_shared):
        raise NotFound("unknown", _("There is nothing with this id, or it is none of yours."))
    if row.is_shared:
        actor.require_supervisor()
    return row


def free_name(owner: int, name: str, but: int = 0) -> str:
    """The name as it is kept. Refuses an empty one, and one that the owner has already given."""
    tidy = one_line(name, LONGEST_NAME)
    if not tidy:
        raise Refusal("empty", _("Give the search a name."), "name")
    if SavedSearch.objects.filter(owner=owner, name=tidy).exclude(pk=but).exists():
        raise Refusal("taken", _("You have a saved search of this name already. Choose another."), "name")
    return tidy


def sound_query(query: str) -> str:
    """The query as it is kept. Raises Unclear; refuses one that asks for nothing."""
    tidy = " ".join(keepable(query).split())
    if isinstance(parse(tidy), Everything):
        raise Refusal("empty", _("Write what to look for before you save it."), "query")
    return tidy


def known_order(order: str) -> str:
    """One of the orders of search; refuses another."""
    if order not in ORDERS:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "order")
    return order
