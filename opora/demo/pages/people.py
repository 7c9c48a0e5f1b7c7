"""Choosing whom to play."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from opora.demo import library
from opora.demo.forms.letter import Stranger
from opora.demo.models import Letter

NAMES = "demo_names"


def people(request: HttpRequest) -> HttpResponse:
    """`/demo/mail/`: customers by language, mailboxes that hold letters, and a form for anybody else."""
    form = Stranger(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        request.session[NAMES] = {**request.session.get(NAMES, {}), address: form.cleaned_data["name"]}
        return redirect("demo:write", address)
    counts = Letter.objects.values("owner").annotate(
        all=Count("id"), unread=Count("id", filter=Q(is_read=False))
    )
    letters = {row["owner"]: row for row in counts}
    groups = [(language, _customers(language)) for language in library.LANGUAGES]
    known = {one.address for _language, members in groups for one in members}
    strangers = [row for owner, row in sorted(letters.items()) if owner not in known]
    context = {
        "form": form,
        "groups": groups,
        "letters": letters,
        "strangers": strangers,
    }
    return render(request, "demo/people.html", context, status=200 if not form.errors else 422)


def _customers(language: str) -> list[library.Customer]:
    return [one for one in library.customers() if one.language == language]
