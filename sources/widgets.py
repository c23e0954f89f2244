"""Choosing one of very many by typing part of its name."""

from django import forms
from django.contrib.admin.widgets import (
    AdminURLFieldWidget,
    AutocompleteSelect,
    RelatedFieldWidgetWrapper,
)
from django.db import models

LONGEST_KEY = 19  # digits of a 64-bit number

# An address typed without its scheme is taken for https.
WEB_ADDRESSES = {models.URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"}}
DATES = {models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}}


class TypeAhead(AutocompleteSelect):
    """A select that holds the chosen row only; static/js/desk/type-ahead.js finds the others.

    It asks the admin's own autocomplete address, which checks the permission to see the rows.
    """

    @property
    def media(self):
        return forms.Media(js=[forms.Script("js/desk/type-ahead.js", type="module")])

    def optgroups(self, name, value, attrs=None):
        """Look up nothing but what can be a key; whatever else was sent is refused by the field."""
        keys = [str(key) for key in value if str(key).isdecimal() and len(str(key)) < LONGEST_KEY]
        return super().optgroups(name, keys, attrs)

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = forms.Select.build_attrs(self, base_attrs, extra_attrs)
        return attrs | {
            "class": "type-ahead",
            "data-type-ahead": self.get_url(),
            "data-app-label": self.field.model._meta.app_label,
            "data-model-name": self.field.model._meta.model_name,
            "data-field-name": self.field.name,
        }


class TypeAheadFields:
    """For a ModelAdmin or an inline: its `autocomplete_fields` get our widget."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Leave beside a choice what helps to write, not what deletes the row for everybody."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", TypeAhead(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
