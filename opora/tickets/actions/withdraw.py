"""The verb: take an answer back that has not left yet."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from opora.desk.models import Level
from opora.desk.public import level_in
from opora.events.models import Event
from opora.events.public import Cause, Kind, clock, one_act
from opora.people.public import Actor, Conflict, NotAllowed, NotFound, Refusal
from opora.tickets import pipeline, summary
from opora.tickets.kinds import MessagePosted, MessageTakenBack
from opora.tickets.models import Draft, DraftFile, Message, Ticket
from opora.tickets.verb import locked, locked_message, settle


@one_act()
def withdraw(*, actor: Actor, message: Message, because: Cause | None = None) -> Draft:
    """Turns an answer that waits to leave into a draft of its author; what came with it (a status) is undone too.

    For its author, and for whoever manages the department. Refuses one that has left, and the only message of a
    ticket. What somebody changed again since then stays. Who carries mail calls this after it has stopped the mails:
    use `mail.actions.take_back`.
    """
    ticket, message = locked_message(actor, message, "reply")
    _require_own(actor, ticket, message)
    if message.leaves_at is None or message.leaves_at <= clock.now():
        raise has_left()
    if Message.objects.filter(ticket=ticket).count() == 1:
        raise Refusal("only_message", _("It is the only message of this ticket, so it can't be taken back."))
    draft = _kept(ticket, message)
    key, files = message.pk, message.attachments.count()
    _undo_what_came_with_it(actor, message, draft)
    message.delete()
    ticket = locked(Ticket(pk=ticket.pk))
    summary.recount(ticket)
    settle(ticket, actor, MessageTakenBack(key, files), because=because)
    return draft


def has_left() -> Conflict:
    """Why it is too late."""
    return Conflict("left", _("It has left already, or is just leaving: it can't be taken back any more."))


def may_take_back(actor: Actor, ticket: Ticket, message: Message) -> bool:
    """Whether pages offer it."""
    waits = message.leaves_at is not None and message.leaves_at > clock.now()
    return waits and _is_own(actor, ticket, message)


def _require_own(actor: Actor, ticket: Ticket, message: Message) -> None:
    if not message.by_staff:
        raise NotFound("unknown_message", _("There is no such answer."))
    if not _is_own(actor, ticket, message):
        raise NotAllowed(
            "not_yours", _("Only its author can take an answer back, or who manages the department.")
        )


def _is_own(actor: Actor, ticket: Ticket, message: Message) -> bool:
    if actor.person is None or actor.id == message.author_id:
        return True
    return level_in(actor.person, ticket.department_id) >= Level.MANAGE


def _kept(ticket: Ticket, message: Message) -> Draft:
    """The words and files, exactly; an older draft of the same author there makes room."""
    author = message.author
    if author is None:
        raise NotFound("unknown_message", _("There is no such answer."))
    Draft.objects.filter(ticket=ticket, author=author).delete()
    draft = Draft(ticket=ticket, author=author, text=message.text, html=message.html, created_at=clock.now())
    draft.save(force_insert=True)
    same = ("blob", "name", "type", "is_inline", "content_id")
    rows = message.attachments.select_related("blob")
    DraftFile.objects.bulk_create(
        [DraftFile(draft=draft, **{column: getattr(file, column) for column in same}) for file in rows]
    )
    return draft


def _undo_what_came_with_it(actor: Actor, message: Message, draft: Draft) -> None:
    """The rest of the act in which it was written, as far as nobody has changed it since."""
    posted = Event.objects.filter(kind=MessagePosted.name, data__message=message.pk).order_by("-id").first()
    if posted is None:
        return
    events = [event for event in Event.objects.filter(act=posted.act).order_by("-id") if event.ticket]
    with pipeline.undoing():
        for event in events:
            happening = event.happening
            if event.kind == "ticket.status_changed":
                draft.status = str(event.data.get("after", ""))
                draft.save(update_fields=["status"])
            if happening.undoable and not happening.lasting:
                _undo(happening, event.ticket or 0, actor)


def _undo(happening: Kind, ticket: int, actor: Actor) -> None:
    try:
        with transaction.atomic():
            happening.undo(ticket, actor)
    except Refusal:
        return  # changed again since: it stays as somebody wanted it
