"""Acts that change what readers see. Each is whole: it happens with all its effects, or not."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Status, Version


def missing_for_publication(article, *, has_byline, has_text):
    """Return what the story still lacks, as `{field: message}`, for the form to show.

    Bylines and parts are told by the caller, because a form knows them before they are saved.
    """
    missing = {}
    if not article.headline.strip():
        missing["headline"] = _("A story cannot be published without a headline.")
    if article.section_id is None:
        missing["section"] = _("A story cannot be published without a section.")
    if not has_byline:
        missing["bylines"] = _("A story cannot be published without a byline: name an author.")
    if not has_text:
        missing["parts"] = _("A story cannot be published without text.")
    return missing


def fill_in(article, *, at=None):
    """Set on an unsaved story what publication sets, so that a form can check it before it saves.

    A story that was published or scheduled keeps its time unless another is given.
    """
    article.status = Status.PUBLISHED
    article.slug = article.slug or article.free_slug()
    article.published_at = at or article.published_at or timezone.now()
    article.taken_down_reason = ""


@transaction.atomic
def publish(article, *, at=None, by=None, correction=None):
    """Make a saved story public, now or at the time that is set on it or given, and keep a Version.

    `by` is the user who publishes. An unsaved `correction` is what readers are told of the change;
    without one a change is a minor one. Raises ValidationError with what is missing, under the
    field's name.
    """
    # Two editors who publish at once take their numbers one after the other.
    Article.objects.select_for_update().get(pk=article.pk)
    missing = missing_for_publication(
        article,
        has_byline=article.bylines.exists(),
        has_text=article.parts.exclude(prose="").exists(),
    )
    if missing:
        raise ValidationError(missing)
    fill_in(article, at=at)
    made_at = timezone.now()
    if correction:
        article.updated_at = made_at
    article.full_clean(exclude=["tags"])
    article.save()
    version = Version.objects.take(article, by=by, at=made_at, even_if_same=bool(correction))
    if correction:
        correction.version = version
        correction.full_clean()
        correction.save()


@transaction.atomic
def take_down(article, *, reason):
    """Answer 410 at the story's address from now on, with the reason for readers.

    Raises ValidationError when the reason is empty.
    """
    article.status = Status.TAKEN_DOWN
    article.taken_down_reason = reason.strip()
    article.full_clean(exclude=["tags"])
    article.save()
