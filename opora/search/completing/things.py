"""Offers of departments, topics, organizations, tags and fields, as far as the viewer may know them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import pgettext

from opora.desk.models import Brand, Department, Topic
from opora.desk.public import fields as custom_fields
from opora.people.models import Organization
from opora.people.public import begins
from opora.search.completing.offer import MOST, Offer, begins_one, fits
from opora.search.filters.asking import Asking
from opora.search.filters.fields import known_fields
from opora.search.filters.places import department_rows, names_of, organizations_called, topic_rows
from opora.tickets.models import TicketTag
from opora.tickets.public import visible_to


def offers(key: str, typed: str, asking: Asking) -> list[Offer]:
    """Names of the kind that the key wants."""
    match key:
        case "dept":
            return _called(typed, department_rows(asking))
        case "topic":
            return _none(typed) + _called(typed, topic_rows(asking))
        case "brand":
            return _called(typed, Brand.objects.order_by("id"))
        case "org":
            return _none(typed) + _organizations(typed, asking)
        case "tag":
            return _none(typed) + _tags(typed, asking)
    return []


def field_names(typed: str, asking: Asking) -> list[Offer]:
    """Names of custom fields, as the rest of a key."""
    return [
        Offer(f"{name}:", custom_fields.label(definitions[0]), name)
        for name, definitions in known_fields(asking).items()
        if begins_one(typed, (name, custom_fields.label(definitions[0])))
    ][:MOST]


def field_values(name: str, typed: str, asking: Asking) -> list[Offer]:
    """The choices of a custom field; yes and no of a flag."""
    found = []
    for definition in known_fields(asking).get(name, ()):
        if definition.get("kind") == "flag":
            found += [Offer("yes", pgettext("search", "yes")), Offer("no", pgettext("search", "no"))]
        found += [Offer.named(str(choice)) for choice in definition.get("choices") or ()]
    return [offer for offer in dict.fromkeys(found) if fits(typed, (offer.label, offer.text))][:MOST]


def _called(typed: str, rows: Iterable[Department | Topic | Brand]) -> list[Offer]:
    return [Offer.named(row.called) for row in rows if fits(typed, names_of(row))][:MOST]


def _none(typed: str) -> list[Offer]:
    return (
        [Offer("none", pgettext("search", "none"))]
        if begins_one(typed, ("none", pgettext("search", "none")))
        else []
    )


def _organizations(typed: str, asking: Asking) -> list[Offer]:
    if not asking.viewer.is_staff:
        own = asking.viewer.organization
        return [Offer.named(own.name)] if own and fits(typed, [own.name]) else []
    found = organizations_called(typed) if typed else Organization.objects.all()
    return [
        Offer.named(name) for name in found.order_by("name").values_list("name", flat=True).distinct()[:MOST]
    ]


def _tags(typed: str, asking: Asking) -> list[Offer]:
    """Tags of tickets that the viewer may see: from one to the next, so that frequent ones are not counted through."""
    seen = Exists(visible_to(asking.viewer).filter(pk=OuterRef("ticket")))
    start = typed.lower().strip(" #*")
    tags = TicketTag.objects.filter(begins("name", start) if start else Q(), seen).order_by("name")
    found: list[str] = []
    while len(found) < MOST:
        later = tags.filter(name__gt=found[-1]) if found else tags
        name = later.values_list("name", flat=True).first()
        if name is None:
            break
        found.append(name)
    return [Offer.named(name) for name in found]
