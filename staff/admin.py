"""The people of the newsroom, for the chief editor."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from staff import second_factor
from staff.forms import NAMES, NewPersonForm, PersonForm
from staff.models import Person

AT_THE_DESK = ["role", "sections", "author"]

# People have a role; what Django and allauth keep of accounts and groups besides has no say.
admin.site.unregister([User, Group, EmailAddress, Authenticator])


@admin.register(Person)
class PersonAdmin(UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    add_form_template = None
    fieldsets = [
        (None, {"fields": [*NAMES, "password", "is_active"]}),
        (_("At the desk"), {"fields": AT_THE_DESK}),
    ]
    add_fieldsets = [
        (None, {"fields": [*NAMES, "password1", "password2"]}),
        (_("At the desk"), {"fields": AT_THE_DESK}),
    ]
    list_display = [
        "username", "name", "role_name", "section_names", "may_sign_in", "has_second_factor",
        "last_login",
    ]  # fmt: skip
    list_filter = ["staff_member__role", "is_active"]
    list_select_related = ["staff_member", "author"]
    filter_horizontal = []

    def get_queryset(self, request):
        has_one = Exists(second_factor.holders().filter(user=OuterRef("pk")))
        people = super().get_queryset(request).annotate(second_factor=has_one)
        return people.prefetch_related("staff_member__sections")

    def get_fieldsets(self, request, person=None):
        fieldsets = super().get_fieldsets(request, person)
        if person is None or not second_factor.is_set_up(person):
            return fieldsets
        return [*fieldsets, (_("Logging in"), {"fields": ["forgets_second_factor"]})]

    @admin.display(description=_("name"))
    def name(self, person):
        return str(getattr(person, "author", None) or person.get_full_name())

    @admin.display(description=_("role"))
    def role_name(self, person):
        return person.role and person.role.label

    @admin.display(description=_("sections"))
    def section_names(self, person):
        member = getattr(person, "staff_member", None)
        return member and ", ".join(str(section) for section in member.sections.all())

    @admin.display(description=_("May log in"), ordering="is_active")
    def may_sign_in(self, person):
        return _labelled(_("May log in"), is_so=person.is_active)

    @admin.display(description=_("Second factor"), ordering="second_factor")
    def has_second_factor(self, person):
        return _labelled(_("Second factor"), is_so=person.second_factor)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.give_role()
        if form.cleaned_data.get("forgets_second_factor"):
            second_factor.remove(form.instance, by=request.user)


def _labelled(label, *, is_so):
    """Return yes or no, with what it answers where the list has no room for its header."""
    return format_html('<span data-label="{}">{}</span>', label, _("Yes") if is_so else _("No"))
