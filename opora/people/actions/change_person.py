"""The verb: change a person's details."""

import zoneinfo
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, one_act, record
from opora.people.actions.add_identity import require_for
from opora.people.actions.file_under import file_under
from opora.people.actor import Actor
from opora.people.kinds import PersonChanged
from opora.people.models import Organization, Person
from opora.people.queries import administrators
from opora.people.refusal import Refusal
from opora.people.writing import keepable, one_line

LONGEST_UNDO = 120
TEXTS = {"name": 200, "note": 20_000, "language": 8, "time_zone": 64, "theme": 8}


@one_act()
def change_person(
    *,
    actor: Actor,
    person: Person,
    organization: Organization | str | None = "",
    is_active: bool | None = None,
    undo_seconds: int | str | None = "",
    because: Cause | None = None,
    **texts: str,
) -> Person:
    """Changes name, note, language (ru, cs, en or empty), time zone (IANA), theme, organization, whether active.

    `undo_seconds`: how long their answers wait before they leave, 0 to 120; None: as the desk has it.

    Everybody may change their own name, language, time zone and theme; staff all of customers; administrators all.
    A note is what staff wrote about somebody: customers never touch their own.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    require_for(actor, person)
    wanted: dict[str, Any] = {field: _clean(field, text) for field, text in texts.items()}
    if "note" in texts or not isinstance(organization, str):
        actor.require_staff()
    if not isinstance(organization, str):
        wanted["organization_id"] = organization.pk if organization else None
    if is_active is not None:
        actor.require_administrator()
        wanted["is_active"] = is_active
        if not is_active:
            require_another_administrator(person, "is_active")
    if not isinstance(undo_seconds, str):
        wanted["undo_seconds"] = _undo_seconds(undo_seconds)
    changed = {field: value for field, value in wanted.items() if getattr(person, field) != value}
    for field, value in changed.items():
        before = getattr(person, field)
        setattr(person, field, value)
        record(
            PersonChanged(person.pk, field.removesuffix("_id"), before, value), actor=actor, because=because
        )
    if changed:
        person.save(update_fields=list(changed))
    if "name" in changed:
        file_under(person)
    return person


def require_another_administrator(person: Person, field: str) -> None:
    """Raises Refusal when this is the last administrator who can sign in."""
    if person.is_administrator and not administrators().exclude(pk=person.pk).exists():
        raise Refusal(
            "last_administrator", _("This is the only administrator. Make somebody else one first."), field
        )


def _undo_seconds(given: int | None) -> int | None:
    if given is not None and not 0 <= given <= LONGEST_UNDO:
        limits = {"most": LONGEST_UNDO}
        raise Refusal(
            "out_of_range", _("Write a number of seconds from 0 to %(most)s.") % limits, "undo_seconds"
        )
    return given


def _clean(field: str, text: str) -> str:
    if field not in TEXTS:
        raise TypeError(f"A person has no field {field}")
    text = one_line(text, TEXTS[field]) if field != "note" else keepable(text).strip()
    if field == "language" and text and text not in dict(settings.LANGUAGES):
        raise Refusal("bad_language", _("Choose one of the languages of this desk."), field)
    if field == "time_zone" and text and text not in zoneinfo.available_timezones():
        raise Refusal(
            "bad_time_zone", _("Choose a time zone from the list, for example Europe/Prague."), field
        )
    if field == "theme" and text not in {"", "light", "dark"}:
        raise Refusal("bad_theme", _("Choose light, dark or as the system."), field)
    return text[: TEXTS[field]]
