"""Rows of a form that stand in a table of their own."""

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.forms import BaseInlineFormSet


class UniqueRows(BaseInlineFormSet):
    """Refuses a new row that was saved meanwhile, from another window or by a second click.

    Django compares the rows of one form with each other only, so the database would fail.
    """

    def clean(self):
        super().clean()
        if self.instance.pk is None:
            return
        stored = self.model._default_manager.exclude(
            pk__in=[form.instance.pk for form in self.initial_forms]
        )
        for form in self.extra_forms:
            if form.has_changed() and form.is_valid() and not self._should_delete_form(form):
                self._refuse_what_is_among(stored, form)

    def _refuse_what_is_among(self, stored, form):
        for constraint in self.model._meta.constraints:
            if not isinstance(constraint, UniqueConstraint):
                continue
            same = {name: getattr(form.instance, name) for name in constraint.fields}
            shown = [name for name in same if name in form.fields and name != self.fk.name]
            if shown and stored.filter(**same).exists():
                try:
                    constraint.validate(self.model, form.instance)
                except ValidationError as error:
                    form.add_error(shown[0], error)
