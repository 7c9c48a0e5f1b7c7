"""The verbs that change the desk's set-up. (`examine`, by which the desk looks at itself, is no change of it.)"""

from opora.desk.actions.change_setting import change_setting
from opora.desk.actions.configure import (
    change_brand,
    change_department,
    change_mailbox,
    change_outgoing_server,
    change_sign_in_app,
    change_topic,
    create_brand,
    create_department,
    create_mailbox,
    create_outgoing_server,
    create_sign_in_app,
    create_topic,
)
from opora.desk.actions.grant_access import grant_access
from opora.desk.actions.mute_health import mute_health

__all__ = [
    "change_brand",
    "change_department",
    "change_mailbox",
    "change_outgoing_server",
    "change_setting",
    "change_sign_in_app",
    "change_topic",
    "create_brand",
    "create_department",
    "create_mailbox",
    "create_outgoing_server",
    "create_sign_in_app",
    "create_topic",
    "grant_access",
    "mute_health",
]
