"""One address says which database; and what Opora expects of any, each of them does."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import UniqueConstraint

from opora.conf.database import from_url
from opora.mail.models import MailboxFolder
from opora.people.actions import create_organization
from opora.people.models import Organization
from opora.people.public import Actor
from opora.tickets.actions import open_ticket
from opora.tickets.models import Message, Ticket
from opora.tickets.public import Words
from tests.cast import Cast

pytestmark = pytest.mark.mariadb
# Conditional unique constraints, which MariaDB has not, and what takes their place there.
GUARDED_OTHERWISE = {
    "fetched_mail_of_pop3_once": "a mailbox is visited by one process at a time (mailbox_state.owner)",
    "unique_verified_email": "an address is one identity (identity_once), and written with it",
    "unique_primary_email": "an address is one identity (identity_once), and written with it",
    "unique_authenticator_type": "allauth asks for a second step once, in its form",
}


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["mysql", "mariadb"])
def test_an_address_says_where_mariadb_is(scheme: str) -> None:
    given = from_url(
        f"{scheme}://op%40ra:s%3Acret@db.example:3307/help%20desk?connect_timeout=5&ssl_disabled=true"
    )
    assert (given["USER"], given["PASSWORD"], given["HOST"]) == ("op@ra", "s:cret", "db.example")
    assert (given["PORT"], given["NAME"]) == ("3307", "help desk")
    assert (given["OPTIONS"]["connect_timeout"], given["OPTIONS"]["ssl_disabled"]) == (5, True)
    assert (given["CONN_MAX_AGE"], given["CONN_HEALTH_CHECKS"]) == (600, True)


@pytest.mark.once
def test_a_socket_is_an_option_of_the_driver() -> None:
    given = from_url("mysql://opora@localhost/opora?unix_socket=/run/mysqld/mysqld.sock")
    assert given["OPTIONS"]["unix_socket"] == "/run/mysqld/mysqld.sock"
    assert given["OPTIONS"]["charset"] == "utf8mb4"


@pytest.mark.once
def test_each_conditional_unique_constraint_has_something_in_its_place() -> None:
    found = {
        constraint.name
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.condition is not None
    }
    assert found == set(GUARDED_OTHERWISE)


def test_letters_are_exact_where_they_are_unique(cast: Cast) -> None:
    names = ["Žaloby", "žaloby", "Zaloby", "Žaloby ", "Жалобы", "жалобы", "😀", "😁"]
    for name in names:
        MailboxFolder.objects.create(mailbox=cast.mailbox, name=name)
    for name in names:
        assert [row.name for row in MailboxFolder.objects.filter(name=name)] == [name]
        with pytest.raises(IntegrityError), transaction.atomic():
            MailboxFolder.objects.create(mailbox=cast.mailbox, name=name)
    assert {row.name for row in MailboxFolder.objects.filter(name__startswith="Žal")} == {"Žaloby", "Žaloby "}


@pytest.mark.django_db
def test_letters_are_not_exact_where_somebody_searches() -> None:
    create_organization(actor=Actor.system(), name="Severka 100% s_r_o")
    for text in ("severka", "SEVERKA", "100% S_R", "s_r_o"):
        assert Organization.objects.filter(name__icontains=text).count() == 1, text
    for text in ("severkа", "100%s", "s-r-o", "\\"):
        assert Organization.objects.filter(name__icontains=text).count() == 0, text
    assert Organization.objects.filter(name__iexact="SEVERKA 100% S_R_O").count() == 1
    assert Organization.objects.filter(name__contains="severka").count() == (connection.vendor == "sqlite")


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite knows the case of Latin letters only")
@pytest.mark.django_db
def test_russian_and_czech_letters_have_a_case_too() -> None:
    create_organization(actor=Actor.system(), name="Северный ветер, Příbram")
    for text in ("СЕВЕРНЫЙ", "ветер, pŘÍB"):
        assert Organization.objects.filter(name__icontains=text).count() == 1, text
    assert Organization.objects.filter(name__icontains="pribram").count() == 0


def test_what_people_write_comes_back_whole(cast: Cast) -> None:
    text = "😀 Ж\u0301 \\ ' \" % %s ﷽ 𝕏 — " + "ж" * 100_000
    ticket = open_ticket(
        actor=Actor.of(cast.anna),
        requester=cast.anna,
        subject="🐘 слон " + "ё" * 492,
        words=Words(text=text),
        channel="portal",
    )
    row = Ticket.objects.get(pk=ticket.pk)
    assert row.subject == "🐘 слон " + "ё" * 492
    assert Message.objects.get(ticket=row).text == text


def test_a_moment_is_kept_to_the_microsecond(cast: Cast) -> None:
    moment = datetime(2026, 3, 29, 2, 30, 59, 123457, tzinfo=UTC)
    Ticket.objects.filter(pk=cast.tickets["open"].pk).update(solved_at=moment)
    assert Ticket.objects.get(solved_at=moment).pk == cast.tickets["open"].pk


@pytest.mark.skipif("connection.vendor != 'mysql'", reason="what MariaDB's connections are told")
@pytest.mark.django_db
def test_a_connection_to_mariadb_is_strict_and_sees_what_is_committed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT @@tx_isolation, @@time_zone, @@collation_database, @@innodb_lock_wait_timeout, @@sql_mode"
        )
        *told, mode = cursor.fetchone()
        assert told == ["READ-COMMITTED", "+00:00", "utf8mb4_nopad_bin", 20]
        assert "STRICT_ALL_TABLES" in mode
        cursor.execute(
            "SELECT DISTINCT table_collation, engine FROM information_schema.tables WHERE table_schema = database()"
        )
        assert cursor.fetchall() == (("utf8mb4_nopad_bin", "InnoDB"),)
