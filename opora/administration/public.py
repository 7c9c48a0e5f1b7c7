"""What the commands may use of the administration."""

from django.urls import reverse

from opora.administration import beginning
from opora.conf.environment import environment


def setup_link() -> str | None:
    """The link that makes the first administrator, whole; None once there is one."""
    if beginning.has_administrator():
        return None
    return environment().url + reverse("administration:set_up", args=[beginning.token()])
