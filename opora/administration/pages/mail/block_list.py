"""The block list: whose mail nobody wants to see."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from opora.administration.answers import attempt, form_page, saved
from opora.administration.doors import actor_of, administrators, supervisors_look
from opora.mail.actions import add_block_rule, remove_block_rule
from opora.mail.models import BlockAction, BlockRule, BlockSort

SHOWN = 500


class BlockRuleForm(forms.Form):
    """A rule to add."""

    sort = forms.ChoiceField(label=_("What is blocked"), choices=BlockSort.choices)
    value = forms.CharField(label=_("Address, domain or words"), max_length=254)
    action = forms.ChoiceField(
        label=_("Such mail is"), choices=BlockAction.choices, initial=BlockAction.SET_ASIDE
    )
    note = forms.CharField(label=_("Why"), max_length=200, required=False)


@supervisors_look
@require_http_methods(["GET", "HEAD", "POST"])
def block_list(request: HttpRequest) -> HttpResponse:
    """All rules, the latest first; and one to add."""
    form = BlockRuleForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: _add(request, form)) is not None:
        return saved(request, _("Added. Such mail is kept, and nobody has to see it."), "block_list")
    rows = BlockRule.objects.select_related("added_by").order_by("-id")[:SHOWN]
    return form_page(request, form, _("Block list"), "mail/block_list", rows=rows)


def _add(request: HttpRequest, form: BlockRuleForm) -> BlockRule:
    return add_block_rule(actor=actor_of(request), **form.cleaned_data)


@administrators
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a rule away."""
    remove_block_rule(actor=actor_of(request), rule=get_object_or_404(BlockRule, pk=pk))
    return saved(request, _("Such mail is welcome again."), "block_list")
