"""The lists of the workspace: how each is called, what it says when empty, and what a list pane and the rail show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from opora.desk.models import Department, Level
from opora.desk.public import departments_at, health
from opora.events.public import remember
from opora.people.models import Person
from opora.tickets.public import COUNT_LIMIT, Key, Which, list_counts, list_page
from opora.workspace import correspondence
from opora.workspace.searching import results

DEPARTMENT = "department:"


@dataclass(frozen=True)
class TicketList:
    """One list; `key` is a view of the tickets room, or “department:7”. One of `is_trouble` hides while it is empty."""

    key: str
    label: str | Promise
    icon: str
    empty: str | Promise
    shortcut: str = ""
    is_counted: bool = True
    is_trouble: bool = False

    @property
    def which(self) -> Which:
        """The list as the tickets room knows it."""
        if self.key.startswith(DEPARTMENT):
            return "open", int(self.key.removeprefix(DEPARTMENT))
        return self.key, None


@dataclass(frozen=True)
class Standing:
    """What the rail says of somebody's desk: departments, counts by the list's key, held mails, the mark of health."""

    departments: Sequence[TicketList]
    counts: Mapping[str, int]
    held: int
    health: health.Mark | None


LISTS = (
    TicketList(
        "mine",
        gettext_lazy("Mine"),
        "circle-user",
        gettext_lazy("Nothing is assigned to you. Take something from the unassigned ones."),
        "KeyG KeyM",
    ),
    TicketList(
        "unassigned",
        gettext_lazy("Unassigned"),
        "user-plus",
        gettext_lazy("Every request has somebody."),
        "KeyG KeyU",
    ),
    TicketList(
        "open",
        gettext_lazy("All open"),
        "inbox",
        gettext_lazy("Nobody waits for anything. Enjoy it."),
        "KeyG KeyI",
    ),
    TicketList(
        "pending",
        gettext_lazy("Wait for the customer"),
        "clock",
        gettext_lazy("No customer owes you an answer."),
    ),
    TicketList(
        "undelivered",
        gettext_lazy("Not delivered"),
        "mail-warning",
        gettext_lazy("Every answer has arrived, as far as is known."),
        is_trouble=True,
    ),
    TicketList(
        "solved", gettext_lazy("Solved"), "check", gettext_lazy("Nothing is solved yet."), is_counted=False
    ),
)
# In no rail: the page of held mail leads there.
NOT_REQUESTS = TicketList(
    "not_request",
    gettext_lazy("Not a request"),
    "mail-warning",
    gettext_lazy("Nobody has said of a ticket that it is no request."),
    is_counted=False,
)
SORTS: Mapping[str, str | Promise] = {
    "latest": pgettext_lazy("sort", "latest first"),
    "oldest": pgettext_lazy("sort", "oldest first"),
}


def choose(key: str, person: Person) -> TicketList:
    """The list of that key; the first one for anything unknown, and for departments that are not this person's."""
    if key.startswith(DEPARTMENT):
        found = (row for row in _departments(person) if f"{DEPARTMENT}{row.pk}" == key)
        return next(map(department_list, found), LISTS[0])
    return next((row for row in (*LISTS, NOT_REQUESTS) if row.key == key), LISTS[0])


def department_list(department: Department) -> TicketList:
    """The open tickets of a department."""
    return TicketList(
        f"{DEPARTMENT}{department.pk}",
        department.called,
        "users",
        gettext_lazy("This department has nothing open."),
    )


def url_of(key: str, sort: str = "", after: object = "") -> str:
    """The address of a list, or of the search that stands in its place."""
    if key.startswith(results.PREFIX):
        return results.url_of(*results.read(key), str(after))
    query = {"list": key, "sort": "" if sort == "latest" else sort, "after": str(after)}
    return (
        f"{reverse('workspace:tickets')}?{urlencode({name: value for name, value in query.items() if value})}"
    )


def listing(person: Person, key: str, sort: str = "", after: str = "") -> dict[str, object]:
    """What a list pane shows. As many queries for a million tickets as for ten, and few while nothing changes."""
    if key.startswith(results.PREFIX):
        return results.listing(person, *results.read(key), after)
    chosen, order = choose(key, person), sort if sort in SORTS else "latest"
    found = remember(
        ("list", person.pk, chosen.key, order, after),
        lambda: list_page(person, chosen.which, Key.read(after), newest_first=order == "latest"),
    )
    return {
        "key": chosen.key,
        "rail_key": chosen.key,
        "title": chosen.label,
        "rows": found.rows,
        "url": url_of(chosen.key, order),
        "next_url": url_of(chosen.key, order, found.next) if found.next else "",
        "sorts": [
            {"label": label, "url": url_of(chosen.key, name), "is_current": name == order}
            for name, label in SORTS.items()
        ],
        "sort_label": SORTS[order],
        "empty_words": chosen.empty,
    }


def rail(person: Person, current: str) -> dict[str, object]:
    """What the rail shows: `html` of lists and departments with their counts, which stop at a bound."""
    key = ("rail", person.pk, current, get_language())
    return {"current": current, "html": remember(key, lambda: _drawn_rail(person, current))}


def _drawn_rail(person: Person, current: str) -> SafeString:
    standing = remember(("rail", person.pk, get_language()), lambda: _standing(person))
    lists = [
        _entry(row, standing.counts.get(row.key, 0)) for row in LISTS if _is_shown(row, standing, current)
    ]
    shown = {
        "current": current,
        "lists": lists,
        "departments": [_entry(row, standing.counts[row.key]) for row in standing.departments],
        "held": standing.held,
        "health": standing.health,
    }
    return render_to_string("workspace/_rail_lists.html", {"rail": shown})


def _standing(person: Person) -> Standing:
    """Counts of everything the rail shows; one query for all lists and departments."""
    places = [department_list(row) for row in _departments(person) if row.is_active]
    counted = {row.key: row.which for row in (*LISTS, *places) if row.is_counted}
    return Standing(
        places,
        list_counts(person, counted),
        correspondence.count_held(person),
        health.mark() if person.is_supervisor else None,
    )


def _departments(person: Person) -> Sequence[Department]:
    """Those in which the person may see tickets, in their order; also the ones no longer in use."""
    return remember(
        ("departments", person.pk),
        lambda: list(Department.objects.filter(pk__in=departments_at(person, Level.READ))),
    )


def _is_shown(row: TicketList, standing: Standing, current: str) -> bool:
    return not row.is_trouble or row.key == current or bool(standing.counts[row.key])


def _entry(row: TicketList, count: int) -> dict[str, object]:
    words = _("%(n)d+") % {"n": COUNT_LIMIT} if count > COUNT_LIMIT else str(count or "")
    return {
        "key": row.key,
        "label": row.label,
        "icon": row.icon,
        "shortcut": row.shortcut,
        "count": words,
        "tone": "late" if row.is_trouble and count else "",
        "url": url_of(row.key),
    }
