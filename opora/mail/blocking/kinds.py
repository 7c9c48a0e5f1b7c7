"""What can happen to the block list."""

from django.utils.translation import gettext

from opora.events.public import Kind, Names, kind
from opora.people.public import Actor


@kind("mail.block_rule_added")
class BlockRuleAdded(Kind):
    """Mail that this rule meets is held or set aside (`action`) from now on. `sort`: sender, domain, subject."""

    rule: int
    sort: str
    value: str
    action: str
    note: str = ""

    def sentence(self, names: Names) -> str:
        return gettext("blocked mail: %(value)s") % {"value": self.value}

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.mail.actions import remove_block_rule
        from opora.mail.models import BlockRule
        from opora.tickets.models import Ticket

        rule = BlockRule.objects.filter(sort=self.sort, value=self.value).first()
        if rule is not None:
            remove_block_rule(actor=actor, rule=rule, ticket=Ticket.objects.filter(pk=ticket).first())


@kind("mail.block_rule_removed")
class BlockRuleRemoved(Kind):
    """The rule is gone; the values are those that it had."""

    rule: int
    sort: str
    value: str
    action: str
    note: str = ""

    def sentence(self, names: Names) -> str:
        return gettext("no longer blocks mail: %(value)s") % {"value": self.value}

    def undo(self, ticket: int, actor: Actor) -> None:
        from opora.mail.actions import add_block_rule
        from opora.tickets.models import Ticket

        add_block_rule(
            actor=actor,
            sort=self.sort,
            value=self.value,
            action=self.action,
            note=self.note,
            ticket=Ticket.objects.filter(pk=ticket).first(),
        )
