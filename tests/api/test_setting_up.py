"""People, organizations and the desk's set-up through the API."""

from collections.abc import Callable
from typing import Any

import pytest

from opora.desk.models import Department, Mailbox, Topic
from opora.people.models import Person, Token
from tests.cast import Cast

Programs = Callable[..., Any]


def test_people(cast: Cast, program: Programs) -> None:
    vera = program(cast.vera)
    body = {"name": "Олег", "email": "Oleg@Veter.example", "phone": "+420 601 123 456", "language": "ru"}
    made = vera.post("/people", body)
    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["email"], shown["organization"]["id"], shown["role"]) == (
        "oleg@veter.example",
        cast.severny.pk,
        "customer",
    )
    assert {row["kind"] for row in shown["identities"]} == {"email", "phone"}
    changed = vera.patch(
        f"/people/{shown['id']}",
        {"note": "Звонит по утрам", "time_zone": "Europe/Prague", "organization": None},
    )
    assert (changed.json()["note"], changed.json()["organization"]) == ("Звонит по утрам", None)
    more = vera.post(f"/people/{shown['id']}/identities", {"kind": "email", "value": "oleg@home.example"})
    identity = next(row for row in more.json()["identities"] if row["value"] == "oleg@home.example")
    assert vera.delete(f"/people/{shown['id']}/identities/{identity['id']}").status_code == 204
    assert len(vera.get(f"/people/{shown['id']}").json()["identities"]) == 2
    taken = vera.post("/people", {"name": "?", "email": "anna@veter.example"})
    assert (taken.status_code, taken.json()["code"]) == (422, "address_taken")
    zone = vera.patch(f"/people/{shown['id']}", {"time_zone": "Mars/Olympus"})
    assert (zone.status_code, zone.json()["field"]) == (422, "time_zone")


def test_lists_of_people(cast: Cast, program: Programs, django_assert_max_num_queries: Any) -> None:
    vera = program(cast.vera)
    everybody = [row["id"] for row in vera.pages("/people", 3)]
    assert everybody == sorted(Person.objects.values_list("pk", flat=True))
    assert {row["id"] for row in vera.pages("/people?role=agent", 2)} == {
        cast.vera.pk,
        cast.egor.pk,
        cast.petr.pk,
    }
    assert [row["id"] for row in vera.pages("/people?q=veter", 5)] == [cast.anna.pk]
    assert [row["id"] for row in vera.pages(f"/people?organization={cast.severny.pk}", 5)] == [cast.anna.pk]
    with django_assert_max_num_queries(4):
        assert len(vera.get("/people").json()["items"]) == 8


def test_customers_see_themselves_only(cast: Cast, program: Programs) -> None:
    anna = program(cast.anna)
    assert anna.get("/me").json()["note"] is None
    assert anna.get(f"/people/{cast.anna.pk}").status_code == 200
    assert anna.get(f"/people/{cast.mia.pk}").status_code == 404
    assert anna.get(f"/organizations/{cast.severny.pk}").json()["note"] is None
    assert program(cast.mia).get(f"/organizations/{cast.severny.pk}").status_code == 404
    assert anna.patch(f"/people/{cast.anna.pk}", {"language": "cs"}).json()["language"] == "cs"
    for change in ({"note": "x"}, {"organization": None}, {"is_active": False}, {"role": "administrator"}):
        assert anna.patch(f"/people/{cast.anna.pk}", change).status_code == 403
    claim = {"kind": "email", "value": "mia@elsewhere.example"}
    assert anna.post(f"/people/{cast.anna.pk}/identities", claim).status_code == 403


DESK_ONLY = ["/people", "/organizations", "/departments", "/brands", "/views", "/settings", "/mailboxes"]


@pytest.mark.parametrize("path", DESK_ONLY)
def test_the_desks_own_lists_are_for_staff(cast: Cast, program: Programs, path: str) -> None:
    assert program(cast.anna).get(path).status_code == 403
    assert program(cast.adam).get(path).status_code == 200


@pytest.mark.parametrize("who", ["agent", "supervisor", "customer"])
def test_only_administrators_set_the_desk_up(cast: Cast, program: Programs, who: str) -> None:
    asking, place = program(cast.everybody[who]), cast.billing.pk
    tries = [
        ("POST", "/departments", {"name": "x"}),
        ("PATCH", f"/departments/{place}", {"name": "x"}),
        ("POST", "/topics", {"name": "x"}),
        ("PATCH", f"/topics/{cast.orders.pk}", {"name": "x"}),
        ("POST", "/brands", {"name": "x"}),
        ("PATCH", f"/brands/{cast.brand.pk}", {"name": "x"}),
        ("POST", "/mailboxes", {"address": "x@severka.example", "department": place}),
        ("PATCH", f"/mailboxes/{cast.mailbox.pk}", {"is_active": False}),
        ("PUT", "/settings/desk_name", {"value": "x"}),
        ("GET", "/settings", None),
        ("GET", "/mailboxes", None),
        ("POST", f"/mailboxes/{cast.mailbox.pk}/test", None),
        ("GET", "/sign-in-apps", None),
        ("POST", "/sign-in-apps", {"name": "x", "provider": "google", "client_id": "x"}),
        ("GET", f"/mailboxes/{cast.mailbox.pk}", None),
    ]
    for method, path, body in tries:
        assert asking.send(method, path, body).status_code == 403, path
    levels = asking.put(f"/people/{cast.vera.pk}/access/{place}", {"level": "manage"})
    assert levels.status_code == 403
    assert asking.get(f"/tokens?person={cast.adam.pk}").status_code == 403
    assert asking.post("/tokens", {"person": cast.adam.pk}).status_code == 403
    assert asking.post("/people", {"name": "x", "email": "x@y.example", "role": "agent"}).status_code == 403


def test_departments(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    made = adam.post(
        "/departments",
        {"name": "Technical", "translations": {"cs": "Technici"}, "signature": "<p>T<script>x</script></p>"},
    )
    assert made.status_code == 201, made.content
    assert (made.json()["brand"], made.json()["signature"]) == (cast.brand.pk, "<p>T</p>")
    key = made.json()["id"]
    assert adam.patch(f"/departments/{key}", {"is_active": False}).json()["is_active"] is False
    assert not Department.objects.get(pk=key).is_active
    assert [row["id"] for row in adam.pages("/departments", 2)] == [cast.first_line.pk, cast.billing.pk, key]
    assert adam.patch(f"/departments/{key}", {"brand": 999}).json()["field"] == "brand"


def test_access(cast: Cast, program: Programs) -> None:
    adam, vera = program(cast.adam), program(cast.vera)
    assert vera.get(f"/departments/{cast.billing.pk}").status_code == 200
    answer = adam.put(f"/people/{cast.vera.pk}/access/{cast.billing.pk}", {"level": "read"})
    expected = [
        {"department": cast.first_line.pk, "level": "reply"},
        {"department": cast.billing.pk, "level": "read"},
    ]
    assert answer.json()["items"] == expected == vera.get(f"/people/{cast.vera.pk}/access").json()["items"]
    adam.put(f"/people/{cast.vera.pk}/access/{cast.billing.pk}", {"level": "none"})
    assert len(vera.get(f"/people/{cast.vera.pk}/access").json()["items"]) == 1
    customer = adam.put(f"/people/{cast.anna.pk}/access/{cast.billing.pk}", {"level": "read"})
    assert customer.json()["code"] == "not_staff"


def test_topics(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    form = [
        {"name": "version", "label": "Version", "kind": "choice", "choices": ["1", "2"], "required": True}
    ]
    made = adam.post(
        "/topics", {"name": "Bugs", "department": cast.billing.pk, "priority": "high", "fields": form}
    )
    assert made.status_code == 201, made.content
    key = made.json()["id"]
    assert Topic.objects.get(pk=key).fields == form
    assert adam.patch(f"/topics/{key}", {"is_public": False, "department": None}).json()["department"] is None
    assert {row["id"] for row in program(cast.anna).pages("/topics", 1)} == {cast.orders.pk}
    assert program(cast.anna).get(f"/topics/{key}").status_code == 404
    bad = adam.post("/topics", {"name": "Bugs", "fields": [{"name": "a", "label": "A", "kind": "choice"}]})
    assert (bad.status_code, bad.json()["code"]) == (422, "bad_field")


def test_brands(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    made = adam.post("/brands", {"name": "Jižanka", "accent": "#aa0000", "language": "cs"})
    assert (made.status_code, made.json()["is_default"]) == (201, False)
    assert adam.patch(f"/brands/{made.json()['id']}", {"accent": ""}).json()["accent"] == ""
    assert adam.patch(f"/brands/{made.json()['id']}", {"accent": "red"}).status_code == 422
    assert len(adam.pages("/brands", 1)) == 2


def test_mailboxes_keep_their_passwords(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    body = {
        "address": "sales@severka.example",
        "department": cast.billing.pk,
        "incoming": "imap",
        "in_password": "s3cret!",
    }
    made = adam.post("/mailboxes", body)
    assert made.status_code == 201, made.content
    assert "s3cret" not in made.content.decode()
    assert (made.json()["has_in_password"], made.json()["has_out_password"]) == (True, False)
    key = made.json()["id"]
    assert Mailbox.objects.get(pk=key).in_password == "s3cret!"
    adam.patch(f"/mailboxes/{key}", {"in_host": "imap.severka.example", "in_port": 993})
    assert Mailbox.objects.get(pk=key).in_password == "s3cret!"
    folders = {"more_folders": ["Заказы", "Support/*"], "first_visit": "new", "after_fetch": "keyword"}
    changed = adam.patch(f"/mailboxes/{key}", folders).json()
    assert {name: changed[name] for name in folders} == folders
    twice = adam.post("/mailboxes", body)
    assert (twice.status_code, twice.json()["field"]) == (422, "address")
    assert adam.patch(f"/mailboxes/{key}", {"in_port": 70_000}).status_code == 422


def test_settings(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    names = {row["name"]: row for row in adam.get("/settings").json()["items"]}
    assert names["attachment_megabytes"]["most"] == 200
    assert adam.put("/settings/desk_name", {"value": "Северка"}).json()["value"] == "Северка"
    assert adam.put("/settings/attachment_megabytes", {"value": 500}).json()["code"] == "out_of_range"
    assert adam.put("/settings/attachment_megabytes", {"value": True}).json()["code"] == "wrong_kind"
    assert adam.put("/settings/desk_language", {"value": "xx"}).json()["code"] == "bad_choice"
    assert adam.put("/settings/nonsense", {"value": 1}).status_code == 404


def test_tokens(cast: Cast, program: Programs) -> None:
    vera = program(cast.vera)
    made = vera.post(
        "/tokens", {"name": "CRM", "scopes": ["read"], "expires_at": "2100-01-01T00:00:00+02:00"}
    )
    assert made.status_code == 201, made.content
    assert made.json()["expires_at"] == "2099-12-31T22:00:00.000Z"
    assert made.json()["secret"] not in vera.get("/tokens").content.decode()
    assert len(vera.pages("/tokens", 1)) == 2
    foreign = program(cast.egor).delete(f"/tokens/{made.json()['id']}")
    assert foreign.status_code == 404
    assert vera.delete(f"/tokens/{made.json()['id']}").status_code == 204
    assert Token.objects.get(pk=made.json()["id"]).revoked_at is not None
    for_egor = program(cast.adam).post("/tokens", {"person": cast.egor.pk})
    assert for_egor.json()["person"] == cast.egor.pk


def test_a_password(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    assert (
        adam.put(f"/people/{cast.egor.pk}/password", {"password": "1234567890"}).json()["code"]
        == "weak_password"
    )
    assert adam.put(f"/people/{cast.egor.pk}/password", {"password": "тихий огород 7"}).status_code == 204
    assert Person.objects.get(pk=cast.egor.pk).check_password("тихий огород 7")
    assert (
        program(cast.vera).put(f"/people/{cast.egor.pk}/password", {"password": "тихий огород 8"}).status_code
        == 403
    )


def test_views_are_counted(cast: Cast, program: Programs) -> None:
    counted = {row["name"]: row["count"] for row in program(cast.vera).get("/views").json()["items"]}
    expected = {"mine": 3, "unassigned": 1, "open": 4, "pending": 1, "solved": 2, "all": 6}
    assert counted == expected | {"undelivered": 0, "not_request": 0}
    assert set(counted) and all(row["count"] == 0 for row in program(cast.petr).get("/views").json()["items"])


def test_organizations(cast: Cast, program: Programs) -> None:
    vera = program(cast.vera)
    made = vera.post("/organizations", {"name": "Posta", "domains": ["Posta.example"], "note": "VIP"})
    assert (made.status_code, made.json()["domains"]) == (201, ["posta.example"])
    key = made.json()["id"]
    changed = vera.patch(
        f"/organizations/{key}", {"domains": ["posta.example", "dopis.example"], "shares_tickets": True}
    )
    assert (changed.json()["domains"], changed.json()["shares_tickets"]) == (
        ["dopis.example", "posta.example"],
        True,
    )
    taken = vera.patch(f"/organizations/{key}", {"domains": ["veter.example"]})
    assert (taken.status_code, taken.json()["code"]) == (422, "domain_taken")
    assert [row["id"] for row in vera.pages("/organizations?q=posta", 1)] == [key]
    assert program(cast.anna).post("/organizations", {"name": "x"}).status_code == 403
    assert program(cast.anna).patch(f"/organizations/{key}", {"name": "x"}).status_code == 403


def test_sign_in_apps_and_mailboxes_that_use_them(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    body = {"name": "M", "provider": "microsoft", "client_id": "id-1", "client_secret": "sec ret",
            "tenant": "contoso.example", "secret_expires_on": "2027-05-01"}  # fmt: skip
    made = adam.post("/sign-in-apps", body)
    assert made.status_code == 201, made.content
    assert (made.json()["has_client_secret"], "sec ret" in made.content.decode()) == (True, False)
    key = made.json()["id"]
    assert adam.patch(f"/sign-in-apps/{key}", {"tenant": "a/b"}).json()["field"] == "tenant"
    assert adam.patch(f"/sign-in-apps/{key}", {"name": "Ours"}).json()["secret_expires_on"] == "2027-05-01"
    assert [row["id"] for row in adam.pages("/sign-in-apps", 1)] == [key]
    url = f"/mailboxes/{cast.mailbox.pk}"
    assert adam.patch(url, {"in_sign_in": "oauth"}).json()["field"] == "sign_in_app"
    changed = adam.patch(
        url, {"incoming": "imap", "in_host": "127.0.0.1", "in_sign_in": "oauth", "sign_in_app": key}
    )
    assert (changed.json()["sign_in_app"], changed.json()["signed_in_as"]) == (key, None)
    assert adam.patch(url, {"sign_in_app": 99999}).json()["field"] == "sign_in_app"
    assert adam.patch(url, {"incoming": "http"}).json()["incoming"] == "http"


def test_a_mailbox_is_tried(cast: Cast, program: Programs) -> None:
    adam = program(cast.adam)
    steps = adam.post(f"/mailboxes/{cast.mailbox.pk}/test").json()["steps"]
    assert [(one["step"], one["is_good"]) for one in steps][:2] == [("door", True), ("out_name", False)]
    assert "Name the server" in steps[1]["words"]
