"""A mailbox as a form would make it, for trying it before it is kept."""

from collections.abc import Mapping
from typing import Any

from opora.desk import sealing
from opora.desk.models import Mailbox


def unsaved_mailbox(kept: Mailbox | None, values: Mapping[str, Any]) -> Mailbox:
    """A mailbox with these values that is never saved; passwords that are not given are those of `kept`."""
    given = {name: value for name, value in values.items() if not name.endswith("_password")}
    sealed: dict[str, Any] = (
        {"id": kept.pk, "in_sealed": kept.in_sealed, "out_sealed": kept.out_sealed} if kept else {}
    )
    for which in ("in", "out"):
        if values.get(f"{which}_password"):
            sealed[f"{which}_sealed"] = sealing.seal(values[f"{which}_password"])
    return Mailbox(**given, **sealed)
