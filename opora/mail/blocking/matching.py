"""The desk's block list as a mail meets it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F

from opora.events.public import clock
from opora.mail.models import BlockRule, BlockSort


@dataclass(frozen=True)
class BlockList:
    """All rules, looked up once for many mails."""

    by_sender: dict[str, BlockRule] = field(default_factory=dict)
    by_domain: dict[str, BlockRule] = field(default_factory=dict)
    by_subject: tuple[BlockRule, ...] = ()

    @classmethod
    def look(cls) -> "BlockList":
        """As it is now; one query."""
        rules = list(BlockRule.objects.all())
        return cls(
            {rule.value: rule for rule in _of(rules, BlockSort.SENDER)},
            {rule.value: rule for rule in _of(rules, BlockSort.DOMAIN)},
            tuple(_of(rules, BlockSort.SUBJECT)),
        )

    def match(self, sender: str, subject: str) -> BlockRule | None:
        """The rule that a mail meets: its address first, then its domain or one above, then its subject."""
        labels = sender.rpartition("@")[2].split(".")
        above = [".".join(labels[at:]) for at in range(len(labels))][:20]
        words = tidy_words(subject)
        return (
            self.by_sender.get(sender)
            or next((self.by_domain[domain] for domain in above if domain in self.by_domain), None)
            or next((rule for rule in self.by_subject if rule.value in words), None)
        )


def note_hit(rule: BlockRule) -> None:
    """Counts that the rule was of use; inside the transaction of the mail."""
    BlockRule.objects.filter(pk=rule.pk).update(hits=F("hits") + 1, last_hit_at=clock.now())


def tidy_words(text: str) -> str:
    """Words of a subject as they are compared: small letters, single spaces."""
    return " ".join(text.casefold().split())


def _of(rules: Iterable[BlockRule], sort: str) -> list[BlockRule]:
    return [rule for rule in rules if rule.sort == sort]
