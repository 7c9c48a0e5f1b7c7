"""Shared reads about the desk."""

from collections.abc import Mapping

from django.db.models import QuerySet

from opora.desk.models import Brand, Department, Mailbox, OutgoingServer, SignInApp, Topic


def names_of_departments(keys: set[int]) -> Mapping[int, str]:
    """Names of departments in the active language, by id."""
    return {row.pk: row.called for row in Department.objects.filter(pk__in=keys)}


def names_of_topics(keys: set[int]) -> Mapping[int, str]:
    """Names of topics in the active language, by id."""
    return {row.pk: row.called for row in Topic.objects.filter(pk__in=keys)}


def names_of_brands(keys: set[int]) -> Mapping[int, str]:
    """Names of brands, by id."""
    return {row.pk: row.called for row in Brand.objects.filter(pk__in=keys)}


def names_of_mailboxes(keys: set[int]) -> Mapping[int, str]:
    """Addresses of mailboxes, by id."""
    return dict(Mailbox.objects.filter(pk__in=keys).values_list("pk", "address"))


def names_of_sign_in_apps(keys: set[int]) -> Mapping[int, str]:
    """Names of sign-in apps, by id."""
    return dict(SignInApp.objects.filter(pk__in=keys).values_list("pk", "name"))


def names_of_outgoing_servers(keys: set[int]) -> Mapping[int, str]:
    """Names of shared outgoing servers, by id."""
    return dict(OutgoingServer.objects.filter(pk__in=keys).values_list("pk", "name"))


def departments() -> QuerySet[Department]:
    """Departments in use, in their order."""
    return Department.objects.filter(is_active=True)


def first_department() -> Department | None:
    """Where a request goes when nothing says otherwise."""
    return departments().first()


def topics() -> QuerySet[Topic]:
    """Topics in use, in their order."""
    return Topic.objects.filter(is_active=True).select_related("department")


def mailbox_of_address(address: str) -> Mailbox | None:
    """The mailbox with this address; a plus part (support+abc@…) is ignored."""
    local, _, domain = address.strip().lower().rpartition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    found = Mailbox.objects.select_related("department").filter(
        is_active=True, address__in=[address.lower(), plain]
    )
    return found.first()


def mailbox_for(department: Department) -> Mailbox | None:
    """The address that a department answers from: its own first one, or the desk's first one."""
    active = Mailbox.objects.filter(is_active=True).select_related("department")
    return active.filter(department=department).first() or active.first()


def own_addresses() -> set[str]:
    """All mail addresses of the desk: what comes from one of them is never a customer."""
    return set(Mailbox.objects.values_list("address", flat=True))


def default_brand() -> Brand | None:
    """The brand that stands for the desk."""
    return Brand.objects.order_by("-is_default", "id").first()
