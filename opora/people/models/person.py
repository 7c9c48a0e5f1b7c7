"""Persons: customers and staff alike."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from opora.people.models.organization import Organization
from opora.people.roles import STAFF, Role


def called_by(key: object, name: str, email: str | None) -> str:
    """What somebody is called: the name, else the address, else their number."""
    return name or email or f"#{key}"


class PersonManager(BaseUserManager["Person"]):
    """Only what Django asks of a user table; persons are made by the verb `create_person`."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=username)


class Person(AbstractBaseUser):
    """Somebody the desk knows. `email` repeats the primary mail identity, for sign-in; null when there is none.

    `notices_refused_at`: since when they want no surveys and no notices they did not ask for; answers still reach them.
    `undo_seconds`: how long their answers wait before they leave; null as the desk has it.
    """

    name = models.CharField(max_length=200, blank=True, default="")
    email = models.EmailField(max_length=254, null=True, unique=True)
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.CUSTOMER)
    language = models.CharField(max_length=8, blank=True, default="")
    time_zone = models.CharField(max_length=64, blank=True, default="")
    theme = models.CharField(max_length=8, blank=True, default="")
    organization = models.ForeignKey(Organization, models.SET_NULL, null=True, related_name="people")
    note = models.TextField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    notices_refused_at = models.DateTimeField(null=True)
    undo_seconds = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField()

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "person"
        indexes = [models.Index(fields=["role", "name"], name="person_role_name")]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name, or the address for somebody who never told one."""
        return called_by(self.pk, self.name, self.email)

    @property
    def is_staff(self) -> bool:
        """Agent, supervisor or administrator."""
        return self.role in STAFF

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def is_supervisor(self) -> bool:
        """Supervisors, and administrators, who may do what supervisors may."""
        return self.role in {Role.SUPERVISOR, Role.ADMINISTRATOR}

    # allauth and Django's own checks ask these of any user; access in Opora does not depend on them.
    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False
