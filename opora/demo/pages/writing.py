"""Writing a letter and answering one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from opora.demo import mailboxes
from opora.demo.forms.letter import LetterForm
from opora.demo.models import Folder, Letter
from opora.demo.pages.letters import frame
from opora.demo.reading import Reading
from opora.demo.writing import Draft, File, NotSent, quoted, reply_subject, send


def write(request: HttpRequest, address: str, key: int | None = None) -> HttpResponse:
    """`…/write/` and `…/letters/7/answer/`: a form like a mail program's, sent by real SMTP."""
    answered = get_object_or_404(Letter, owner=address.lower(), pk=key) if key else None
    reading = Reading(bytes(answered.raw)) if answered else None
    context = frame(request, address, answered)
    to = _to(answered, reading)
    if request.method == "POST":
        form = LetterForm(request.POST, request.FILES, to=to)
        if form.is_valid() and _sent(form, context, reading):
            messages.success(request, _("Sent. In the workspace it arrives in a moment."))
            return redirect("demo:box", address)
    else:
        form = LetterForm(initial=_initial(reading, to, str(context["owner"])), to=to)
    form.fields["text" if answered else "subject"].widget.attrs["autofocus"] = True
    context |= {"form": form, "answered": answered}
    return render(request, "demo/write.html", context, status=422 if form.errors else 200)


def _to(answered: Letter | None, reading: Reading | None) -> str:
    if answered is None or reading is None:
        return ""
    return reading.header("To") if answered.folder == Folder.SENT else reading.answer_to


def _initial(reading: Reading | None, to: str, owner: str) -> dict[str, Any]:
    if reading is None:
        return {}
    language = mailboxes.language_of(owner) or (translation.get_language() or "en")[:2]
    return {"to": to, "subject": reply_subject(reading.header("Subject")), "text": quoted(reading, language)}


def _sent(form: LetterForm, context: dict[str, object], answers: Reading | None) -> bool:
    data, upload = form.cleaned_data, form.cleaned_data.get("file")
    files = (File(upload.name, upload.content_type or "", upload.read()),) if upload else ()
    draft = Draft(
        owner=str(context["owner"]),
        name=str(context["name"]),
        to=data["to"],
        subject=data["subject"],
        text=data["text"].strip("\r\n"),
        charset=data["charset"],
        files=files,
        answers=answers,
    )
    try:
        send(draft)
    except NotSent as failure:
        form.add_error(None, str(failure))
        return False
    return True
