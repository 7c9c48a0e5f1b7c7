"""Keeping searches: one's own, and those that are there for everybody."""

from opora.events.public import Cause, one_act, record
from opora.people.models import Person
from opora.people.public import Actor, NotAllowed
from opora.search.kinds import SearchChanged, SearchRemoved, SearchSaved
from opora.search.models import SavedSearch
from opora.search.saving import free_name, known_order, locked, sound_query


@one_act()
def save_search(
    *,
    actor: Actor,
    name: str,
    query: str,
    order: str = "best",
    is_shared: bool = False,
    place: int = 0,
    because: Cause | None = None,
) -> SavedSearch:
    """Keeps a query under a name that the actor has not given yet. Sharing it with everybody is for supervisors.

    Raises Unclear for a query that is none.
    """
    owner = _owner(actor)
    if is_shared:
        actor.require_supervisor()
    row = SavedSearch.objects.create(
        owner=owner,
        name=free_name(owner.pk, name),
        query=sound_query(query),
        order=known_order(order),
        is_shared=is_shared,
        place=place,
    )
    happening = SearchSaved(row.pk, row.owner_id, row.name, row.query, row.order, row.is_shared)
    record(happening, actor=actor, because=because)
    return row


@one_act()
def rename_search(
    *, actor: Actor, search: SavedSearch, name: str, because: Cause | None = None
) -> SavedSearch:
    """Calls it something else. One's own; a shared one: supervisors."""
    row = locked(actor, search)
    return _change(actor, row, because, name=free_name(row.owner_id, name, but=row.pk))


@one_act()
def revise_search(
    *, actor: Actor, search: SavedSearch, query: str, order: str, because: Cause | None = None
) -> SavedSearch:
    """Keeps another query or order under the name. One's own; a shared one: supervisors. Raises Unclear."""
    row = locked(actor, search)
    return _change(actor, row, because, query=sound_query(query), order=known_order(order))


@one_act()
def move_search(
    *, actor: Actor, search: SavedSearch, place: int, because: Cause | None = None
) -> SavedSearch:
    """Gives it another place in the rail (0 to 32767, the lowest first). One's own; a shared one: supervisors."""
    return _change(actor, locked(actor, search), because, place=place)


@one_act()
def share_search(
    *, actor: Actor, search: SavedSearch, is_shared: bool, because: Cause | None = None
) -> SavedSearch:
    """Shows it to everybody of staff, or to its owner alone again. For supervisors."""
    row = locked(actor, search)
    actor.require_supervisor()
    return _change(actor, row, because, is_shared=is_shared)


@one_act()
def delete_search(*, actor: Actor, search: SavedSearch, because: Cause | None = None) -> None:
    """Keeps it no longer. One's own; a shared one: supervisors."""
    row = locked(actor, search)
    kept = (row.pk, row.owner_id, row.name, row.query, row.order, row.is_shared, row.place)
    row.delete()
    record(SearchRemoved(*kept), actor=actor, because=because)


def _owner(actor: Actor) -> Person:
    actor.require_staff()
    if actor.person is None:
        raise NotAllowed.for_role()
    return actor.person


def _change(actor: Actor, row: SavedSearch, because: Cause | None, **wanted: object) -> SavedSearch:
    changes = {name: [getattr(row, name), value] for name, value in wanted.items()}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return row
    happening = SearchChanged(row.pk, row.owner_id, row.name, changes)
    for name, (_before, after) in changes.items():
        setattr(row, name, after)
    row.save(update_fields=list(changes))
    record(happening, actor=actor, because=because)
    return row
