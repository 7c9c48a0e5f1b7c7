"""The mail corpus (MAIL_CORPUS, or shared/mail-corpus beside the repository): every mail, every key it has an answer for."""

from __future__ import annotations

import json

import pytest

from bench._corpus import Mail, folder, mails, wrong
from opora.mail.parsing.contract import as_contract
from opora.mail.parsing.parse import parse

CORPUS = folder()
MAILS = mails(CORPUS)
pytestmark = pytest.mark.skipif(not MAILS, reason="no mail corpus here")

# (file, key): why we read it otherwise, on purpose or for want of knowledge.
KNOWN = {
    (
        "attachments/mikel-attachment_pdf_non_ascii.eml",
        "text_contains",
    ): "valid UTF-8 under a Latin label is read as UTF-8",
    ("attachments/mikel-attachment_pdf_non_ascii_lf.eml", "text_contains"): "the same",
    (
        "attachments/zammad-mail042.eml",
        "attachments",
    ): "the PGP version part is listed, as other mails of the corpus want it",
    (
        "attachments/rt-notes-uuencoded.eml",
        "attachments",
    ): "the picture that stands uuencoded in the text is taken out; the index was read by a library that knows none",
    ("bounces/sisimai-issue-106-01.eml", "recipients"): "an address in raw UTF-8 is kept as UTF-8",
    ("bounces/sisimai-issue-106-02.eml", "recipients"): "an encoded word as an address is decoded",
    (
        "bounces/sisimai-lhost-apachejames-01.eml",
        "recipients",
    ): "the report names another number than the index",
    ("bounces/sisimai-lhost-exim-52.eml", "recipients"): "two addresses run together: the first is taken",
    (
        "bounces/sisimai-lhost-messagingserver-02.eml",
        "recipients",
    ): "the source route before the address is left out",
    (
        "bounces/sisimai-lhost-sendmail-14.eml",
        "is_bounce",
    ): "a person forwards a report: that is a person's mail",
    ("bounces/sisimai-lhost-sendmail-14.eml", "is_auto"): "the same",
    ("bounces/sisimai-lhost-sendmail-14.eml", "recipients"): "the same",
    ("bounces/sisimai-make-test-36.eml", "is_bounce"): "a person forwards a report",
    ("bounces/sisimai-make-test-36.eml", "is_auto"): "the same",
    ("bounces/sisimai-make-test-36.eml", "recipients"): "the same",
    (
        "bounces/sisimai-lhost-sendmail-38.eml",
        "recipients",
    ): "one address of the index stands only in the text of the returned mail",
    (
        "bounces/zammad-mail033-undelivered-mail-returned-to-sender.eml",
        "from_name",
    ): "a (comment) is no name, as other mails of the corpus want it",
    ("bounces/zammad-mail052.eml", "from_name"): "the same",
    ("bounces/zammad-mail063.eml", "from_name"): "the same",
    ("charsets/zammad-mail017.eml", "text_contains"): "the text wanted is the HTML's; its plain part says "
    "something else",
    ("hostile/zammad-mail076.eml", "from_name"): "no address and no name can be told apart in it",
    (
        "replies/talon-sig-short_url.eml",
        "visible_reply",
    ): "a farewell and a first name stay, as other mails of the corpus want it",
    ("replies/talon-sig-short_url.eml", "signature"): "the same",
}


@pytest.mark.parametrize("mail", MAILS, ids=[mail["file"] for mail in MAILS])
def test_mail(mail: Mail) -> None:
    assert CORPUS is not None
    parsed = parse((CORPUS / mail["file"]).read_bytes())
    contract = json.dumps(as_contract(parsed, mail["file"]), ensure_ascii=False)
    assert "\\u0000" not in contract and not any(
        "could not be read (" in problem for problem in parsed.problems
    )
    assert wrong(mail, parsed) == {key for file, key in KNOWN if file == mail["file"]}
