"""The screen on which editors arrange the front page."""

from functools import partial

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms.formsets import all_valid
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.front_page import front_page_context
from articles.models import Article, FrontPage, FrontPagePick
from desk.admin.story_choice import StoryChoice
from desk.forms.front_page import FrontPageForm, PickForm, PickFormSet, told
from publication.models import sections


class PickInline(StoryChoice, admin.StackedInline):
    model = FrontPagePick
    form = PickForm
    formset = PickFormSet
    can_delete = False

    def __init__(self, *args, section):
        super().__init__(*args)
        self.section = section

    def get_formset(self, request, front_page=None, **kwargs):
        formset = super().get_formset(request, front_page, **kwargs)
        formset.section = self.section
        return formset

    def get_queryset(self, request):
        """Nothing: what is chosen is read once for the whole page, as `FrontPage.chosen`."""
        return super().get_queryset(request).none()

    def has_view_permission(self, request, front_page=None):
        """Picks are the front page's, so whoever may arrange it may do all with them."""
        return request.user.has_perm("articles.change_frontpage")

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(FrontPage)
class FrontPageAdmin(admin.ModelAdmin):
    form = FrontPageForm

    def has_change_permission(self, request, front_page=None):
        """Whoever chooses among stories must be allowed to see them."""
        may_see = self.admin_site.get_model_admin(Article).has_view_permission(request)
        return may_see and super().has_change_permission(request, front_page)

    def has_view_permission(self, request, front_page=None):
        return self.has_change_permission(request, front_page)

    def has_add_permission(self, request):
        return self.has_change_permission(request)

    def has_delete_permission(self, request, front_page=None):
        """A change that is planned can be called off; what readers see can only be changed."""
        is_planned = front_page is not None and front_page.is_planned
        return is_planned and self.has_change_permission(request, front_page)

    def get_model_perms(self, request):
        """Let the desk's first page lead to the screen, from which changes are planned."""
        return super().get_model_perms(request) | {"add": False}

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview)
        return [
            path("preview/", preview, name="articles_frontpage_preview"),
            path("<int:pk>/preview/", preview, name="articles_frontpage_preview_of"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """There is one front page, so its list is the screen of what readers see now."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(_address(FrontPage.objects.current()))

    def view_on_site(self, front_page):
        return reverse("front_page")

    def get_queryset(self, request):
        """Let who saves wait for a colleague who saves, and then see what that one arranged."""
        pages = super().get_queryset(request)
        return pages.select_for_update() if request.method == "POST" else pages

    def get_inlines(self, request, front_page):
        return [partial(PickInline, section=section) for section in [None, *sections()]]

    def _create_formsets(self, request, front_page, change):
        if not change and request.method != "POST":
            # A change that is being planned begins with what readers see.
            front_page.chosen = FrontPage.objects.current().chosen
        formsets, inlines = super()._create_formsets(request, front_page, change)
        for number, formset in enumerate(formsets):
            formset.above = formsets[:number]
        return formsets, inlines

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {
            "title": _("Front page"),
            "subtitle": None,
            "time_zone": settings.TIME_ZONE,
            "current": FrontPage.objects.current(),
            "planned": FrontPage.objects.planned(),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request, form, formsets, change):
        form.instance.arrange(pick for formset in formsets for pick in formset.picks())

    def construct_change_message(self, request, form, formsets, add=False):
        chosen = [line for formset in formsets for line in formset.chosen().items()]
        lines = [f"{place}: “{article}”" for article, place in chosen]
        return "; ".join(lines) or _("Nothing chosen")

    def response_add(self, request, front_page, post_url_continue=None):
        return self.response_change(request, front_page)

    def response_change(self, request, front_page):
        if front_page.is_planned:
            message = _("The front page will change on %(moment)s.")
            message %= {"moment": told(front_page.starts_at)}
        else:
            message = _("The front page is arranged.")
        self.message_user(request, message, messages.SUCCESS)
        return HttpResponseRedirect(_address(front_page))

    def response_delete(self, request, obj_display, obj_id):
        self.message_user(request, _("The planned change is called off."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_frontpage_changelist"))

    @method_decorator([require_POST, never_cache])
    def preview(self, request, pk=None):
        """Show the page as the sent form arranges it, at the moment when it begins."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        front_page = get_object_or_404(FrontPage, pk=pk) if pk else FrontPage()
        form = self.get_form(request, front_page)(request.POST, instance=front_page)
        # What somebody else arranged meanwhile matters to who saves, not to who looks.
        form.fields.pop("arrangement")
        is_right = form.is_valid()
        formsets, _inlines = self._create_formsets(request, front_page, change=bool(pk))
        if not (all_valid(formsets) and is_right):
            return self._no_preview(request, [form, *formsets])
        at = max(timezone.now(), front_page.starts_at)
        picks = [pick for formset in formsets for pick in formset.picks() if pick.is_public_at(at)]
        context = front_page_context(picks, at=at) | {"preview_of": at}
        response = render(request, "articles/front_page.html", context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _no_preview(self, request, forms):
        """Say what has to be corrected first; the form itself is still open beside it."""
        context = self.admin_site.each_context(request) | {
            "title": _("No preview yet"),
            "forms": forms,
        }
        return render(request, "admin/articles/frontpage/no_preview.html", context, status=400)


def _address(front_page):
    return reverse("admin:articles_frontpage_change", args=[front_page.pk])
