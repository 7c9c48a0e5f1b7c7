"""Changes of one property: each holds the value before and after, and is undone by setting the one before."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Priority, TicketType
from opora.events.models import Audience
from opora.events.public import Kind, Names, Reference, kind
from opora.people.public import Actor, Conflict


class _Property(Kind):
    """A property went from `before` to `after`."""

    column: ClassVar[str] = ""
    before: Any
    after: Any

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.tickets.models import Ticket

        row = Ticket.objects.get(pk=ticket)
        if self.now(row) == self.before:
            return  # another event of the act has put it back already
        if self.now(row) != self.after:
            if getattr(self, "yields", False):
                return
            raise Conflict(
                "changed_since", _("It was changed again since then, so this can't be undone by itself.")
            )
        self.put_back(row, actor)

    def now(self, ticket: Any) -> Any:
        """The property's value now, as the event writes it."""
        return getattr(ticket, self.column)

    def put_back(self, ticket: Any, actor: Actor) -> None:
        """Calls the verb with the value before."""
        raise NotImplementedError


@kind("ticket.assigned")
class Assigned(_Property):
    """Who has it, by person id."""

    column = "assignee_id"
    before: int | None
    after: int | None

    def references(self) -> Iterable[Reference]:
        return [("person", key) for key in (self.before, self.after) if key]

    def sentence(self, names: Names) -> str:
        if self.after is None:
            return gettext("took it from %(person)s") % {"person": names.of("person", self.before)}
        return gettext("assigned it to %(person)s") % {"person": names.of("person", self.after)}

    def put_back(self, ticket: Any, actor: Actor) -> None:
        from opora.people.models import Person
        from opora.tickets.actions import assign

        assign(actor=actor, ticket=ticket, to=Person.objects.filter(pk=self.before or 0).first())


@kind("ticket.transferred", audience=Audience.PUBLIC)
class Transferred(_Property):
    """Department; `assignee_before` had it until then, if the transfer took it from somebody."""

    column = "department_id"
    before: int
    after: int
    assignee_before: int | None = None
    assignee_after: int | None = None

    def references(self) -> Iterable[Reference]:
        return [("department", self.before), ("department", self.after)]

    def sentence(self, names: Names) -> str:
        words = {"before": names.of("department", self.before), "after": names.of("department", self.after)}
        return gettext("transferred it from %(before)s to %(after)s") % words

    def put_back(self, ticket: Any, actor: Actor) -> None:
        from opora.desk.models import Department
        from opora.people.models import Person
        from opora.tickets.actions import transfer

        back = Department.objects.get(pk=self.before)
        # Whoever got it since keeps it, if they may answer there.
        had = self.assignee_before if ticket.assignee_id == self.assignee_after else None
        to = Person.objects.filter(pk=had or 0).first()
        transfer(actor=actor, ticket=ticket, department=back, to=to)


@kind("ticket.status_changed", audience=Audience.PUBLIC)
class StatusChanged(_Property):
    """new, open, pending, hold, solved, closed, and the moments that went with the status before (ISO 8601).

    `yields`: a later change wins, instead of hindering the undo of the act.
    """

    column = "status"
    before: str
    after: str
    solved_before: str | None = None
    closed_before: str | None = None
    reopened_before: int | None = None
    yields: bool = False

    def sentence(self, names: Names) -> str:
        from opora.tickets.models import Status

        return gettext("set the status: %(status)s") % {"status": str(Status(self.after).label)}

    def put_back(self, ticket: Any, actor: Actor) -> None:
        from opora.tickets.returning import give_back_status

        give_back_status(self, source=ticket.pk, actor=actor)


@kind("ticket.priority_changed")
class PriorityChanged(_Property):
    """1 low, 2 normal, 3 high, 4 urgent."""

    column = "priority"
    before: int
    after: int

    def sentence(self, names: Names) -> str:
        return gettext("set the priority: %(priority)s") % {"priority": str(Priority(self.after).label)}

    def put_back(self, ticket: Any, actor: Actor) -> None:
        from opora.tickets.actions import change_priority

        change_priority(actor=actor, ticket=ticket, priority=self.before)


@kind("ticket.type_changed")
class TypeChanged(_Property):
    """question, incident, problem, task."""

    column = "type"
    before: str
    after: str

    def sentence(self, names: Names) -> str:
        return gettext("set the type: %(type)s") % {"type": str(TicketType(self.after).label)}

    def put_back(self, ticket: Any, actor: Actor) -> None:
        from opora.tickets.actions import change_type

        change_type(actor=actor, ticket=ticket, type=self.before)


@kind("ticket.subject_changed", audience=Audience.PUBLIC)
class SubjectChanged(_Property):
    """The subject line."""

    column = "subject"
    before: str
    after: str

    def sentence(self, names: Names) -> str:
        return gettext("changed the subject from “%(before)s”") % {"before": self.before}

    def put_back(self, ticket: Any, actor: Actor) -> None:
        from opora.tickets.actions import change_subject

        change_subject(actor=actor, ticket=ticket, subject=self.before)

    def redact(self) -> "SubjectChanged":
        return SubjectChanged("", "")


@kind("ticket.requester_changed")
class RequesterChanged(_Property):
    """Whose request it is, by person id."""

    column = "requester_id"
    before: int
    after: int

    def references(self) -> Iterable[Reference]:
        return [("person", self.before), ("person", self.after)]

    def sentence(self, names: Names) -> str:
        words = {"before": names.of("person", self.before), "after": names.of("person", self.after)}
        return gettext("changed the requester from %(before)s to %(after)s") % words

    def put_back(self, ticket: Any, actor: Actor) -> None:
        from opora.people.models import Person
        from opora.tickets.actions import change_requester

        change_requester(actor=actor, ticket=ticket, requester=Person.objects.get(pk=self.before))


@kind("ticket.topic_changed")
class TopicChanged(_Property):
    """What it is about, by topic id."""

    column = "topic_id"
    before: int | None
    after: int | None

    def references(self) -> Iterable[Reference]:
        return [("topic", key) for key in (self.before, self.after) if key]

    def sentence(self, names: Names) -> str:
        return gettext("set the topic: %(topic)s") % {"topic": names.of("topic", self.after, gettext("none"))}

    def put_back(self, ticket: Any, actor: Actor) -> None:
        from opora.desk.models import Topic
        from opora.tickets.actions import change_topic

        change_topic(
            actor=actor, ticket=ticket, topic=Topic.objects.filter(pk=self.before or 0).first(), follow=False
        )


@kind("ticket.tags_changed")
class TagsChanged(_Property):
    """Whole sets of tags before and after."""

    before: list[str]
    after: list[str]

    def sentence(self, names: Names) -> str:
        added = [tag for tag in self.after if tag not in self.before]
        removed = [tag for tag in self.before if tag not in self.after]
        parts = [f"+{tag}" for tag in added] + [f"−{tag}" for tag in removed]
        return gettext("changed the tags: %(tags)s") % {"tags": " ".join(parts)}

    def now(self, ticket: Any) -> Any:
        return sorted(ticket.tag_rows.values_list("name", flat=True))

    def put_back(self, ticket: Any, actor: Actor) -> None:
        from opora.tickets.actions import change_tags

        change_tags(actor=actor, ticket=ticket, tags=self.before)


@kind("ticket.fields_changed")
class FieldsChanged(_Property):
    """Custom fields: whole sets of values before and after."""

    column = "fields"
    before: dict[str, Any]
    after: dict[str, Any]

    def sentence(self, names: Names) -> str:
        both = {*self.before, *self.after}
        changed = sorted(name for name in both if self.before.get(name) != self.after.get(name))
        return gettext("filled in: %(fields)s") % {"fields": ", ".join(changed)}

    def put_back(self, ticket: Any, actor: Actor) -> None:
        from opora.tickets.actions import change_fields

        both = {*self.before, *self.after}
        changed = {name for name in both if self.before.get(name) != self.after.get(name)}
        change_fields(actor=actor, ticket=ticket, values={name: self.before.get(name) for name in changed})

    def redact(self) -> "FieldsChanged":
        return FieldsChanged({}, {})
