"""The API put together."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError, ValidationError

from opora.api import (
    access,
    acts,
    attachments,
    block_rules,
    brands,
    collaborators,
    departments,
    dkim_keys,
    events,
    health,
    incoming,
    mailboxes,
    messages,
    organizations,
    outgoing,
    outgoing_servers,
    people,
    picture_senders,
    ratings,
    saved_searches,
    search,
    self_tests,
    settings,
    sign_in_apps,
    templates,
    tickets,
    tokens,
    topics,
    views,
)
from opora.api.protocol import problems
from opora.api.protocol.describing import DescribedAPI
from opora.api.protocol.door import Session, Token
from opora.api.protocol.reading import ReadableJSON, StrictParser
from opora.people.public import Refusal
from opora.search.public import Unclear

RESOURCES = (
    tickets, search, messages, events, collaborators, acts, attachments, views, people, organizations,
    departments, access, topics, brands, mailboxes, outgoing_servers,
    dkim_keys, self_tests, sign_in_apps, incoming, block_rules, picture_senders, outgoing, ratings, templates, settings,
    health, saved_searches, tokens,
)  # fmt: skip

api = DescribedAPI(
    title="Opora",
    version="1",
    description="Everything the interface can do, for programs. Start at /api/v1/docs.",
    openapi_url=None,
    docs_url=None,
    auth=[Token(), Session()],
    parser=StrictParser(),
    renderer=ReadableJSON(),
    urls_namespace="api",
)
for resource in RESOURCES:
    api.add_router("", resource.router)

ANSWERS: dict[type[Exception], Any] = {
    Unclear: problems.of_unclear,
    Refusal: problems.of_refusal,
    AuthenticationError: problems.of_missing_token,
    ValidationError: problems.of_bad_values,
    HttpError: problems.of_http_error,
    RequestDataTooBig: problems.of_too_large,
    UnreadablePostError: problems.of_cut_off,
    MultiPartParserError: problems.of_cut_off,
    TooManyFieldsSent: problems.of_cut_off,
    TooManyFilesSent: problems.of_cut_off,
    OperationalError: problems.of_busy_database,
    Exception: problems.of_failure,
}
for sort, answer in ANSWERS.items():
    api.add_exception_handler(sort, answer)
