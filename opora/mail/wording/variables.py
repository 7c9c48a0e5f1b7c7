"""What may stand in each template: the variables, what they mean, and what a template can't do without."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opora.desk.public import substitution
from opora.mail.models import Purpose

Sort = substitution.Sort


@dataclass(frozen=True)
class Variable:
    """One variable: its name in templates, what it takes, and what it is in words."""

    name: str
    sort: Sort
    words: str | Promise


@dataclass(frozen=True)
class Offer:
    """What a template of one purpose may say. `needed`: without these it would be of no use."""

    words: str | Promise
    about: str | Promise
    variables: tuple[Variable, ...]
    needed: tuple[str, ...] = ()
    has_subject: bool = True

    @property
    def offered(self) -> dict[str, Sort]:
        """The variables as the reader of patterns wants them."""
        return {variable.name: variable.sort for variable in self.variables}


COMMON = (
    Variable("subject", Sort.TEXT, _("the subject as an answer has it: “Re: …”")),
    Variable("ticket.number", Sort.TEXT, _("the request's number")),
    Variable("ticket.subject", Sort.TEXT, _("the request's subject")),
    Variable("customer.name", Sort.TEXT, _("the customer's name; empty when it is not known")),
    Variable("customer.address", Sort.TEXT, _("the address this mail goes to")),
    Variable("department.name", Sort.TEXT, _("the department's name in this language")),
    Variable("brand.name", Sort.TEXT, _("the brand's name in this language")),
    Variable("link", Sort.ADDRESS, _("the customer's own link to the request")),
    Variable("signature", Sort.HTML, _("the department's signature in this language")),
)
AGENT = Variable("agent.name", Sort.TEXT, _("the agent who answered last"))
QUOTE = Variable("quote", Sort.HTML, _("what the customer wrote, quoted"))
UNSUBSCRIBE = Variable(
    "unsubscribe", Sort.ADDRESS, _("where the customer switches such notices off; empty for those who can't")
)
OFFERS: dict[str, Offer] = {
    Purpose.CONFIRMATION: Offer(
        _("Confirmation"),
        _("Goes out at once when somebody has written to us for the first time about something."),
        (
            *COMMON,
            Variable(
                "hours", Sort.TEXT, _("the usual time to answer in words (a setting); empty when not set")
            ),
            QUOTE,
        ),
    ),
    Purpose.ANSWER: Offer(
        _("Answer"),
        _("The frame around what an agent writes. The subject stays the customer's."),
        (*COMMON, AGENT, Variable("message", Sort.HTML, _("what the agent wrote")), QUOTE),
        needed=("message",),
        has_subject=False,
    ),
    Purpose.SOLVED: Offer(
        _("Solved"),
        _("Tells the customer that we think it is solved, where the department wants that."),
        (*COMMON, AGENT, UNSUBSCRIBE),
    ),
    Purpose.SURVEY: Offer(
        _("How it went"),
        _("Asks for a rating some time after it was solved, where the department wants that."),
        (
            *COMMON,
            AGENT,
            Variable("rate.good", Sort.ADDRESS, _("the link that says: good")),
            Variable("rate.bad", Sort.ADDRESS, _("the link that says: not good")),
            UNSUBSCRIBE,
        ),
        needed=("rate.good", "rate.bad"),
    ),
    Purpose.TOO_LARGE: Offer(
        _("File too large"),
        _("Tells the customer which files of their mail we could not take."),
        (
            *COMMON,
            Variable("files", Sort.HTML, _("the names of the files, as a list")),
            Variable("megabytes", Sort.TEXT, _("the largest file that we take")),
        ),
        needed=("files",),
    ),
}
SIGNATURE = {
    variable.name: variable.sort
    for variable in (*COMMON, AGENT)
    if variable.name not in {"subject", "signature"}
}
