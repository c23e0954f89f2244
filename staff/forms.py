"""What a chief editor says of a colleague."""

from django import forms
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from publication.models import Section
from staff.models import Person, Role

NAMES = ["username", "first_name", "last_name", "email"]


class RoleFields(forms.ModelForm):
    """What is kept beside an account, and given by `Person.take_role`."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role,
        help_text=_(
            "Reporters write their own stories and send them to review. Editors change and publish "
            "the stories of their sections. Chief editors may do everything."
        ),
    )
    sections = forms.ModelMultipleChoiceField(
        Section.objects.all(),
        label=_("Sections"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A section stands for those within it too."),
    )
    author = forms.ModelChoiceField(
        Author.objects.all(),
        label=_("Author"),
        required=False,
        empty_label=_("None: signs no story"),
        help_text=_("The name on this person’s stories."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        of_nobody_else = Q(user=None) | Q(user=self.instance.pk)
        self.fields["author"].queryset = Author.objects.filter(of_nobody_else, is_desk=False)
        if self.instance.pk:
            self._tell_what_is_kept()

    def _tell_what_is_kept(self):
        person = self.instance
        member = getattr(person, "staff_member", None)
        self.initial |= {
            "role": person.role,
            "sections": member and member.sections.all(),
            "author": getattr(person, "author", None),
        }

    def clean(self):
        cleaned = super().clean()
        role = cleaned.get("role")
        if role and role != Role.CHIEF and not cleaned.get("sections"):
            self.add_error("sections", _("Choose the sections that this person works for."))
        if role and role != Role.CHIEF and self.instance.is_superuser:
            self.add_error(
                "role",
                _("This account was made on the command line and is always a chief editor’s."),
            )
        return cleaned

    def save(self, commit=True):
        self.instance.is_staff = True
        return super().save(commit)

    def give_role(self):
        """Give the saved person what was chosen."""
        chosen = self.cleaned_data
        self.instance.take_role(
            chosen["role"], sections=chosen["sections"], author=chosen["author"]
        )


class PersonForm(RoleFields, UserChangeForm):
    class Meta:
        model = Person
        fields = [*NAMES, "password", "is_active"]
        labels = {"is_active": _("May log in")}
        help_texts = {
            "is_active": _("Who leaves is logged out at once; what they did stays in their name.")
        }

    forgets_second_factor = forms.BooleanField(
        label=_("Remove the second factor"),
        required=False,
        help_text=_(
            "For somebody who has lost it and the recovery codes. Be sure who asks: from then on "
            "the password alone lets them in. They are told by e-mail."
        ),
    )

    def clean(self):
        """Keep the newsroom's door from being locked with nobody inside."""
        stays = self["is_active"].data and self["role"].data == Role.CHIEF
        if not stays and self.instance.is_last_chief():
            field = "role" if self["is_active"].data else "is_active"
            self.add_error(
                field, _("Nobody else is a chief editor. Give somebody that role before.")
            )
        return super().clean()


class NewPersonForm(RoleFields, UserCreationForm):
    class Meta:
        model = Person
        fields = NAMES
