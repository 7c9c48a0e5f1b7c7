"""Tables of the desk's set-up."""

from opora.desk.models.access import Access, Level
from opora.desk.models.brand import Brand
from opora.desk.models.department import Department
from opora.desk.models.health import HealthCard, HealthMute, Heartbeat
from opora.desk.models.mailbox import AfterFetch, FirstVisit, Incoming, Mailbox, Security, SignIn
from opora.desk.models.outgoing_server import OutgoingServer, OutSecurity, OutSignIn, Trust
from opora.desk.models.setting import SettingValue
from opora.desk.models.sign_in_app import Provider, SignInApp
from opora.desk.models.topic import Priority, TicketType, Topic

__all__ = [
    "Access",
    "AfterFetch",
    "Brand",
    "Department",
    "FirstVisit",
    "HealthCard",
    "HealthMute",
    "Heartbeat",
    "Incoming",
    "Level",
    "Mailbox",
    "OutSecurity",
    "OutSignIn",
    "OutgoingServer",
    "Priority",
    "Provider",
    "Security",
    "SettingValue",
    "SignIn",
    "SignInApp",
    "TicketType",
    "Topic",
    "Trust",
]
