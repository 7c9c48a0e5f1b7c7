"""Topics and the questions of their forms."""

from typing import Any

from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from opora.administration.answers import attempt, form_page, page, saved
from opora.administration.doors import actor_of, administrators
from opora.administration.forms.desk import QuestionFormSet, TopicForm, as_definitions, as_rows
from opora.desk.actions import change_topic, create_topic
from opora.desk.models import Topic


@administrators
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All topics."""
    rows = Topic.objects.select_related("department")
    return page(request, "topics", {"rows": rows, "title": _("Topics")})


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Makes a topic; its questions can be written at once."""
    return _form(request, None)


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a topic and its questions."""
    return _form(request, get_object_or_404(Topic, pk=pk))


def _form(request: HttpRequest, row: Topic | None) -> HttpResponse:
    form = TopicForm(request.POST or None, row=row)
    known = row.fields if row else []
    questions = QuestionFormSet(request.POST or None, initial=as_rows(known), prefix="questions")
    if form.is_valid() and questions.is_valid():
        kept = attempt(form, lambda: _save(request, row, form, questions))
        if kept is not None:
            more = "more" in request.POST
            return (
                saved(request, _("Saved."), "topic", kept.pk)
                if more
                else saved(request, _("Saved."), "topics")
            )
    title = row.called if row else _("A new topic")
    return form_page(request, form, title, "topic", questions=questions, back="topics")


def _save(request: HttpRequest, row: Topic | None, form: TopicForm, questions: "BaseFormSet[Any]") -> Topic:
    definitions = as_definitions(questions.cleaned_data, row.fields if row else [])
    values = {**form.values(), "fields": definitions}
    if row is None:
        return create_topic(actor=actor_of(request), **values)
    return change_topic(actor=actor_of(request), topic=row, **values)
