"""What other rooms may use of the mail room."""

from opora.mail.doors.advice import advice
from opora.mail.doors.fetching import fetch_all
from opora.mail.doors.http.door import Request as HttpRequest
from opora.mail.doors.http.door import knock
from opora.mail.doors.pipe import receive_from_pipe
from opora.mail.doors.trial import Step, test_connection, test_server
from opora.mail.guessing.guess import Guess
from opora.mail.guessing.guess import guess as guess_mailbox
from opora.mail.health import findings
from opora.mail.keeping.nightly import tidy_mail_folder
from opora.mail.mistyped.suggesting import suggest as suggest_address
from opora.mail.oauth.providers import origin as sign_in_origin
from opora.mail.oauth.signing_in import begin as begin_sign_in
from opora.mail.oauth.signing_in import finish as finish_sign_in
from opora.mail.oauth.tokens import NoToken
from opora.mail.pictures.getting import get_picture
from opora.mail.pictures.places import NotFetched
from opora.mail.pictures.raster import Picture
from opora.mail.pictures.signing import consent_of, is_consent, is_signed, signature_of
from opora.mail.queries import (
    Copy,
    Delivery,
    deliveries_of,
    held_for,
    incoming_of,
    mails_for,
    senders_with_pictures,
    traced,
)
from opora.mail.raw import NotKept
from opora.mail.raw import read as read_raw
from opora.mail.reasons import WORDS as REASONS
from opora.mail.reasons import in_words as reason_in_words
from opora.mail.receiving.receive import receive
from opora.mail.receiving.take_in import take_in, take_in_due
from opora.mail.self_test.result import PROBES
from opora.mail.self_test.words import Said, said
from opora.mail.sending.carrying.deliver import deliver_due
from opora.mail.sending.notifying import will_confirm
from opora.mail.sending.permitting import may_answer_automatically
from opora.mail.sending.servers.numbers import Way, ways
from opora.mail.showing.frame import POLICY as FRAME_POLICY
from opora.mail.showing.frame import framed
from opora.mail.showing.invitations import calendar_of
from opora.mail.showing.pictures import carried, with_carried
from opora.mail.showing.problems import in_words as problem_in_words
from opora.mail.showing.reading import read as read_letter
from opora.mail.showing.remote import MOST as MOST_PICTURES
from opora.mail.showing.remote import RemotePicture, remote_pictures
from opora.mail.signing.keys import record as dkim_record
from opora.mail.signing.keys import record_name as dkim_record_name
from opora.mail.signing.keys import strings as dkim_strings
from opora.mail.signing.published import in_words as dkim_in_words
from opora.mail.signing.published import keep_look, look
from opora.mail.undelivered.noting import flagged, unsettled
from opora.mail.wording.previewing import preview as preview_template
from opora.mail.wording.templates import in_force as changed_templates
from opora.mail.wording.templates import versions as template_versions
from opora.mail.wording.templates import words_of as template_words
from opora.mail.wording.variables import OFFERS as TEMPLATE_OFFERS

__all__ = [
    "FRAME_POLICY",
    "MOST_PICTURES",
    "PROBES",
    "REASONS",
    "TEMPLATE_OFFERS",
    "Copy",
    "Delivery",
    "Guess",
    "HttpRequest",
    "NoToken",
    "NotFetched",
    "NotKept",
    "Picture",
    "RemotePicture",
    "Said",
    "Step",
    "Way",
    "advice",
    "begin_sign_in",
    "calendar_of",
    "carried",
    "changed_templates",
    "consent_of",
    "deliver_due",
    "deliveries_of",
    "dkim_in_words",
    "dkim_record",
    "dkim_record_name",
    "dkim_strings",
    "fetch_all",
    "findings",
    "finish_sign_in",
    "flagged",
    "framed",
    "get_picture",
    "guess_mailbox",
    "held_for",
    "incoming_of",
    "is_consent",
    "is_signed",
    "keep_look",
    "knock",
    "look",
    "mails_for",
    "may_answer_automatically",
    "preview_template",
    "problem_in_words",
    "read_letter",
    "read_raw",
    "reason_in_words",
    "receive",
    "receive_from_pipe",
    "remote_pictures",
    "said",
    "senders_with_pictures",
    "sign_in_origin",
    "signature_of",
    "suggest_address",
    "take_in",
    "take_in_due",
    "template_versions",
    "template_words",
    "test_connection",
    "test_server",
    "tidy_mail_folder",
    "traced",
    "unsettled",
    "ways",
    "will_confirm",
    "with_carried",
]
