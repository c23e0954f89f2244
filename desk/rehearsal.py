"""A story as its draft would make it: saved, read as readers will, and taken back at once."""

from contextlib import contextmanager

from django.db import transaction

from articles.models import Article, ArticleAttribution, Byline, Part, Status
from desk.forms.article import ArticleForm
from desk.forms.attributions import ArticleAttributionForm
from desk.forms.bylines import BylineForm
from desk.forms.parts import PartForm
from desk.galley import Galley


@contextmanager
def rehearsed(draft):
    """Give the story that a draft makes, fetched `for_page`; nothing of it stays in the database.

    What is not valid yet is left out. Read all that is needed within, and do not linger: on SQLite
    nobody else can write meanwhile.
    """
    with transaction.atomic():
        article = draft.article or Article()
        status, published_at = article.status, article.published_at
        _save(article, draft)
        _save_rows(article, Galley.read(draft.form))
        article.recount_words()
        story = Article.objects.for_page().get(pk=article.pk)
        story.status, story.published_at = status, story.published_at or published_at
        yield story
        transaction.set_rollback(True)


def _save(article, draft):
    """Save what the form of the story itself says, whatever it lacks for publication."""
    form = ArticleForm(draft.sent, instance=article)
    form.is_valid()
    # Rules for dates and for what is public would refuse what is only half written.
    article.status = Status.DRAFT
    article.embargo_until = article.expires_at = None
    if article.updated_at and article.published_at:
        article.updated_at = max(article.updated_at, article.published_at)
    article.save()
    article.tags.set(form.cleaned_data.get("tags") or [])


def _save_rows(article, galley):
    anchors = dict(article.parts.values_list("pk", "anchor"))
    for rows in (article.attributions, article.parts, article.bylines):
        rows.all().delete()
    parts = {}
    for order, (name, row) in enumerate(galley.rows["parts"].items()):
        told = _valid(PartForm, row)
        # Every part but the first has a subhead, in the database too.
        told["subhead"] = told.get("subhead") or ("…" if order else "")
        anchor = anchors.get(int(name), "") if name.isdecimal() else ""
        part = Part(article=article, order=order, anchor=anchor, **told)
        part.save()
        parts[name] = part
    credits = {}
    for row in galley.rows["bylines"].values():
        told = _valid(BylineForm, row)
        if told.get("author"):
            credits[told["author"], told.get("role")] = told
    for order, told in enumerate(credits.values()):
        Byline.objects.create(article=article, order=order, **told)
    for order, row in enumerate(galley.rows["attributions"].values()):
        told = _valid(ArticleAttributionForm, row)
        if told.get("source"):
            ArticleAttribution.objects.create(
                article=article, order=order, **told, part=parts.get(row.get("part"))
            )


def _valid(form, row):
    """Return those of a row's values that its form takes."""
    judged = form(row)
    judged.is_valid()
    return {
        name: value
        for name, value in judged.cleaned_data.items()
        if name not in ("order", "part", "DELETE", "id") and value is not None
    }
