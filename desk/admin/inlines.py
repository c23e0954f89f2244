"""The rows of a story on its writing screen: parts, bylines, sources."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleAttribution, Byline, Part
from desk.forms.attributions import ArticleAttributionForm, ArticleAttributionFormSet
from desk.forms.bylines import BylineForm
from desk.forms.parts import PartForm, PartFormSet
from desk.forms.staff import StaffBylineFormSet
from photos.widgets import PhotoFields
from sources.widgets import DATES, WEB_ADDRESSES, TypeAheadFields


class PartInline(PhotoFields, admin.StackedInline):
    model = Part
    form = PartForm
    formset = PartFormSet
    template = "admin/articles/article/_parts.html"
    verbose_name_plural = _("Story")
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo")


class BylineInline(TypeAheadFields, admin.StackedInline):
    model = Byline
    form = BylineForm
    formset = StaffBylineFormSet
    template = "admin/articles/article/_rows.html"
    autocomplete_fields = ["author"]
    extra = 0

    def get_formset(self, request, article=None, **kwargs):
        formset = super().get_formset(request, article, **kwargs)
        formset.user = request.user
        return formset


class ArticleAttributionInline(TypeAheadFields, admin.StackedInline):
    model = ArticleAttribution
    form = ArticleAttributionForm
    formset = ArticleAttributionFormSet
    template = "admin/articles/article/_rows.html"
    autocomplete_fields = ["source"]
    formfield_overrides = WEB_ADDRESSES | DATES
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")
