"""The lists of the workspace: how each is called, what it says when empty, and what a list pane and the rail show."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from opora.desk.models import Department
from opora.desk.public import departments, health, levels
from opora.people.models import Person
from opora.tickets.models import Ticket
from opora.tickets.public import COUNT_LIMIT, Key, bounded_count, page, view
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

    def tickets(self, person: Person) -> QuerySet[Ticket]:
        """The list's tickets that this person may see."""
        if self.key.startswith(DEPARTMENT):
            return view(person, "open").filter(department=int(self.key.removeprefix(DEPARTMENT)))
        return view(person, self.key)


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
    number = key.removeprefix(DEPARTMENT)
    if (
        key.startswith(DEPARTMENT)
        and number.isascii()
        and number.isdecimal()
        and len(number) < 19
        and int(number) in levels(person)
    ):
        return department_list(Department.objects.get(pk=int(number)))
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
    """What a list pane shows. Two queries besides those for what the person may see."""
    if key.startswith(results.PREFIX):
        return results.listing(person, *results.read(key), after)
    chosen, order = choose(key, person), sort if sort in SORTS else "latest"
    found = page(chosen.tickets(person), Key.read(after), newest_first=order == "latest")
    return {
        "key": chosen.key,
        "rail_key": chosen.key,
        "title": chosen.label,
        "tickets": found.tickets,
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
    """What the rail shows: lists and departments with their counts, which stop at a bound."""
    rows = [department_list(row) for row in departments() if row.pk in levels(person)]
    counts = _department_counts(person, rows)
    return {
        "current": current,
        "lists": [entry for row in LISTS if (entry := _counted(row, person, current))],
        "departments": [_entry(row, counts[row.key]) for row in rows],
        "held": correspondence.count_held(person),
        "health": health.mark() if person.is_supervisor else None,
    }


def _counted(row: TicketList, person: Person, current: str) -> dict[str, object] | None:
    count = bounded_count(row.tickets(person)) if row.is_counted else 0
    if row.is_trouble and not count and row.key != current:
        return None
    return {**_entry(row, count), "tone": "late" if row.is_trouble and count else ""}


def _department_counts(person: Person, rows: list[TicketList]) -> dict[str, int]:
    """All departments in one query: it looks at some thousands of open tickets at most."""
    if not rows:
        return {}
    places = {row.key: int(row.key.removeprefix(DEPARTMENT)) for row in rows}
    wanted = {f"department_{place}": Count("pk", filter=Q(department=place)) for place in places.values()}
    bounded = view(person, "open").order_by()[: COUNT_LIMIT * len(rows) + 1]
    found = bounded.aggregate(**wanted)
    return {key: found[f"department_{place}"] for key, place in places.items()}


def _entry(row: TicketList, count: int) -> dict[str, object]:
    words = _("%(n)d+") % {"n": COUNT_LIMIT} if count > COUNT_LIMIT else str(count or "")
    return {
        "key": row.key,
        "label": row.label,
        "icon": row.icon,
        "shortcut": row.shortcut,
        "count": words,
        "url": url_of(row.key),
    }
