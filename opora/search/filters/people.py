"""from: to: requester: agent:"""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from opora.desk.models import Mailbox
from opora.people.models import Person
from opora.people.public import called, folded
from opora.search.filters.asking import NOTHING, Asking, any_q
from opora.search.filters.messages import readable
from opora.search.language.tree import Filter
from opora.search.language.values import Me, Named, Nothing, Value
from opora.tickets.models import Collaborator

# Up to so many persons are named one by one, which every index likes; of more the database keeps count itself.
FEW = 200


def wrote(filter: Filter, asking: Asking) -> Q:
    """from: who asked, or wrote anything on it that the viewer may read."""
    return any_q([_wrote(_persons(value, asking), asking) for value in filter.value])


def gets(filter: Filter, asking: Asking) -> Q:
    """to: who gets copies; for staff also the department whose address of the desk it is."""
    return any_q([_gets(value, asking) for value in filter.value])


def asked(filter: Filter, asking: Asking) -> Q:
    """requester:"""
    return any_q([Q(requester__in=_persons(value, asking)) for value in filter.value])


def answers(filter: Filter, asking: Asking) -> Q:
    """agent:, with none for nobody."""
    return any_q(
        [
            Q(assignee__isnull=True)
            if isinstance(value, Nothing)
            else Q(assignee__in=_persons(value, asking))
            for value in filter.value
        ]
    )


def _persons(value: Value, asking: Asking) -> Collection[int] | QuerySet[Person]:
    if isinstance(value, Me):
        return [asking.viewer.pk]
    assert isinstance(value, Named)
    found = called(value.text, staff_by_address=asking.viewer.is_staff)
    few = list(found.values_list("pk", flat=True)[: FEW + 1])
    return few if len(few) <= FEW else found.values("pk")  # type: ignore[return-value]


def _wrote(persons: Collection[int] | QuerySet[Person], asking: Asking) -> Q:
    if isinstance(persons, list) and not persons:
        return NOTHING
    messages = readable(asking).filter(author__in=persons)
    return Q(requester__in=persons) | Q(pk__in=messages.values("ticket"))


def _gets(value: Value, asking: Asking) -> Q:
    copies = Collaborator.objects.filter(person__in=_persons(value, asking))
    found = Q(pk__in=copies.values("ticket"))
    if isinstance(value, Named) and asking.viewer.is_staff:
        found |= Q(department__in=_departments_of_address(value.text))
    return found


def _departments_of_address(text: str) -> list[int]:
    said = folded(text).strip("<> ")
    rows = Mailbox.objects.values_list("department", "address")
    return [department for department, address in rows if said and folded(address).startswith(said)]
