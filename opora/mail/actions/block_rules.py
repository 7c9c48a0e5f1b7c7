"""The verbs of the block list: not to want somebody's mail any more, and to want it again."""

from django.utils.translation import gettext_lazy as _

from opora.desk.public import own_addresses
from opora.events.public import Cause, clock, one_act, record
from opora.mail.blocking.kinds import BlockRuleAdded, BlockRuleRemoved
from opora.mail.blocking.matching import tidy_words
from opora.mail.checking.domains import is_public_suffix
from opora.mail.models import BlockAction, BlockRule, BlockSort
from opora.people.public import Actor, Refusal, addresses, by_email, one_line
from opora.tickets.models import Ticket
from opora.tickets.public import obtain

SHORTEST_WORDS, LONGEST = 4, 254


@one_act()
def add_block_rule(
    *,
    actor: Actor,
    sort: str,
    value: str,
    action: str = BlockAction.SET_ASIDE,
    note: str = "",
    ticket: Ticket | None = None,
    because: Cause | None = None,
) -> BlockRule:
    """From now on mail from this address or domain, or with these words in its subject, is held or set aside.

    Nothing is refused or deleted: it stays under Mail. Any member of staff may block an address; domains and subjects,
    which meet many, are the supervisors'. `ticket`: where it was decided, so that it can be undone there. Refuses
    addresses of the desk and of colleagues. A rule that is there already is given back.
    """
    actor.require_staff()
    actor.require_scope("write")
    if sort not in BlockSort.values:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "sort")
    if action not in BlockAction.values:
        raise Refusal("bad_choice", _("Choose one of the values offered."), "action")
    if sort != BlockSort.SENDER:
        actor.require_supervisor()
    if ticket is not None:
        obtain(actor, ticket.pk, "change")
    wanted = _tidy(sort, value)
    known = BlockRule.objects.select_for_update().filter(sort=sort, value=wanted).first()
    if known is not None:
        return known
    person = actor.person
    rule = BlockRule.objects.create(
        sort=sort,
        value=wanted,
        action=action,
        note=one_line(note, 200),
        added_by=person,
        added_at=clock.now(),
    )
    happening = BlockRuleAdded(rule.pk, sort, wanted, action, rule.note)
    record(happening, actor=actor, ticket=ticket.pk if ticket else None, because=because)
    return rule


@one_act()
def remove_block_rule(
    *, actor: Actor, rule: BlockRule, ticket: Ticket | None = None, because: Cause | None = None
) -> None:
    """The rule is gone; mails that met it stay where they are and can be taken in again one by one.

    For supervisors, and for whoever added it. A rule that is gone already: nothing happens.
    """
    actor.require_staff()
    actor.require_scope("write")
    row = BlockRule.objects.select_for_update().filter(pk=rule.pk).first()
    if row is None:
        return
    if actor.person is None or row.added_by_id != actor.person.pk:
        actor.require_supervisor()
    happening = BlockRuleRemoved(row.pk, row.sort, row.value, row.action, row.note)
    row.delete()
    record(happening, actor=actor, ticket=ticket.pk if ticket else None, because=because)


def _tidy(sort: str, value: str) -> str:
    """As mails are compared with it. Refuses what would meet the desk itself, or nearly everybody."""
    if sort == BlockSort.SUBJECT:
        words = tidy_words(one_line(value, LONGEST))
        if len(words) < SHORTEST_WORDS:
            raise Refusal(
                "too_short", _("These words are in too many subjects. Write more of them."), "value"
            )
        return words
    own = own_addresses()
    if sort == BlockSort.SENDER:
        address = addresses.email(value)
        person = by_email(address)
        if address in own or (person is not None and person.is_staff):
            raise Refusal("own", _("This is an address of the desk or of a colleague."), "value")
        return address
    domain = addresses.domain(value)
    if is_public_suffix(domain):
        raise Refusal(
            "too_wide", _("Too many people have their addresses there. Write a longer domain."), "value"
        )
    if any(one.endswith((f"@{domain}", f".{domain}")) for one in own):
        raise Refusal("own", _("This is the desk's own domain."), "value")
    return domain
