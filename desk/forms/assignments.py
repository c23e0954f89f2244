"""The forms in which stories are planned and given to people."""

from datetime import datetime

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.form_fields import in_site_time
from articles.models import Article
from desk.access import sections_for
from desk.models import Assignment, Plan
from desk.people import name_of
from staff.models import covers, role_of

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return name_of(user)


class PlanForm(forms.ModelForm):
    """On which day a story is to come out. Emptied, the plan is dropped."""

    day = forms.DateField(label=_("Planned for"), required=False, widget=DAY)
    time = forms.TimeField(
        label=_("At"), required=False, widget=TIME, help_text=_("It publishes nothing by itself.")
    )

    class Meta:
        model = Plan
        fields = ["day", "time"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="plan", **kwargs)

    def clean(self):
        cleaned = super().clean()
        _judge_time(self, "day", "time")
        return cleaned

    def keep(self, article):
        """Store the plan of a saved story, or drop it."""
        if self.cleaned_data["day"] is None:
            Plan.objects.filter(article=article).delete()
        else:
            Plan.objects.update_or_create(article=article, defaults=self.cleaned_data)


class AssignmentForm(forms.ModelForm):
    """Who is to do what, until when; `section_key` is that of the story's section."""

    person = PersonField(label=_("Person"), queryset=None)
    due_on = forms.DateField(label=_("Due on"), widget=DAY)
    due_time = forms.TimeField(label=_("At"), required=False, widget=TIME)

    class Meta:
        model = Assignment
        fields = ["person", "role", "task", "due_on", "due_time"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="assignment", **kwargs)
        users = get_user_model().objects.filter(is_active=True, is_staff=True)
        self.fields["person"].queryset = users.select_related("author", "staff_member").order_by(
            "author__name", "username"
        )

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise ValidationError(_("This day is past. Choose a later one."))
        return due_on

    def clean(self):
        cleaned = super().clean()
        _judge_time(self, "due_on", "due_time")
        return cleaned

    def judge_person(self, section_key):
        """Refuse a person who could not open the story."""
        person = self.cleaned_data.get("person")
        if person is None:
            return
        is_author = getattr(person, "author", None) is not None and role_of(person) is not None
        if not (is_author or covers(person, section_key)):
            self.add_error(
                "person",
                _(
                    "%(person)s could not open the story: they neither work for its section nor "
                    "write under a name of their own."
                )
                % {"person": name_of(person)},
            )


class StoryToPlanForm(forms.ModelForm):
    """A story of which there is no word yet but its working title."""

    headline = forms.CharField(label=_("Working title"), max_length=300)

    class Meta:
        model = Article
        fields = ["headline", "section"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, prefix="story", **kwargs)
        self.instance.created_by = by
        self.fields["section"].required = True
        self.fields["section"].queryset = sections_for(by)


def _judge_time(form, day_name, time_name):
    """Refuse a time without its day, and one that no clock of the site shows, or shows twice."""
    day, at = form.cleaned_data.get(day_name), form.cleaned_data.get(time_name)
    if at and not day and day_name not in form.errors:
        form.add_error(day_name, _("Choose the day as well."))
    elif at and day:
        try:
            in_site_time(datetime.combine(day, at))
        except ValidationError as refusal:
            form.add_error(time_name, refusal)
