"""/desk/tickets/4711/split/, merge/, links/: a ticket and others."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opora.events.public import one_act
from opora.tickets.actions import link, merge, split, unlink
from opora.tickets.models import Link, Ticket
from opora.tickets.public import LISTED, obtain, visible_to
from opora.workspace import answers
from opora.workspace.doors import actor_of, person_of
from opora.workspace.forms.tickets import LinkForm, OtherTicketForm, SplitForm

CANDIDATES = 6


def split_off(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Chosen messages become a ticket of their own."""
    chosen = request.GET.get("message", "")
    data = request.POST if request.method == "POST" else None
    form = SplitForm(data, ticket=ticket, person=person_of(request), chosen=chosen)
    if form.is_valid():
        keys, subject = [int(key) for key in form.cleaned_data["messages"]], form.cleaned_data["subject"]
        made = answers.attempt(
            form, lambda: split(actor=actor_of(request), ticket=ticket, messages=keys, subject=subject)
        )
        if made:
            return answers.done(request, made[0], _("This is the new ticket."), made[1])
    return answers.form_page(request, ticket, form, _("Split off into a ticket of its own"), _("Split"))


def merge_into(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """This ticket's conversation joins another's."""
    meant = {"number": request.GET.get("number", "")}
    form = OtherTicketForm(request.POST if request.method == "POST" else None, initial=meant)
    if form.is_valid():
        number = form.cleaned_data["number"]
        joined = answers.attempt(
            form,
            lambda: merge(actor=actor_of(request), ticket=ticket, into=obtain(person_of(request), number)),
        )
        if joined:
            return answers.done(request, joined[0], _("Merged. This is the ticket that stays."), joined[1])
    words = _(
        "All messages of this ticket go to the other one, where its customer will read them too, "
        "and this one is closed. It can be undone."
    )
    more = {"words": words, "candidates": candidates(request, ticket)}
    return answers.form_page(request, ticket, form, _("Merge into another ticket"), _("Merge"), **more)


def candidates(request: HttpRequest, ticket: Ticket) -> list[Ticket]:
    """Tickets one probably means: the same customer's latest ones."""
    rows = (
        visible_to(person_of(request)).filter(requester=ticket.requester_id, **LISTED).exclude(pk=ticket.pk)
    )
    return list(rows.only("subject", "last_message_at").order_by("-last_message_at", "-id")[:CANDIDATES])


def links(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Says that this ticket has to do with another."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        number, kind = form.cleaned_data["number"], form.cleaned_data["kind"]
        linked = answers.attempt(
            form,
            lambda: link(
                actor=actor_of(request), ticket=ticket, other=obtain(person_of(request), number), kind=kind
            ),
        )
        if linked:
            return answers.done(request, linked[0], _("Linked."), linked[1])
    more = {"candidates": candidates(request, ticket)}
    return answers.form_page(request, ticket, form, _("Link with another ticket"), _("Link"), **more)


@require_POST
def remove_link(request: HttpRequest, ticket: Ticket, key: int) -> HttpResponse:
    """Takes a link away, from either of its ends."""
    ends = Q(ticket=ticket) | Q(other=ticket)
    row = get_object_or_404(Link.objects.select_related("ticket", "other").filter(ends), pk=key)
    other = row.other if row.ticket_id == ticket.pk else row.ticket
    obtain(person_of(request), other.pk)
    with one_act() as act:
        unlink(actor=actor_of(request), ticket=row.ticket, other=row.other, kind=row.kind)
    return answers.done(request, ticket, _("Not linked any more."), act)
