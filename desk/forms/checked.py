"""What the checklist requires of a story, said beside the fields of its forms."""

from copy import copy

from django.core.exceptions import ValidationError
from django.forms.models import construct_instance

from desk.checklist import Demands
from desk.proof import Proof


class CheckedStory:
    """For the form of a story. The forms of its rows find on it what is asked: `demands`."""

    def clean(self):
        cleaned = super().clean()
        before, after = self.initial.get("status"), cleaned.get("status")
        self.instance.demands = Demands.of_move(before, after)
        story = Proof(construct_instance(self, copy(self.instance)))
        for finding in self.instance.demands.refusals(story, places=["story"]):
            if finding.field not in self.errors:
                self.add_error(finding.field, finding.message)
        return cleaned


class CheckedRows:
    """For a formset of a story's rows, which is named like them: "bylines"."""

    def refuse_incomplete(self, forms, **others):
        """Report what the rows lack: a row's own lack in its form, another with the formset.

        `others` are rows of other formsets, by their prefix, as far as they are known.
        """
        rows = [form.instance for form in forms if form.is_valid()]
        story = Proof(self.instance, **others | {self.prefix: rows})
        general = []
        # Rows may be judged without the story's own form, when nothing is to change its status.
        demands = getattr(self.instance, "demands", Demands(None))
        for finding in demands.refusals(story, places=[self.prefix]):
            if finding.part is None:
                general.append(finding.message)
            else:
                form = next(form for form in forms if form.instance is finding.part)
                form.add_error(finding.field, finding.message)
        if general:
            raise ValidationError(general)
