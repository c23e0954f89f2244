"""What each item of the checklist weighs, as the chief editor sets it."""

from django import forms
from django.db import transaction

from desk.checklist import ITEMS, Stage, levels
from desk.models import CheckLevel


class CheckLevelForm(forms.ModelForm):
    """One item. What publication asks by itself cannot be chosen, so it has no field."""

    class Meta:
        model = CheckLevel
        fields = [*Stage]

    def __init__(self, *args, item, weights, **kwargs):
        row = CheckLevel(item=item.name, **{str(stage): level for stage, level in weights.items()})
        super().__init__(*args, instance=row, prefix=item.name, **kwargs)
        self.item = item
        for stage in Stage:
            name = f"{item.label}, {stage.label}"
            self.fields[stage].widget.attrs["aria-label"] = name
        if item.is_law:
            del self.fields[Stage.PUBLICATION]


class ChecklistForm:
    """A row for each item; either all are saved or none."""

    def __init__(self, sent=None):
        weights = levels()
        self.rows = [CheckLevelForm(sent, item=item, weights=weights[item]) for item in ITEMS]

    def is_valid(self):
        """Judge every row, so that all that is wrong is said at once."""
        return not [row for row in self.rows if not row.is_valid()]

    @transaction.atomic
    def save(self):
        for row in self.rows:
            row.instance.save()
