"""The words of the desk's mails: what is changed, the editor with its preview, the versions before."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from opora.administration.answers import attempt, blame, done, form_page, page, saved
from opora.administration.doors import actor_of, administrators, person_of
from opora.administration.forms.mail_template import TemplateForm
from opora.desk.models import Brand
from opora.mail.actions import change_template, reset_template, restore_template, send_trial
from opora.mail.models import TemplateVersion
from opora.mail.public import (
    TEMPLATE_OFFERS,
    changed_templates,
    preview_template,
    template_versions,
    template_words,
)
from opora.people.public import Refusal

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# The preview is a page without any rights; what it frames are the mail's own inline styles.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)


@administrators
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """All of them: by purpose, brand and language, and whether somebody has changed them."""
    changed, brands = changed_templates(), list(Brand.objects.order_by("-is_default", "id"))
    places: list[Brand | None] = [
        None,
        *(brands if len(brands) > 1 or any(key[2] for key in changed) else []),
    ]
    rows = [
        {
            "words": offer.words,
            "about": offer.about,
            "places": [{"brand": brand, "cells": _cells(purpose, brand, changed)} for brand in places],
        }
        for purpose, offer in TEMPLATE_OFFERS.items()
    ]
    names = [get_language_info(code)["name_local"].capitalize() for code in LANGUAGES]
    return page(request, "mail/templates", {"rows": rows, "languages": names, "title": _("Mail templates")})


def _cells(
    purpose: str, brand: Brand | None, changed: Mapping[Any, TemplateVersion]
) -> list[dict[str, object]]:
    key = brand.pk if brand else None
    return [
        {"url": _url("template", purpose, code, brand), "version": changed.get((purpose, code, key))}
        for code in LANGUAGES
    ]


def _url(name: str, purpose: str, language: str, brand: Brand | None) -> str:
    place = reverse(f"administration:{name}", args=[purpose, language])
    return f"{place}?brand={brand.pk}" if brand else place


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, purpose: str, language: str) -> HttpResponse:
    """The editor: saves, puts the built-in words back, or sends a trial to whoever edits."""
    brand = _place(request, purpose, language)
    form = _form(request, purpose, language, brand)
    where: dict[str, Any] = {
        "actor": actor_of(request), "purpose": purpose, "language": language, "brand": brand,
    }  # fmt: skip
    if "reset" in request.POST:
        reset_template(**where)
        return saved(request, _("The built-in words are in force again."), "templates")
    if form.is_valid():
        if "trial" in request.POST:
            if attempt(form, lambda: send_trial(**{**where, **form.words()}, ticket=form.about())):
                form.sent = True  # type: ignore[attr-defined]
        elif done(form, lambda: change_template(**{**where, **form.words()})):
            return saved(request, _("Saved. Mails say it from now on."), "templates")
    return _editor(request, form, purpose, language, brand)


@administrators
@require_POST
def restore(request: HttpRequest, purpose: str, language: str) -> HttpResponse:
    """Puts an earlier version in force again."""
    brand = _place(request, purpose, language)
    given = request.POST.get("version", "")
    rows = TemplateVersion.objects.filter(purpose=purpose, language=language, brand=brand)
    version = get_object_or_404(rows, pk=int(given) if given.isdecimal() and len(given) < 19 else 0)
    try:
        restore_template(actor=actor_of(request), version=version)
    except Refusal as refusal:
        form = _form(request, purpose, language, brand, bound=False)
        form.cleaned_data = {}
        blame(form, refusal)
        return _editor(request, form, purpose, language, brand)
    return redirect(_url("template", purpose, language, brand))


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, purpose: str, language: str) -> HttpResponse:
    """How the mail would look with what stands in the editor: subject, HTML in a sandbox, plain text."""
    brand = _place(request, purpose, language)
    form = _form(request, purpose, language, brand)
    words = dict(
        zip(("subject", "html"), template_words(purpose, brand.pk if brand else None, language), strict=True)
    )
    context: dict[str, object] = {"width": "wide"}
    try:
        if form.is_valid():
            context["width"] = form.cleaned_data["width"] or "wide"
            words = form.words()
        elif form.is_bound:
            raise Refusal(
                "bad_value", " ".join(str(line) for lines in form.errors.values() for line in lines)
            )
        made = preview_template(
            purpose,
            language,
            words["subject"],
            words["html"],
            brand=brand,
            ticket=form.about() if form.is_bound else None,
        )
        context["mail"] = made
    except Refusal as refusal:
        context["problem"] = refusal.message
    response = render(request, "administration/mail/preview.html", context)
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _place(request: HttpRequest, purpose: str, language: str) -> Brand | None:
    if purpose not in TEMPLATE_OFFERS or language not in LANGUAGES:
        raise Http404
    given = request.GET.get("brand", "")
    if not given:
        return None
    return get_object_or_404(Brand, pk=int(given) if given.isdecimal() and len(given) < 19 else 0)


def _form(
    request: HttpRequest, purpose: str, language: str, brand: Brand | None, *, bound: bool = True
) -> TemplateForm:
    subject, html = template_words(purpose, brand.pk if brand else None, language)
    data = request.POST if bound and request.method == "POST" else None
    return TemplateForm(
        data,
        initial={"subject": subject, "html": html},
        person=person_of(request),
        has_subject=TEMPLATE_OFFERS[purpose].has_subject,
    )


def _editor(
    request: HttpRequest, form: TemplateForm, purpose: str, language: str, brand: Brand | None
) -> HttpResponse:
    offer, versions = (
        TEMPLATE_OFFERS[purpose],
        template_versions(purpose, brand.pk if brand else None, language),
    )
    title = f"{offer.words}, {get_language_info(language)['name_local']}"
    context = {
        "offer": offer,
        "about_brand": brand,
        "versions": versions,
        "is_changed": bool(versions) and not versions[0].is_built_in,
        "preview_url": _url("template_preview", purpose, language, brand),
        "restore_url": _url("template_restore", purpose, language, brand),
        "sent": getattr(form, "sent", False),
        "address": person_of(request).email,
    }
    return form_page(request, form, title, "mail/template", back="templates", **context)
