"""Where mail services hand over raw mails. No session, no token: each request is signed or carries the secret."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from opora.api.protocol import problems
from opora.mail.public import HttpRequest as Knock
from opora.mail.public import knock


@csrf_exempt
def incoming(request: HttpRequest, key: str, way: str = "http") -> HttpResponse:
    """Takes one mail over; 200 means that it is kept for good. See docs/mail-services.md."""
    if request.method != "POST":
        return problems.wrong_method("POST")
    told = {name.lower(): value for name, value in request.headers.items()}
    length = told.get("content-length", "")
    asked = Knock(key, way, told, request, int(length) if length.isdigit() else None, _computer(request))
    answer = knock(asked)
    if answer.incoming is None:
        response = problems.answer(answer.status, answer.code, answer.words)
    else:
        response = JsonResponse({"id": answer.incoming.pk, "state": answer.incoming.state})
    for name, value in {"Cache-Control": "no-store", **answer.headers}.items():
        response.headers[name] = value
    return response


def _computer(request: HttpRequest) -> str:
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return "unknown"
