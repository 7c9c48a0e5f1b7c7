"""Persons, their identities, organizations, roles, sign-in and API tokens: who is who."""
