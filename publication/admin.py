"""The publication's own screen, and its sections."""

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from photos.widgets import PhotoFields
from publication.links import LinksField
from publication.models import Publication, Section
from publication.share_links import ALL_KEYS, SHARE_TARGETS


class OrderedCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes in the chosen order, the others after them; a script gives each two buttons."""

    template_name = "desk/ordered_checkboxes.html"

    class Media:
        js = [forms.Script("js/desk/ordered-checkboxes.js", type="module")]

    def optgroups(self, name, value, attrs=None):
        chosen = [key for key in value if key in ALL_KEYS]
        names = dict(self.choices)
        self.choices = [(key, names[key]) for key in [*chosen, *(set_aside(chosen))]]
        return super().optgroups(name, value, attrs)


def set_aside(chosen):
    return [key for key in ALL_KEYS if key not in chosen]


class PublicationForm(forms.ModelForm):
    menu_links = LinksField(
        label=_("Menu"),
        required=False,
        help_text=_(
            "Stands after the sections. One link in each line: its words, a space, its address, "
            "as “Newsletter /newsletter/”."
        ),
    )
    footer_links = LinksField(
        label=_("Foot"),
        required=False,
        help_text=_("Stands at the foot of every page; written as the menu is."),
    )
    share_targets = forms.MultipleChoiceField(
        label=_("Share targets"),
        choices=[(target.key, target.name) for target in SHARE_TARGETS],
        widget=OrderedCheckboxes,
        required=False,
        help_text=_("The places to share to, in the order of the page."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Its default is a function, for which Django would add a hidden copy that HTML forbids.
        self.fields["share_caption"].show_hidden_initial = False

    def clean_share_targets(self):
        return list(dict.fromkeys(self.cleaned_data["share_targets"]))


@admin.register(Publication)
class PublicationAdmin(PhotoFields, admin.ModelAdmin):
    form = PublicationForm
    fieldsets = [
        (None, {"fields": ["name", "strapline", "about", "logo"]}),
        (_("Menu and foot"), {"fields": ["menu_links", "footer_links"]}),
        (_("Sharing"), {"fields": ["share_caption", "share_targets", "has_full_text_feeds"]}),
        (_("Machines"), {"fields": ["allows_search", "allows_ai_answers", "allows_ai_training"]}),
        (_("Logging in"), {"fields": ["requires_second_factor"]}),
        (_("Trust"), {"fields": ["security_contact", "trust_statements"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, publication=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """There is one publication, so its list is its screen."""
        address = reverse("admin:publication_publication_change", args=[Publication.stored().pk])
        return HttpResponseRedirect(address)


class SectionList(ChangeList):
    """All sections at once, those within another beneath it."""

    @property
    def is_arranged(self):
        """Whether the list can be arranged by whoever sees it: not what a search has left of it."""
        return self.formset is not None and not self.query

    def tree(self):
        """Return `[(section, form or None, [the same of those within it])]`."""
        forms = {form.instance.pk: form for form in self.formset} if self.formset else {}
        listed = {section.pk for section in self.result_list}
        within = {key: [] for key in [None, *listed]}
        for section in self.result_list:
            above = section.parent_id if section.parent_id in listed else None
            branch = (section, forms.get(section.pk), within[section.pk])
            within[above].append(branch)
        return within[None]


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ["name", "order"]
    list_editable = ["order"]
    list_per_page = 1_000
    sortable_by = []
    actions = None
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "parent", "description", "accent", "order"]

    class Media:
        js = [forms.Script("js/desk/sections.js", type="module")]

    def get_changelist(self, request, **kwargs):
        return SectionList
