"""/desk/tickets/4711/messages/12/original/: the mail's own HTML, for its frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from opora.tickets.models import Ticket
from opora.tickets.public import messages_for
from opora.workspace.doors import person_of
from opora.workspace.pages.files import guarded
from opora.workspace.timeline import body_html

PAPER = (
    '<!doctype html><html><head><meta charset="utf-8"><base target="_blank"><style>'
    "body{margin:0;padding:.75rem;font:14px/1.5 system-ui,sans-serif;color:#17171c;background:#fff}"
    "body{overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}"
    "blockquote{margin-left:0;padding-left:.75rem;border-left:2px solid #ddd}"
    "</style></head><body>"
)


def original(request: HttpRequest, ticket: Ticket, key: int) -> HttpResponse:
    """The sanitised HTML on white paper, under a policy that allows nothing but our own pictures."""
    message = get_object_or_404(
        messages_for(person_of(request), ticket).prefetch_related("attachments"), pk=key
    )
    response = HttpResponse(
        PAPER + str(body_html(message, list(message.attachments.all()))) + "</body></html>"
    )
    guarded(response)
    policy = response.headers["Content-Security-Policy"].replace("sandbox", "")
    sandbox = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'"
    response.headers["Content-Security-Policy"] = policy + sandbox
    return response
