"""Taking back what was done to saved searches."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from opora.events.models import Event
from opora.events.public import known, one_act
from opora.people.public import Actor, NotFound
from opora.search.models import SavedSearch

KINDS = ("search.saved", "search.changed", "search.removed")


@one_act()
def take_back(*, actor: Actor, act: UUID) -> SavedSearch | None:
    """Puts back what was before one's own act; gives the search, if there is one then.

    Raises NotFound for an act of somebody else, and whatever the verbs refuse.
    """
    actor.require_staff()
    own = {"actor_kind": actor.kind, "actor_id": actor.id, "act": act, "kind__in": KINDS}
    events = list(Event.objects.filter(**own).order_by("-id"))
    if not events:
        raise NotFound("unknown", _("There is nothing to take back."))
    for event in events:
        known()[event.kind].read(event.data).undo(0, actor)
    last = events[-1].data
    owned = SavedSearch.objects.filter(owner=actor.person, name=last["title"])
    return SavedSearch.objects.filter(pk=last["search"]).first() or owned.first()
