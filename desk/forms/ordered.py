"""Rows of a story that stand in an order: parts, bylines, sources."""

from django import forms

from sources.rows import UniqueRows
from sources.widgets import TypeAhead


class OrderedFormSet(UniqueRows):
    """Renumbers its rows from 0 by the order that was sent, whatever numbers were in it.

    The forms come back in that order when something has to be corrected.
    """

    fewest = 0

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["order"].required = False
        form.fields["order"].widget = forms.NumberInput(attrs={"min": 0})
        if form.instance.pk:
            _let_choices_know(form)

    def total_form_count(self):
        """Offer an empty row where there is none yet, to whoever may add one."""
        count = super().total_form_count()
        return count if self.is_bound else max(count, min(self.fewest, self.max_num))

    def in_order(self):
        """Return the forms as the page shows them: by the sent or stored order, new ones last."""
        return sorted(self.forms, key=_position)

    def kept(self):
        """Return in order the forms that hold something and are not to be removed."""
        return [
            form
            for form in self.in_order()
            if getattr(form, "cleaned_data", None) is not None
            and not self._should_delete_form(form)
            and (form.instance.pk or form.has_changed())
        ]

    def clean(self):
        super().clean()
        for number, form in enumerate(self.kept()):
            form.instance.order = number


class OrderedForm(forms.ModelForm):
    def has_changed(self):
        """A row that only moved is saved too; a new row with nothing but a number is not."""
        changed = set(self.changed_data)
        if self.instance.pk:
            return bool(changed) or self.instance.order != self.initial.get("order")
        return bool(changed - {"order", "DELETE"})


def _let_choices_know(form):
    """Show what the inline's queryset fetched with its rows without a query for each of them."""
    for name, field in form.fields.items():
        choice = getattr(field.widget, "widget", None)
        if isinstance(choice, TypeAhead):
            choice.know(getattr(form.instance, name))


def _position(form):
    value = form["order"].value()
    try:
        return (0, int(value))
    except (TypeError, ValueError):
        return (1, 0)
