"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def desk(request: HttpRequest) -> dict[str, object]:
    """`demo_mode` and the nonce of this answer's content security policy."""
    return {"demo_mode": settings.DEMO, "csp_nonce": getattr(request, "csp_nonce", "")}
