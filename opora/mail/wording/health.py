"""What is wrong with the desk's templates."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from opora.desk.public import Finding
from opora.mail.wording.templates import in_force, read
from opora.mail.wording.variables import OFFERS
from opora.people.public import Refusal


def findings() -> Iterator[Finding]:
    """Templates that say what this version of Opora does not know; mails say the built-in words instead."""
    for row in in_force().values():
        if row.purpose not in OFFERS:
            continue
        try:
            read(row.purpose, row.subject, row.html)
        except Refusal as refusal:
            words = {"template": OFFERS[row.purpose].words, "language": row.language}
            yield Finding(
                "template_unusable",
                False,
                _("The template “%(template)s” (%(language)s) can't be used: mails say the built-in words.")
                % words,
                detail=str(refusal.message),
                key=str(row.pk),
                advice=_("Open it and save it again without what is named here."),
                place="administration:templates",
            )
