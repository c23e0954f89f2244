"""The screen of the one line of breaking news."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.form_fields import Moment
from articles.models import BreakingNews
from desk.admin.story_choice import StoryChoice
from desk.forms.front_page import refusal_of
from publication.models import Publication


class BreakingNewsForm(forms.ModelForm):
    until = Moment(label=_("Until"), help_text=BreakingNews._meta.get_field("until").help_text)

    class Meta:
        model = BreakingNews
        fields = ["line", "article", "until"]

    def _get_validation_exclusions(self):
        # `clean_article` judges which story it may be, and says why not.
        return super()._get_validation_exclusions() | {"article"}

    def clean_line(self):
        return " ".join(self.cleaned_data["line"].split())

    def clean_article(self):
        article = self.cleaned_data["article"]
        if refusal := refusal_of(article):
            raise ValidationError(refusal)
        return article

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= timezone.now():
            raise ValidationError(_("This time is past. Choose a later one."))
        return until


@admin.register(BreakingNews)
class BreakingNewsAdmin(StoryChoice, admin.ModelAdmin):
    form = BreakingNewsForm

    def get_model_perms(self, request):
        return super().get_model_perms(request) | {"add": False}

    def add_view(self, request, form_url="", extra_context=None):
        """Lead to the line that somebody else has written meanwhile."""
        if BreakingNews.objects.exists() and request.method != "POST":
            return self.changelist_view(request)
        return super().add_view(request, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        """There is one line at most, so its list is its screen."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        news = BreakingNews.objects.first()
        if news is None:
            return HttpResponseRedirect(reverse("admin:articles_breakingnews_add"))
        return HttpResponseRedirect(reverse("admin:articles_breakingnews_change", args=[news.pk]))

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"title": _("Breaking news"), "subtitle": None}
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, news, form, change):
        news.publication = Publication.stored()
        super().save_model(request, news, form, change)

    def response_add(self, request, news, post_url_continue=None):
        return self.response_change(request, news)

    def response_change(self, request, news):
        self.message_user(request, _("Readers see the line now, on every page."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_breakingnews_changelist"))

    def response_delete(self, request, obj_display, obj_id):
        self.message_user(request, _("Readers see the line no more."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:index"))
