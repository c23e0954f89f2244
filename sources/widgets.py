"""Choosing one of very many by typing part of its name."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sources.models import Source

LONGEST_KEY = 19  # digits of a 64-bit number

WEB_ADDRESSES = {
    models.URLField: {
        "widget": forms.URLInput,
        "error_messages": {"invalid": _("Enter a web address, such as https://example.org/page.")},
    }
}
DATES = {models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}}


def can_be_key(value):
    """Tell whether a sent value can be looked up; the database fails on some of the others."""
    return str(value).isdecimal() and len(str(value)) < LONGEST_KEY


class TypeAhead(AutocompleteSelect):
    """A select that holds the chosen row only; static/js/desk/type-ahead.js finds the others.

    It asks the admin's own autocomplete address, which checks the permission to see the rows.
    """

    # Whether a new row is made in the field itself, and not in a pop-up of the admin.
    adds_in_place = False
    # Set for each request by `TypeAheadFields`.
    may_add = False

    @property
    def media(self):
        return forms.Media(js=[forms.Script("js/desk/type-ahead.js", type="module")])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Rows by key. Copies of the widget in the forms of one formset share it.
        self.known = {}

    def optgroups(self, name, value, attrs=None):
        options = [] if self.is_required else [self.create_option(name, "", "---------", False, 0)]
        for row in filter(None, map(self.row, value)):
            label = self.choices.field.label_from_instance(row)
            options.append(self.create_option(name, row.pk, label, True, len(options)))
        return [(None, options, 0)]

    def row(self, key):
        """Return the row of a sent key, or None; whatever is no key is refused by the field."""
        if not can_be_key(key):
            return None
        if int(key) not in self.known:
            self.known[int(key)] = self.choices.queryset.filter(pk=key).first()
        return self.known[int(key)]

    def know(self, row):
        """Show a row that was fetched already without asking for it again."""
        if row is not None:
            self.known[row.pk] = row

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = forms.Select.build_attrs(self, base_attrs, extra_attrs)
        return attrs | {
            "class": "type-ahead",
            "data-type-ahead": self.get_url(),
            "data-app-label": self.field.model._meta.app_label,
            "data-model-name": self.field.model._meta.model_name,
            "data-field-name": self.field.name,
        }


class SourceChoice(TypeAhead):
    """Offers to make a source of a typed name that no source has yet."""

    adds_in_place = True

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        if self.may_add:
            attrs["data-add-url"] = reverse("admin:sources_source_add_named")
        return attrs


class TypeAheadFields:
    """For a ModelAdmin or an inline: its `autocomplete_fields` get our widgets."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Leave beside a choice what helps to write, not what changes the desk for everybody."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        wrapper = field and field.widget
        if isinstance(wrapper, RelatedFieldWidgetWrapper):
            wrapper.can_delete_related = wrapper.can_view_related = False
            if not isinstance(wrapper.widget, TypeAhead):
                wrapper.can_add_related = wrapper.can_change_related = False
            elif wrapper.widget.adds_in_place:
                wrapper.widget.may_add = wrapper.can_add_related
                wrapper.can_add_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            widget = SourceChoice if db_field.related_model is Source else TypeAhead
            kwargs.setdefault("widget", widget(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
