"""What the writing screen asks while one writes: how a text is split, and which tags there are."""

import json

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q
from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from taggit.models import Tag

from articles.models import Article, Status
from desk import pasted
from publication.models import Publication

LONGEST_PASTE = 1024 * 1024  # bytes; about 150,000 words
LONGEST_TERM = 100  # characters
SUGGESTED_TAGS = 12
SUGGESTED_STORIES = 12


class WritingAids:
    """For the ModelAdmin of stories: the addresses that its writing screen asks."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("split/", wrap(self.split), name="articles_article_split"),
            path("tags/", wrap(self.suggest_tags), name="articles_article_tags"),
            path("linkable/", wrap(self.suggest_stories), name="articles_article_linkable"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def split(self, request):
        """Answer the parts of the sent `text`, JSON or a form; see `pasted.split`."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        if int(request.headers.get("Content-Length") or 0) > LONGEST_PASTE:
            return _refusal(
                _(
                    "This text has more than 1 MB, too much to split. "
                    "Paste it in several pieces; nothing that you typed is lost."
                ),
                status=413,
            )
        text = _sent_text(request)
        if text is None:
            return _refusal(_("Send JSON or a form with the text to split as “text”."), status=400)
        caption = Publication.current().share_caption
        result = pasted.split(text, share_captions=[caption])
        return JsonResponse(
            {
                "headline": result.headline,
                "parts": [part._asdict() for part in result.parts],
                "left_out": result.left_out,
            }
        )

    @method_decorator([require_safe, never_cache])
    def suggest_tags(self, request):
        """Answer the tags that begin with the `term`, those on most public stories first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        public = Article.objects.published().filter(pk=OuterRef("tagged_articles__content_object"))
        tags = (
            Tag.objects.filter(name__istartswith=_term(request))
            .annotate(stories=Count("tagged_articles", filter=Exists(public)))
            .order_by("-stories", "name")[:SUGGESTED_TAGS]
        )
        return JsonResponse(
            {"results": [{"name": tag.name, "stories": tag.stories} for tag in tags]}
        )

    @method_decorator([require_safe, never_cache])
    def suggest_stories(self, request):
        """Answer the stories with the `term` that a link may lead to: public ones or soon to be.

        Each has its `headline`, its `address` as a path, a `note` of when and where it appeared,
        and a `warning` if readers find nothing there yet, or "".
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        kept = self.get_queryset(request).filter(
            Q(expires_at=None) | Q(expires_at__gt=timezone.now()), status=Status.PUBLISHED
        )
        found, is_doubled = self.get_search_results(request, kept, _term(request))
        stories = (found.distinct() if is_doubled else found).select_related("section")
        return JsonResponse({"results": [_linkable(each) for each in stories[:SUGGESTED_STORIES]]})


def _linkable(article):
    moment = date_format(timezone.localtime(article.appears_at), "SHORT_DATETIME_FORMAT")
    warning = _("Readers find nothing there before %(moment)s.") % {"moment": moment}
    return {
        "headline": str(article),
        "address": article.get_absolute_url(),
        "note": f"{article.section}, {moment}",
        "warning": "" if article.is_published else warning,
    }


def _term(request):
    return " ".join(request.GET.get("term", "").replace("\0", "").split())[:LONGEST_TERM]


def _sent_text(request):
    """Return the text of a JSON or form request, or None."""
    if request.content_type != "application/json":
        return request.POST.get("text")
    try:
        message = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    text = message.get("text") if isinstance(message, dict) else None
    return text if isinstance(text, str) else None


def _refusal(message, *, status):
    return JsonResponse({"message": message}, status=status)
