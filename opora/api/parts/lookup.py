"""Finding what a request names by id: there, or a refusal that says which value was wrong."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Department, Topic
from opora.people.actions import ensure_person
from opora.people.models import Person
from opora.people.public import Actor, NotFound, Refusal

M = TypeVar("M", bound=Model)


def one(rows: QuerySet[M], key: int, field: str | None = None) -> M:
    """The row with this id among those. Raises NotFound, naming the field of the request if it came from one."""
    row = rows.filter(pk=key).first()
    if row is None:
        raise NotFound("unknown", _("There is nothing with this id, or it is none of yours."), field)
    return row


def person(key: int, field: str) -> Person:
    """Somebody by id."""
    return one(Person.objects.select_related("organization"), key, field)


def department(key: int, field: str = "department") -> Department:
    """A department by id."""
    return one(Department.objects.select_related("brand"), key, field)


def topic(key: int, actor: Actor, field: str = "topic") -> Topic:
    """A topic by id; customers have those that the portal shows."""
    topics = Topic.objects.select_related("department__brand")
    return one(topics if actor.is_staff else topics.filter(is_public=True, is_active=True), key, field)


def somebody(actor: Actor, key: int | None, email: str | None, name: str, field: str) -> Person:
    """A person by id, or by mail address (added when nobody has it)."""
    if key is not None:
        return person(key, field)
    if email is None:
        raise Refusal("person_missing", _("Name the person by “id” or by “email”."), field)
    return ensure_person(actor=actor, email=email, name=name)
