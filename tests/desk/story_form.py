"""What a browser sends from the writing screen."""

from django.utils import timezone


def when(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def story(*, of=None, parts=(), bylines=(), sources=(), stored=(0, 0, 0), **fields):
    """Return the fields of a whole form; rows are dictionaries, `stored` counts the saved ones.

    The form is one that was opened now `of` a story, which has no draft.
    """
    sent = {"headline": "", "kind": "news", "language": "en", "status": "draft"} | fields
    if of:
        of.refresh_from_db(fields=["revision"])
        sent |= {"revision": of.revision, "stamp": ""}
    for prefix, rows, saved in zip(
        ("parts", "bylines", "attributions"), (parts, bylines, sources), stored, strict=True
    ):
        sent[f"{prefix}-TOTAL_FORMS"] = len(rows)
        sent[f"{prefix}-INITIAL_FORMS"] = saved
        for number, row in enumerate(rows):
            row = {"order": number} | row
            sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def byline(author, **fields):
    return {"author": author.pk, "role": "words"} | fields


def publishable(section, author, **fields):
    defaults = {
        "headline": "A headline",
        "section": section.pk,
        "status": "published",
        "parts": [{"prose": "<p>Text.</p>"}],
        "bylines": [byline(author)],
    }
    return story(**defaults | fields)


def sent_again(article, **fields):
    """Return what the writing screen sends when a stored story is saved as it is."""
    bylines = list(article.bylines.all())
    defaults = {
        "headline": article.headline,
        "slug": article.slug,
        "section": article.section_id or "",
        "status": article.status,
        "taken_down_reason": article.taken_down_reason,
        "published_at": when(article.published_at) if article.published_at else "",
        "embargo_until": when(article.embargo_until) if article.embargo_until else "",
        "parts": [
            {"id": part.pk, "article": article.pk, "subhead": part.subhead, "prose": part.prose}
            for part in article.parts.all()
        ],
        "bylines": [
            byline(line.author, id=line.pk, article=article.pk, role=line.role) for line in bylines
        ],
        "stored": (article.parts.count(), len(bylines), 0),
    }
    return story(of=article, **defaults | fields)
