"""The desk's settings, and its look."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from opora.administration.answers import done, form_page, saved
from opora.administration.doors import actor_of, administrators
from opora.administration.forms.desk import BrandForm
from opora.administration.forms.settings import SettingsForm
from opora.desk.actions import change_brand, create_brand
from opora.desk.models import Brand
from opora.desk.public import default_brand


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """All declared settings."""
    form = SettingsForm(request.POST or None)
    if form.is_valid() and done(form, lambda: form.save(actor_of(request))):
        return saved(request, _("Saved."), "settings")
    return form_page(request, form, _("Settings"))


@administrators
@require_http_methods(["GET", "HEAD", "POST"])
def brand(request: HttpRequest) -> HttpResponse:
    """The name and colour that customers see."""
    row = default_brand()
    form = BrandForm(request.POST or None, row=row)
    if form.is_valid() and done(form, lambda: _save(request, row, form)):
        return saved(request, _("Saved."), "brand")
    return form_page(request, form, _("Look"), "named_form")


def _save(request: HttpRequest, row: Brand | None, form: BrandForm) -> Brand:
    if row is None:
        return create_brand(actor=actor_of(request), **form.values())
    return change_brand(actor=actor_of(request), brand=row, **form.values())
