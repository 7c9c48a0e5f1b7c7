"""The desk as a mail sees it: its addresses and where each leads."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from opora.desk.models import Mailbox
from opora.mail.blocking.matching import BlockList
from opora.mail.parsing.parse import Own
from opora.mail.settings import trusted_servers


@dataclass(frozen=True)
class OwnDesk:
    """All mailboxes by address and whose mail is not wanted, looked up once for many mails."""

    mailboxes: dict[str, Mailbox]
    blocked: BlockList = field(default_factory=BlockList)

    @classmethod
    def look(cls) -> "OwnDesk":
        """As it is set up now; two queries."""
        rows = Mailbox.objects.select_related("department__brand")
        return cls({row.address: row for row in rows}, BlockList.look())

    def mailbox_of(self, addresses: Iterable[str]) -> Mailbox | None:
        """The first active mailbox among the addresses; plus parts are ignored."""
        for address in addresses:
            found = self.mailboxes.get(without_plus(address))
            if found is not None and found.is_active:
                return found
        return None

    def owns(self, address: str) -> bool:
        """Whether the address, with or without a plus part, is one of the desk's."""
        return address.lower() in self.mailboxes or without_plus(address) in self.mailboxes

    def for_parser(self) -> Own:
        """What the parser may know about us."""
        return Own(frozenset(self.mailboxes), trusted_servers())


def without_plus(address: str) -> str:
    """support+abc@example.com → support@example.com, in lower case."""
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
