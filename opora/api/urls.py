"""Addresses under /api/v1/."""

from django.urls import URLPattern, path, re_path

from opora.api import mail_door, reference
from opora.api.application import api
from opora.api.protocol import problems
from opora.api.protocol.door import answered

resources, _app, _namespace = api.urls
for pattern in resources:
    if isinstance(pattern, URLPattern):
        pattern.callback = answered(pattern.callback)

urlpatterns = [
    path("openapi.json", answered(reference.description), name="api_description"),
    path("docs", reference.page, name="api_docs"),
    path("mail/incoming/<str:key>", mail_door.incoming, name="mail_door"),
    path(
        "mail/incoming/<str:key>/mailgun/mime",
        mail_door.incoming,
        {"way": "mailgun"},
        name="mail_door_mailgun",
    ),
    path(
        "mail/incoming/<str:key>/postmark", mail_door.incoming, {"way": "postmark"}, name="mail_door_postmark"
    ),
    path(
        "mail/incoming/<str:key>/sendgrid", mail_door.incoming, {"way": "sendgrid"}, name="mail_door_sendgrid"
    ),
    path("", (resources, "ninja", "api")),
    re_path("", answered(problems.unknown_address)),
]
