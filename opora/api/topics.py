"""What requests are about."""

from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from opora.api.parts import lookup
from opora.api.parts.shapes import PriorityName, TypeName
from opora.api.protocol.cursors import IdPaging, by_id
from opora.api.protocol.door import actor_of, person_of
from opora.api.protocol.repeating import repeatable
from opora.api.protocol.values import FilledLine, Given, Id, Line, Moment, Number, Shown, Truth, Whole, unsaid
from opora.desk import actions
from opora.desk.models import Priority, Topic

router = Router(tags=["Topics"])
Translations = dict[Literal["ru", "cs", "en"], Line]


class FieldDefinition(Given):
    """A custom field of a topic's form."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    kind: Literal["text", "long_text", "number", "date", "choice", "flag"] = "text"
    label: FilledLine
    labels: Translations = Field({}, description="The label in other languages.")
    required: Truth = False
    choices: list[FilledLine] = Field([], max_length=200, description="For the kind “choice”.")


class TopicShown(Shown):
    """A topic: it decides form, department, priority and type of a request."""

    id: int
    name: str
    translations: dict[str, str]
    department: int | None
    priority: PriorityName
    type: TypeName
    fields: list[dict[str, Any]]
    is_public: bool
    position: int
    is_active: bool
    created_at: Moment


class Topics(Shown):
    """A page of topics."""

    items: list[TopicShown]
    next: str | None = Field(description="`cursor` of the next page; null at the end.")


class TopicChange(Given):
    """Only what is named changes."""

    name: FilledLine = unsaid()
    translations: Translations = unsaid(description="The name in other languages.")
    department: Id | None = unsaid()
    priority: PriorityName = unsaid()
    type: TypeName = unsaid()
    fields: list[FieldDefinition] = unsaid(max_length=100, description="The whole form.")
    is_public: Truth = unsaid(description="Whether customers may choose it.")
    position: Whole = unsaid()
    is_active: Truth = unsaid()


class NewTopic(TopicChange):
    """A topic to make."""

    name: FilledLine


@router.get("/topics", response=Topics)
def list_topics(request: HttpRequest, paging: Query[IdPaging]) -> Topics:
    """Lists topics.

    Staff see all, customers those that they may choose.
    """
    found, following = by_id(_visible(request), paging)
    return Topics(items=[_shown(row) for row in found], next=following)


@router.post("/topics", response={201: TopicShown})
@repeatable(201)
def create_topic(request: HttpRequest, body: NewTopic) -> TopicShown:
    """Makes a topic.

    Administrators only.
    """
    return _shown(actions.create_topic(actor=actor_of(request), **_values(request, body)))


@router.get("/topics/{id}", response=TopicShown)
def get_topic(request: HttpRequest, id: Path[Number]) -> TopicShown:
    """Reads a topic."""
    return _shown(lookup.one(_visible(request), id))


@router.patch("/topics/{id}", response=TopicShown)
def change_topic(request: HttpRequest, id: Path[Number], body: TopicChange) -> TopicShown:
    """Changes a topic.

    Administrators only. Values that tickets have stay, also those of fields that are gone.
    """
    row = lookup.one(_visible(request), id)
    return _shown(actions.change_topic(actor=actor_of(request), topic=row, **_values(request, body)))


def _visible(request: HttpRequest) -> QuerySet[Topic]:
    topics = Topic.objects.all()
    return topics if person_of(request).is_staff else topics.filter(is_public=True, is_active=True)


def _values(request: HttpRequest, body: TopicChange) -> dict[str, Any]:
    actor_of(request).require_administrator()
    values = body.told()
    if "priority" in values:
        values["priority"] = Priority[values["priority"].upper()]
    if values.get("department") is not None:
        values["department"] = lookup.department(values["department"])
    if "fields" in values:
        values["fields"] = [
            field.model_dump(exclude_defaults=True) | {"kind": field.kind} for field in body.fields
        ]
    return values


def _shown(row: Topic) -> TopicShown:
    names: dict[int, PriorityName] = {1: "low", 2: "normal", 3: "high", 4: "urgent"}
    sort: Any = row.type
    return TopicShown(
        id=row.pk,
        name=row.name,
        translations=row.translations,
        department=row.department_id,
        priority=names[row.priority],
        type=sort,
        fields=row.fields,
        is_public=row.is_public,
        position=row.position,
        is_active=row.is_active,
        created_at=row.created_at,
    )
