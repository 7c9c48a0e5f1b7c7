"""The verb: say how it went."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, clock, record
from opora.feedback.kinds import Given
from opora.feedback.models import Rating, RatingRequest, Verdict
from opora.feedback.queries import last_agent
from opora.feedback.settings import OPEN_DAYS
from opora.people.public import Actor, NotAllowed, Refusal, keepable
from opora.tickets.models import Ticket
from opora.tickets.public import obtain

LONGEST = 4000


@transaction.atomic
def rate(
    *, actor: Actor, ticket: Ticket, verdict: str, comment: str = "", because: Cause | None = None
) -> Rating:
    """A customer's verdict on the work, good or bad, with words if they like. Saying it again changes it.

    Only people of the customer's side, once somebody has answered them, and for some days (a setting) after they were
    asked or it was solved. The same again changes nothing.
    """
    actor.require_scope("write")
    person = actor.person
    if person is None or person.is_staff:
        raise NotAllowed("not_allowed", _("Only the customer can say how it went."))
    obtain(actor, ticket.pk, "see")
    row = Ticket.objects.select_for_update().get(pk=ticket.pk)
    if verdict not in Verdict.values:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "verdict")
    comment = keepable(comment).strip()
    if len(comment) > LONGEST:
        raise Refusal("too_long", _("This is too long. A few sentences are enough."), "comment")
    _require_open(row)
    agent, now = last_agent(row), clock.now()
    rating = Rating.objects.select_for_update().filter(ticket=row, person=person).first()
    if rating is not None and (rating.verdict, rating.comment) == (verdict, comment):
        return rating
    before = rating.verdict if rating else None
    rating = rating or Rating(ticket=row, person=person, given_at=now)
    rating.verdict, rating.comment, rating.agent, rating.changed_at = verdict, comment, agent, now
    rating.save()
    happening = Given(rating.pk, verdict, before, agent.pk if agent else None, bool(comment))
    record(happening, actor=actor, ticket=row.pk, because=because)
    return rating


def _require_open(ticket: Ticket) -> None:
    if last_agent(ticket) is None:
        raise Refusal("not_yet", _("Nobody has answered yet, so there is nothing to rate."))
    request = RatingRequest.objects.filter(ticket=ticket).first()
    since = [at for at in (ticket.solved_at, ticket.closed_at, request and request.asked_at) if at]
    if not since:
        raise Refusal("not_yet", _("This request is not solved yet. You can rate our help when it is."))
    if max(since) < clock.now() - timedelta(days=OPEN_DAYS.get()):
        raise Refusal("over", _("It is too late to rate this. Write to us if something is still open."))
