"""The desk's settings: what rooms have declared, with its value."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Router
from pydantic import Field

from opora.api.protocol.door import actor_of
from opora.api.protocol.values import LARGEST, Given, Line, Shown, Truth
from opora.desk.actions import change_setting as change
from opora.desk.public import Setting
from opora.desk.public import settings as desk_settings
from opora.people.public import NotFound, Refusal

router = Router(tags=["Settings"])
SORTS: dict[type, Literal["text", "number", "flag"]] = {str: "text", int: "number", bool: "flag"}


class Choice(Shown):
    """A value that may be chosen."""

    value: str
    label: str


class SettingShown(Shown):
    """A setting: what it is for, its value, and what it may be."""

    name: str
    label: str
    help: str
    kind: Literal["text", "number", "flag"]
    value: str | int | bool
    default: str | int | bool
    least: int | None
    most: int | None
    choices: list[Choice]


class Settings(Shown):
    """All settings by name."""

    items: list[SettingShown]


class SettingChange(Given):
    """The value to set, of the setting's kind."""

    value: Line | Annotated[int, Field(strict=True, ge=-LARGEST, le=LARGEST)] | Truth


@router.get("/settings", response=Settings)
def list_settings(request: HttpRequest) -> Settings:
    """Lists the desk's settings.

    Administrators only.
    """
    actor_of(request).require_administrator()
    return Settings(items=[_shown(row) for _name, row in sorted(desk_settings.declared().items())])


@router.put("/settings/{name}", response=SettingShown)
def change_setting(request: HttpRequest, name: Path[Line], body: SettingChange) -> SettingShown:
    """Sets a setting.

    Administrators only.
    """
    actor_of(request).require_administrator()
    setting = desk_settings.declared().get(name)
    if setting is None:
        raise NotFound("unknown_setting", _("There is no such setting."), "name")
    if type(body.value) is not type(setting.default):
        raise Refusal("wrong_kind", _("This setting is of another kind: see “kind”."), "value")
    change(actor=actor_of(request), name=name, value=body.value)
    desk_settings.forget_values()
    return _shown(setting)


def _shown(row: Setting[Any]) -> SettingShown:
    return SettingShown(
        name=row.name,
        label=str(row.label),
        help=str(row.help),
        kind=SORTS[type(row.default)],
        value=row.get(),
        default=row.default,
        least=row.least,
        most=row.most,
        choices=[Choice(value=value, label=str(label)) for value, label in row.choices],
    )
