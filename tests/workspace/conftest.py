"""Browsers for the cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from opora.people.models import Person
from tests.cast import Cast

SignIn = Callable[[Person], Client]
# What htmx says of itself.
HTMX = {"HX-Request": "true"}


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which this person is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def vera(cast: Cast, sign_in: SignIn) -> Client:
    """An agent of the first line at her desk."""
    return sign_in(cast.vera)
