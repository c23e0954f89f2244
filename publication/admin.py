"""The publication's own screen, and its sections."""

from django import forms
from django.contrib import admin
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


class SectionOrderForm(forms.ModelForm):
    """The one field of a row of the list, which has no label to be seen."""

    class Meta:
        widgets = {"order": forms.NumberInput(attrs={"aria-label": _("Order"), "min": 0})}


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ["name", "parent", "accent", "order"]
    list_editable = ["order"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "parent", "description", "accent", "order"]

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, form=SectionOrderForm, **kwargs)
