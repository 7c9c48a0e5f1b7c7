"""Security headers that every page carries."""

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; media-src 'self'; manifest-src 'self'; "
    "form-action 'self'{forms}; base-uri 'none'; frame-ancestors 'self'"
)


class ContentSecurityPolicy:
    """Puts a strict policy on every answer that does not bring its own; `request.csp_nonce` is for the import map.

    A page with a form that leads elsewhere (signing in at a mail provider) names that origin in `request.csp_forms`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        nonce = secrets.token_urlsafe(12)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self._policy(request, nonce))
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    @staticmethod
    def _policy(request: HttpRequest, nonce: str) -> str:
        forms = getattr(request, "csp_forms", "")
        is_origin = re.fullmatch(r"https?://[a-z0-9.:\[\]-]+", forms)
        return POLICY.format(nonce=nonce, forms=f" {forms}" if is_origin else "")
