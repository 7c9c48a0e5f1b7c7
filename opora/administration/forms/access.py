"""Who may do what in which department, as a table of choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from opora.desk.actions import grant_access
from opora.desk.models import Access, Department, Level
from opora.people.models import Person
from opora.people.public import Actor


@dataclass(frozen=True)
class Row:
    """One person's line: a choice for each department, or None for administrators, who may do everything."""

    person: Person
    cells: Sequence[forms.BoundField | None]


class AccessForm(forms.Form):
    """One choice for each person and department. Two queries, however large."""

    def __init__(self, people: Sequence[Person], departments: Sequence[Department], data: Any = None) -> None:
        super().__init__(data)
        self.people, self.departments = people, departments
        found = Access.objects.filter(person__in=people, department__in=departments)
        self.known = {(row.person_id, row.department_id): row.level for row in found}
        for person in people:
            if not person.is_administrator:
                for department in departments:
                    self.fields[_name(person, department)] = self._field(person, department)

    def _field(self, person: Person, department: Department) -> forms.Field:
        ordinary = Level.MANAGE if person.is_supervisor else Level.NONE
        level = self.known.get((person.pk, department.pk), ordinary)
        label = f"{person.called}: {department.called}"
        widget = forms.Select(attrs={"aria-label": label})
        return forms.TypedChoiceField(
            choices=Level.choices, coerce=int, initial=int(level), label=label, widget=widget
        )

    @property
    def rows(self) -> list[Row]:
        """For the table."""
        return [
            Row(
                person,
                [
                    self[name] if (name := _name(person, place)) in self.fields else None
                    for place in self.departments
                ],
            )
            for person in self.people
        ]

    def save(self, actor: Actor) -> None:
        """Grants what was changed, by the verb."""
        for person in self.people:
            for department in self.departments:
                name = _name(person, department)
                if name in self.changed_data:
                    level = self.cleaned_data[name]
                    grant_access(actor=actor, person=person, department=department, level=level)


def _name(person: Person, department: Department) -> str:
    return f"level_{person.pk}_{department.pk}"
