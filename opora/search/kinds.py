"""What can happen to searches that somebody keeps. A name and a query are what was written: they may hold names."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Self

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opora.events.public import Kind, Names, Reference, kind
from opora.people.public import Actor, Conflict


@kind("search.saved")
class SearchSaved(Kind):
    """A search is kept under this name, for its owner or for everybody of staff."""

    search: int
    owner: int
    title: str
    query: str
    order: str
    is_shared: bool

    def references(self) -> Iterable[Reference]:
        return [("person", self.owner)]

    def sentence(self, names: Names) -> str:
        return gettext("saved the search “%(name)s”") % {"name": self.title}

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.search.actions import delete_search
        from opora.search.models import SavedSearch

        for row in SavedSearch.objects.filter(pk=self.search):
            delete_search(actor=actor, search=row)

    def redact(self) -> Self:
        return replace(self, title="", query="")


@kind("search.changed")
class SearchChanged(Kind):
    """`changes` holds [before, after] of name, query, order, place or is_shared; `title` is the name before."""

    search: int
    owner: int
    title: str
    changes: dict[str, list[Any]]

    def references(self) -> Iterable[Reference]:
        return [("person", self.owner)]

    def sentence(self, names: Names) -> str:
        words = {"name": self.title}
        if "is_shared" in self.changes:
            shared = gettext("shared the search “%(name)s” with everybody")
            return (
                shared
                if self.changes["is_shared"][1]
                else gettext("no longer shares the search “%(name)s” with everybody")
            ) % words
        if "name" in self.changes:
            words["after"] = self.changes["name"][1]
            return gettext("renamed the search “%(name)s” to “%(after)s”") % words
        return gettext("changed the search “%(name)s”") % words

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.search.actions import move_search, rename_search, revise_search, share_search
        from opora.search.models import SavedSearch

        row, before = SavedSearch.objects.filter(pk=self.search).first(), self._before()
        if row is None:
            raise Conflict("gone", _("It was removed since then, so this can't be undone by itself."))
        if "name" in before:
            rename_search(actor=actor, search=row, name=before["name"])
        if "place" in before:
            move_search(actor=actor, search=row, place=before["place"])
        if "is_shared" in before:
            share_search(actor=actor, search=row, is_shared=before["is_shared"])
        if before.keys() & {"query", "order"}:
            query, order = before.get("query", row.query), before.get("order", row.order)
            revise_search(actor=actor, search=row, query=query, order=order)

    def _before(self) -> dict[str, Any]:
        return {name: pair[0] for name, pair in self.changes.items()}

    def redact(self) -> Self:
        kept = {key: value for key, value in self.changes.items() if key not in {"name", "query"}}
        return replace(self, title="", changes=kept)


@kind("search.removed")
class SearchRemoved(Kind):
    """A search is kept no longer; the values are those that it had."""

    search: int
    owner: int
    title: str
    query: str
    order: str
    is_shared: bool
    place: int = 0

    def references(self) -> Iterable[Reference]:
        return [("person", self.owner)]

    def sentence(self, names: Names) -> str:
        return gettext("removed the saved search “%(name)s”") % {"name": self.title}

    def undo(self, ticket: int, actor: Actor) -> None:
        """Whoever removed it keeps it again."""
        from opora.search.actions import save_search

        save_search(
            actor=actor,
            name=self.title,
            query=self.query,
            order=self.order,
            is_shared=self.is_shared,
            place=self.place,
        )

    def redact(self) -> Self:
        return replace(self, title="", query="")
