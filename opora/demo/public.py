"""What the command line may use of the demo."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from opora.demo import company, library, mishaps, stories, telling
from opora.demo.seeding import seed
from opora.events.public import clock, pass_over
from opora.people.public import administrators


def prepare() -> list[str]:
    """Builds the demo desk unless it is there; returns lines that say how to sign in.

    On a desk that belongs to somebody (it has an administrator of its own) nothing is built.
    """
    if not company.is_there():
        if administrators().exists():
            return ["This desk is already in use, so the imaginary company was not added to it."]
        _build()
    company.point_mail_at(settings.ENV.smtp_door)
    return _how_to_sign_in()


@transaction.atomic
def _build() -> None:
    now = clock.now()
    with clock.at(now - timedelta(days=stories.DAYS + 5)):
        made = company.set_up()
    telling.tell(made, stories.plan(now), until=now)
    mishaps.happen()
    pass_over()


def _how_to_sign_in() -> list[str]:
    base = settings.ENV.url
    who = {one.key: one for one in library.colleagues()}
    lines = [f"  {who[key].address:<38} {who[key].name} ({who[key].role})" for key in company.SIGN_INS]
    return [
        f"The desk of the imaginary company Severka: {base}/desk/",
        *lines,
        f"  password of them all: {company.PASSWORD}",
        f"Play a customer in the mail room: {base}/demo/mail/",
    ]


__all__ = ["prepare", "seed"]
