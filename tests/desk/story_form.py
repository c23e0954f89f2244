"""What a browser sends from the writing screen."""


def story(*, parts=(), bylines=(), sources=(), stored=(0, 0, 0), **fields):
    """Return the fields of a whole form; rows are dictionaries, `stored` counts the saved ones."""
    sent = {"headline": "", "kind": "news", "language": "en", "status": "draft"} | fields
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
