"""The verbs about the words of the desk's mails: change, put back the built-in ones, or those of an earlier day."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Brand
from opora.events.public import Cause, clock, one_act, record
from opora.mail.models import TemplateVersion
from opora.mail.wording.kinds import TemplateChanged
from opora.mail.wording.templates import newest, tidy
from opora.mail.wording.variables import OFFERS
from opora.people.public import Actor, Refusal


@one_act()
def change_template(
    *,
    actor: Actor,
    purpose: str,
    language: str,
    brand: Brand | None = None,
    subject: str = "",
    html: str,
    because: Cause | None = None,
) -> TemplateVersion:
    """Changes what mails of this purpose say in this language, for a brand or (None) for all that have no own words.

    Administrators only. Refuses unknown variables, naming the line, and words without what they are for (an answer
    without its message). The versions before stay.
    """
    actor.require_administrator()
    _require_place(purpose, language)
    before = _newest(purpose, brand, language)
    subject, html = tidy(purpose, subject, html)
    if before is not None and not before.is_built_in and (before.subject, before.html) == (subject, html):
        return before
    return _add(actor, purpose, language, brand, before, because, subject=subject, html=html)


@one_act()
def reset_template(
    *, actor: Actor, purpose: str, language: str, brand: Brand | None = None, because: Cause | None = None
) -> None:
    """Puts Opora's own words (for a brand: those of all brands) in force again. Administrators only."""
    actor.require_administrator()
    _require_place(purpose, language)
    before = _newest(purpose, brand, language)
    if before is not None and not before.is_built_in:
        _add(actor, purpose, language, brand, before, because, is_built_in=True)


@one_act()
def restore_template(
    *, actor: Actor, version: TemplateVersion, because: Cause | None = None
) -> TemplateVersion:
    """Puts an earlier version in force again, as a new one. Administrators only. Refuses what is not valid any more."""
    actor.require_administrator()
    if version.is_built_in:
        reset_template(
            actor=actor,
            purpose=version.purpose,
            language=version.language,
            brand=version.brand,
            because=because,
        )
        return version
    return change_template(
        actor=actor,
        purpose=version.purpose,
        language=version.language,
        brand=version.brand,
        subject=version.subject,
        html=version.html,
        because=because,
    )


def _require_place(purpose: str, language: str) -> None:
    if purpose not in OFFERS:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "purpose")
    if language not in dict(settings.LANGUAGES):
        raise Refusal("bad_language", _("Choose one of the languages of this desk."), "language")


def _newest(purpose: str, brand: Brand | None, language: str) -> TemplateVersion | None:
    """The newest version. Rows are only added, so two who change at once make two versions, and none is lost."""
    return newest(purpose, brand.pk if brand else None, language)


def _add(
    actor: Actor,
    purpose: str,
    language: str,
    brand: Brand | None,
    before: TemplateVersion | None,
    because: Cause | None,
    **words: object,
) -> TemplateVersion:
    row = TemplateVersion(purpose=purpose, language=language, brand=brand, at=clock.now(), **words)
    row.save(force_insert=True)
    happening = TemplateChanged(
        purpose,
        language,
        brand.pk if brand else None,
        before.pk if before is not None and not before.is_built_in else None,
        None if row.is_built_in else row.pk,
    )
    record(happening, actor=actor, because=because)
    return row
