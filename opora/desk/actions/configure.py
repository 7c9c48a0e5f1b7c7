"""The verbs that make and change brands, departments, topics, mailboxes, sign-in apps and outgoing servers.

Administrators only.

They share one way, because to the log they are one thing: an object of the desk's set-up got these values.
"""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from opora.desk import fields, sealing, signatures
from opora.desk.actions.outgoing_server_check import check_server
from opora.desk.folder_names import folder_names
from opora.desk.kinds import DeskChanged, DeskCreated
from opora.desk.mailboxes.apps import check_app
from opora.desk.models import Brand, Department, Mailbox, OutgoingServer, SignIn, SignInApp, Topic
from opora.desk.queries import default_brand
from opora.events.public import Cause, clock, one_act, record
from opora.people.public import Actor, Refusal, addresses, keepable_all

M = TypeVar("M", Brand, Department, Topic, Mailbox, SignInApp, OutgoingServer)
SORTS: dict[type[models.Model], str] = {
    Brand: "brand",
    Department: "department",
    Topic: "topic",
    Mailbox: "mailbox",
    SignInApp: "sign_in_app",
    OutgoingServer: "outgoing_server",
}
SECRET = {"in_sealed", "out_sealed", "client_sealed", "sealed"}
GIVEN = {
    "in_password": "in_sealed",
    "out_password": "out_sealed",
    "client_secret": "client_sealed",
    "password": "sealed",
}
# Where each secret is sent.
SENT_TO = {"in_sealed": "in_host", "out_sealed": "out_host", "client_sealed": "token_url", "sealed": "host"}


def create_brand(*, actor: Actor, because: Cause | None = None, **values: Any) -> Brand:
    """Makes a brand; the first one is the default."""
    values.setdefault("is_default", default_brand() is None)
    return _create(Brand, values, actor, because)


def change_brand(*, actor: Actor, brand: Brand, because: Cause | None = None, **values: Any) -> Brand:
    """Changes a brand."""
    return _change(brand, values, actor, because)


def create_department(*, actor: Actor, because: Cause | None = None, **values: Any) -> Department:
    """Makes a department, in the default brand unless told otherwise."""
    if "brand" not in values:
        values["brand"] = default_brand() or create_brand(actor=actor, name="Opora")
    return _create(Department, values, actor, because)


def change_department(
    *, actor: Actor, department: Department, because: Cause | None = None, **values: Any
) -> Department:
    """Changes a department."""
    return _change(department, values, actor, because)


def create_topic(*, actor: Actor, because: Cause | None = None, **values: Any) -> Topic:
    """Makes a topic. Refuses field definitions that make no sense."""
    return _create(Topic, values, actor, because)


def change_topic(*, actor: Actor, topic: Topic, because: Cause | None = None, **values: Any) -> Topic:
    """Changes a topic."""
    return _change(topic, values, actor, because)


def create_mailbox(*, actor: Actor, because: Cause | None = None, **values: Any) -> Mailbox:
    """Makes a mailbox. `in_password` and `out_password` are given in clear and kept sealed."""
    return _create(Mailbox, values, actor, because)


def change_mailbox(*, actor: Actor, mailbox: Mailbox, because: Cause | None = None, **values: Any) -> Mailbox:
    """Changes a mailbox; a password that is not given stays as it is."""
    return _change(mailbox, values, actor, because)


def create_sign_in_app(*, actor: Actor, because: Cause | None = None, **values: Any) -> SignInApp:
    """Makes an app with which mailboxes sign in. `client_secret` is given in clear and kept sealed."""
    return _create(SignInApp, values, actor, because)


def change_sign_in_app(
    *, actor: Actor, app: SignInApp, because: Cause | None = None, **values: Any
) -> SignInApp:
    """Changes such an app; a secret that is not given stays as it is."""
    return _change(app, values, actor, because)


@one_act()
def create_outgoing_server(*, actor: Actor, because: Cause | None = None, **values: Any) -> OutgoingServer:
    """Makes a server that mailboxes share. `password` is given in clear and kept sealed. One is the default at most."""
    row = _create(OutgoingServer, values, actor, because)
    _one_default(row, actor, because)
    return row


@one_act()
def change_outgoing_server(
    *, actor: Actor, server: OutgoingServer, because: Cause | None = None, **values: Any
) -> OutgoingServer:
    """Changes such a server; a password that is not given stays. One in use can't be put out of use."""
    row = _change(server, values, actor, because)
    _one_default(row, actor, because)
    return row


def _one_default(row: OutgoingServer, actor: Actor, because: Cause | None) -> None:
    if row.is_default:
        for other in OutgoingServer.objects.filter(is_default=True).exclude(pk=row.pk).order_by("pk"):
            _change(other, {"is_default": False}, actor, because)


@one_act()
def _create(model: type[M], values: dict[str, Any], actor: Actor, because: Cause | None) -> M:
    actor.require_administrator()
    ready = _prepared(model, values)
    row = model(created_at=clock.now(), **ready)
    _check(row)
    row.save(force_insert=True)
    happening = DeskCreated(
        SORTS[model], row.pk, {name: _plain(row, name) for name in ready if name not in SECRET}
    )
    record(happening, actor=actor, because=because)
    return row


@one_act()
def _change(given: M, values: dict[str, Any], actor: Actor, because: Cause | None) -> M:
    actor.require_administrator()
    row = type(given).objects.select_for_update().get(pk=given.pk)
    changes: dict[str, list[Any]] = {}
    ready = _prepared(type(given), values)
    for name, value in ready.items():
        before = _plain(row, name)
        if name in SECRET and sealing.unseal(before) == sealing.unseal(value):
            continue  # the same password is sealed differently each time
        setattr(row, name, value)
        if _plain(row, name) != before:
            changes[name] = [None, None] if name in SECRET else [before, _plain(row, name)]
    if changes:
        _check(row)
        _check_secrets(row, changes, set(ready))
        row.save(update_fields=list(changes))
        record(DeskChanged(SORTS[type(given)], row.pk, changes), actor=actor, because=because)
    return row


def _prepared(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    ready = {name: keepable_all(value) for name, value in values.items()}
    for clear, sealed in GIVEN.items():
        secret = ready.pop(clear, None)
        if secret:
            ready[sealed] = sealing.seal(secret)
    if "more_folders" in ready:
        ready["more_folders"] = folder_names(ready["more_folders"])
    if "address" in ready:
        ready["address"] = addresses.email(ready["address"])
    if "signature" in ready:
        ready["signature"] = signatures.tidy(ready["signature"])
    if "signatures" in ready:
        given = ready["signatures"].items()
        ready["signatures"] = {
            language: signatures.tidy(html, f"signature_{language}") for language, html in given
        }
    if model is Topic and "fields" in ready:
        ready["fields"] = fields.check_definitions(ready["fields"])
    return ready


def _check(row: models.Model) -> None:
    try:
        row.full_clean(exclude=["created_at"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refusal("bad_value", messages[0], field) from error
    if isinstance(row, Department | Topic | Brand) and not row.name.strip():
        raise Refusal("name_missing", _("Give it a name."), "name")
    if isinstance(row, SignInApp):
        check_app(row)
    if isinstance(row, OutgoingServer):
        check_server(row)
    if isinstance(row, Mailbox):
        _check_sign_in(row)


def _check_secrets(row: models.Model, changes: dict[str, list[Any]], given: set[str]) -> None:
    """A kept secret goes to nobody whom it was not given for: whoever names another server writes it again."""
    for clear, sealed in GIVEN.items():
        before = changes.get(SENT_TO[sealed], [""])[0]
        # An app without an address of its own already sends its secret to the provider's known one.
        moved = before or (isinstance(row, SignInApp) and "token_url" in changes)
        if moved and sealed not in given and getattr(row, sealed, ""):
            raise Refusal("secret_again", _("This is another server. Write its password once more."), clear)


def _check_sign_in(row: Mailbox) -> None:
    for direction in ("in_sign_in", "out_sign_in"):
        if getattr(row, direction) == SignIn.OAUTH and row.sign_in_app is None:
            raise Refusal("app_missing", _("Choose the app with which to sign in."), "sign_in_app")


def _plain(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(value, date):
        return value.isoformat()
    return value.pk if isinstance(value, models.Model) else value
