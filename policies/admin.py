from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.form_fields import ProseField, ProseInput
from policies.models import Policy


class PolicyInput(ProseInput):
    heading_levels = [3, 4]
    leaves_out = ["Embed", "Picture", "SourceMark"]


class PolicyForm(forms.ModelForm):
    prose = ProseField(label=_("Text"), widget=PolicyInput)

    class Media:
        js = [forms.Script("js/desk/policy.js", type="module")]

    class Meta:
        model = Policy
        fields = ["kind", "prose"]


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    form = PolicyForm
    fields = ["kind", "prose"]
    list_display = ["name", "changed_at"]

    @admin.display(description=_("Policy"))
    def name(self, policy):
        return str(policy)

    def get_readonly_fields(self, request, policy=None):
        """A policy stays what it is of; another is written beside it."""
        return ["kind"] if policy else []
