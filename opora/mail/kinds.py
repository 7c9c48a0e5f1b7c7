"""What can happen to mail."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from opora.events.public import Kind, Names, Reference, kind


@kind("mail.held")
class MailHeld(Kind):
    """A mail (`incoming`) waits for an agent's decision; `reason` is a code (see `opora.mail.reasons`)."""

    incoming: int
    reason: str

    def sentence(self, names: Names) -> str:
        from opora.mail.reasons import in_words

        return gettext("held a mail for a decision: %(reason)s") % {"reason": in_words(self.reason)}


@kind("mail.decided")
class MailDecided(Kind):
    """An agent decided about a held mail: joined, opened or dismissed (`decision`)."""

    incoming: int
    decision: str
    message: int | None = None

    def sentence(self, names: Names) -> str:
        if self.decision == "joined":
            return gettext("added a held mail to the conversation")
        if self.decision == "opened":
            return gettext("opened a request from a held mail")
        return gettext("set a held mail aside")


@kind("mail.failed")
class MailFailed(Kind):
    """A mail could not be taken in; it is kept and tried again."""

    incoming: int

    def sentence(self, names: Names) -> str:
        return gettext("could not take in a mail; it is kept and tried again")


@kind("mail.raw_purged")
class RawPurged(Kind):
    """The raw source of some old mails (`count`) is not kept any more, as the desk setting says."""

    count: int

    def sentence(self, names: Names) -> str:
        return ngettext(
            "purged the raw source of %(count)d old mail",
            "purged the raw source of %(count)d old mails",
            self.count,
        ) % {"count": self.count}


@kind("mail.not_delivered")
class NotDelivered(Kind):
    """An answer did not reach somebody and will not be tried again by itself. `outgoing` is the mail."""

    outgoing: int
    person: int | None
    reason: str

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)] if self.person else []

    def sentence(self, names: Names) -> str:
        from opora.mail.reasons import in_words

        words = {"person": names.of("person", self.person), "reason": in_words(self.reason)}
        return gettext("could not deliver the answer to %(person)s: %(reason)s") % words


@kind("mail.delayed")
class Delayed(Kind):
    """An answer has been trying to reach somebody for hours, and goes on trying."""

    outgoing: int
    person: int | None
    reason: str

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)] if self.person else []

    def sentence(self, names: Names) -> str:
        from opora.mail.reasons import in_words

        words = {"person": names.of("person", self.person), "reason": in_words(self.reason)}
        return gettext("has not delivered the answer to %(person)s yet: %(reason)s") % words


@kind("mail.sent_again")
class SentAgain(Kind):
    """Somebody had an answer sent once more."""

    outgoing: int
    person: int | None

    def references(self) -> Iterable[Reference]:
        return [("person", self.person)] if self.person else []

    def sentence(self, names: Names) -> str:
        return gettext("sent the answer to %(person)s again") % {"person": names.of("person", self.person)}


@kind("mailbox.signed_in")
class MailboxSignedIn(Kind):
    """A provider gave its permission for a mailbox; `account` is who signed in there, "" when unknown."""

    mailbox: int
    account: str

    def references(self) -> Iterable[Reference]:
        return [("mailbox", self.mailbox)]

    def sentence(self, names: Names) -> str:
        words = {"mailbox": names.of("mailbox", self.mailbox), "account": self.account or "?"}
        return gettext("signed in to the mailbox %(mailbox)s as %(account)s") % words


@kind("mailbox.signed_out")
class MailboxSignedOut(Kind):
    """The provider's permission for a mailbox was forgotten."""

    mailbox: int

    def references(self) -> Iterable[Reference]:
        return [("mailbox", self.mailbox)]

    def sentence(self, names: Names) -> str:
        return gettext("signed out of the mailbox %(mailbox)s") % {
            "mailbox": names.of("mailbox", self.mailbox)
        }


@kind("mailbox.key_made")
class MailboxKeyMade(Kind):
    """A mailbox got an address for mail services, or (`is_new` false) another secret for it; the log knows neither."""

    mailbox: int
    is_new: bool

    def references(self) -> Iterable[Reference]:
        return [("mailbox", self.mailbox)]

    def sentence(self, names: Names) -> str:
        words = {"mailbox": names.of("mailbox", self.mailbox)}
        if self.is_new:
            return gettext("opened an address for mail services to %(mailbox)s") % words
        return gettext("gave the mail services of %(mailbox)s a new secret") % words


@kind("mailbox.key_changed")
class MailboxKeyChanged(Kind):
    """`what` happened to a mailbox's address for mail services: former_ended (its former secret), mailgun (the signing
    key of Mailgun was kept or taken away)."""

    mailbox: int
    what: str

    def references(self) -> Iterable[Reference]:
        return [("mailbox", self.mailbox)]

    def sentence(self, names: Names) -> str:
        words = {"mailbox": names.of("mailbox", self.mailbox)}
        if self.what == "mailgun":
            return gettext("changed Mailgun's signing key at %(mailbox)s") % words
        return gettext("ended the former secret of the mail services of %(mailbox)s") % words


@kind("dkim.created")
class DkimKeyCreated(Kind):
    """A key to sign mail with was made; it signs nothing yet."""

    key: int
    domain: str
    selector: str
    sort: str

    def sentence(self, names: Names) -> str:
        words = {"domain": self.domain, "selector": self.selector}
        return gettext("made the signing key “%(selector)s” for %(domain)s") % words


@kind("dkim.activated")
class DkimKeyActivated(Kind):
    """Mail of a domain is signed with this key from now on."""

    key: int
    domain: str
    selector: str

    def sentence(self, names: Names) -> str:
        words = {"domain": self.domain, "selector": self.selector}
        return gettext("had mail of %(domain)s signed with the key “%(selector)s”") % words


@kind("dkim.retired")
class DkimKeyRetired(Kind):
    """A signing key is over; its private half was thrown away."""

    key: int
    domain: str
    selector: str

    def sentence(self, names: Names) -> str:
        words = {"domain": self.domain, "selector": self.selector}
        return gettext("ended the signing key “%(selector)s” of %(domain)s") % words


@kind("self_test.asked")
class SelfTestAsked(Kind):
    """Somebody had a mailbox's deliverability tested."""

    mailbox: int

    def references(self) -> Iterable[Reference]:
        return [("mailbox", self.mailbox)]

    def sentence(self, names: Names) -> str:
        words = {"mailbox": names.of("mailbox", self.mailbox)}
        return gettext("had the deliverability of %(mailbox)s tested") % words


@kind("self_test.changed")
class SelfTestChanged(Kind):
    """A probe of a mailbox's self-test went from `before` (empty: never tested) to `after`: good, warning or bad."""

    mailbox: int
    probe: str
    before: str
    after: str
    code: str

    def references(self) -> Iterable[Reference]:
        return [("mailbox", self.mailbox)]

    def sentence(self, names: Names) -> str:
        from opora.mail.self_test.words import LABELS, STATES

        words = {
            "mailbox": names.of("mailbox", self.mailbox),
            "probe": LABELS.get(self.probe, self.probe),
            "state": STATES.get(self.after, self.after),
        }
        return gettext("found at the self-test of %(mailbox)s: %(probe)s: %(state)s") % words
