"""Draws Django's forms with our fields: `{{ form.name.as_field_group }}` and `{{ form }}` need nothing else."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Set as FORM_RENDERER."""

    field_template_name = "ui/field.html"
    form_template_name = "ui/form.html"
