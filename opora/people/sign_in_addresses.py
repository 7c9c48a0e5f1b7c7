"""allauth's table of addresses follows our identities: staff sign in by any address of theirs, and by no former one."""

from allauth.account.models import EmailAddress

from opora.people.models import IdentityKind, Person


def follow(person: Person) -> None:
    """Makes allauth's rows equal the person's mail identities; customers have none, their links need no account."""
    identities = (
        person.identities.filter(kind=IdentityKind.EMAIL) if person.is_staff else person.identities.none()
    )
    wanted = dict(identities.values_list("value", "is_primary"))
    rows = EmailAddress.objects.filter(user=person)
    if dict(rows.filter(verified=True).values_list("email", "primary")) == wanted and len(rows) == len(
        wanted
    ):
        return
    rows.delete()
    EmailAddress.objects.filter(email__in=wanted).delete()
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(user=person, email=email, primary=primary, verified=True)
            for email, primary in wanted.items()
        ]
    )
