"""The verb: change the subject."""

from django.utils.translation import gettext_lazy as _

from opora.events.public import Cause, one_act
from opora.people.public import Actor, Refusal
from opora.tickets.actions.open_ticket import tidy_subject
from opora.tickets.kinds import SubjectChanged
from opora.tickets.models import Ticket
from opora.tickets.verb import allowed, settle


@one_act()
def change_subject(*, actor: Actor, ticket: Ticket, subject: str, because: Cause | None = None) -> Ticket:
    """Sets the subject: one line, at most 500 characters."""
    ticket = allowed(actor, ticket, "change")
    if not subject.strip():
        raise Refusal("empty", _("Write something first."), "subject")
    subject = tidy_subject(subject)
    if ticket.subject == subject:
        return ticket
    before, ticket.subject = ticket.subject, subject
    return settle(ticket, actor, SubjectChanged(before, subject), because=because, changed=("subject",))
