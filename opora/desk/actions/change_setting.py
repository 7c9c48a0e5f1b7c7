"""The verb: change a desk setting."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.desk.kinds import SettingChanged
from opora.desk.models import SettingValue
from opora.desk.settings import declared, forget_values
from opora.events.public import Cause, one_act, record
from opora.people.public import Actor, NotFound


@one_act()
def change_setting(*, actor: Actor, name: str, value: object, because: Cause | None = None) -> None:
    """Sets one declared setting. Administrators only. Refuses values outside its type and limits."""
    actor.require_administrator()
    setting = declared().get(name)
    if setting is None:
        raise NotFound("unknown_setting", _("There is no such setting."), "name")
    wanted = setting.clean(value)
    row = SettingValue.objects.select_for_update().filter(name=name).first()
    before = row.value if row else setting.default
    if before == wanted:
        return
    SettingValue.objects.update_or_create(name=name, defaults={"value": wanted})
    record(SettingChanged(name, before, wanted), actor=actor, because=because)
    transaction.on_commit(forget_values)
