"""Every token and every block of the reader's pages on one page, while developing."""

import copy
import re
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles.embeds import embed_of
from articles.models import Article, BreakingNews, Correction, Kind, Part, Version
from articles.river import Page, river, rows_from
from authors.models import Author
from photos.models import PhotoAttribution
from policies.models import Policy, address_of

TOKENS = settings.BASE_DIR / "static" / "css" / "tokens.css"
_token = re.compile(r"^  --([\w-]+): (.+);$", re.MULTILINE)
_colour = re.compile(r"light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
# The faces that sizes are made for; all others are sizes of headlines.
FACES = {
    "size-standfirst": "font-text",
    "size-text": "font-text",
    "size-summary": "font-text",
    "size-note": "font-label",
    "size-label": "font-label",
}
# What text needs (WCAG 2.2, 1.4.3 and 1.4.6), and what shows where a field or a focus is (1.4.11).
GRADES = ((7, "AAA"), (4.5, "AA"), (3, "large text and signs only"))


class Contrast(NamedTuple):
    ratio: float
    grade: str


class Colour(NamedTuple):
    """A colour token in the light and the dark, with its contrast to paper and ink in each."""

    name: str
    schemes: list


class Scheme(NamedTuple):
    value: str
    on_paper: Contrast
    under_ink: Contrast


class Markup(SafeString):
    """What a page of ours has written already."""


@require_safe
def styleguide(request):
    """Show developers how everything looks; readers find nothing at this address."""
    if not settings.DEBUG:
        raise Http404("The style guide is shown while developing only.")
    tokens = dict(_token.findall(TOKENS.read_text()))
    return render(
        request, "styleguide.html", _tokens_shown(tokens) | _blocks(request) | _states(request)
    )


def _tokens_shown(tokens):
    return {
        "colours": _colours(tokens),
        "faces": _named(tokens, "font").items(),
        "sizes": [
            (name, FACES.get(name, "font-headline"), value)
            for name, value in _named(tokens, "size").items()
        ],
        "spaces": [
            *_named(tokens, "space").items(),
            *((name, tokens[name]) for name in ("gap", "gutter", "measure", "page")),
        ],
    }


def _named(tokens, family):
    return {name: value for name, value in tokens.items() if name.startswith(f"{family}-")}


def _colours(tokens):
    found = {name: match.groups() for name in tokens if (match := _colour.match(tokens[name]))}
    paper, ink = found["color-paper"], found["color-ink"]
    return [
        Colour(
            name,
            [
                Scheme(values[n], contrast(values[n], paper[n]), contrast(values[n], ink[n]))
                for n in range(2)
            ],
        )
        for name, values in found.items()
    ]


def contrast(one, other):
    """Return the contrast of two colours such as #fffdf9, as WCAG 2.2 computes it."""
    lighter, darker = sorted([_luminance(one), _luminance(other)], reverse=True)
    ratio = (lighter + 0.05) / (darker + 0.05)
    grade = next((grade for least, grade in GRADES if ratio >= least), "ground and lines only")
    return Contrast(ratio, grade)


def _luminance(colour):
    red, green, blue = (_linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _blocks(request):
    """Fetch the newest rows that show what a block can hold; none in an empty newsroom."""
    published = Article.objects.published().for_page().newest_first()
    story = published.exclude(lead_photo=None).exclude(parts=None).first()
    if story is None:
        return {"story": None}
    stories = list(Article.objects.published().newest_first().for_headlines()[:4])
    for author in story.writers:
        author.latest_stories = stories
    attributions = PhotoAttribution.objects.select_related("source")
    photo = type(story.lead_photo).objects.prefetch_related(Prefetch("attributions", attributions))
    part = Part.objects.filter(article=story).select_related("photo").first()
    part.shown_pieces = part.pieces
    part.notes = list(story.attributions.select_related("source"))
    now = timezone.now()
    entry = Part(anchor="entry", subhead=story.headline, prose=part.prose, posted_at=now)
    entry.shown_pieces = entry.pieces
    entry.notes = []
    newest = Article.objects.published().newest_first().for_headlines()
    shown = river(request, lambda start: list(rows_from(start, newest)))
    return {
        "story": story,
        "kinds": [Article(kind=kind, section=story.section) for kind in Kind],
        "variants": ["lead", "second", "plain", "headline"],
        "bare": Article.objects.published().filter(lead_photo=None).for_headlines().first(),
        "right_to_left": Article.objects.published().filter(language="ar").for_headlines().first(),
        "photo": photo.get(pk=story.lead_photo_id),
        "part": part,
        "attributions": part.notes,
        "embed": embed_of("https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        "breaking_news": BreakingNews(
            article=story, line=story.headline, until=timezone.now() + timedelta(hours=1)
        ),
        "corrections": [
            Correction(pk=order, kind=kind, text=story.standfirst, version=Version(made_at=now))
            for order, kind in enumerate(Correction.Kind)
        ],
        "live": Article(kind=Kind.LIVE),
        "entry": entry,
        "people": Author.objects.select_related("portrait")[:3],
        "river": shown._replace(entries=shown.entries[:4], number=2, newer=1, older=3),
    }


def _states(request):
    """Return what is said when there is nothing, or when something is wrong."""
    story = Article.objects.published().select_related("section").first()
    pages = {
        "Query that cannot be answered": f"{reverse('search')}?q=-budget",
        "Policy": address_of(Policy.Kind.VIEWS),
    }
    if story:
        phrase = quote(f'"{story.headline}"')
        pages["Story that is found"] = f"{reverse('search')}?q={phrase}"
        pages["Form that is refused"] = f"{story.get_absolute_url()}mastodon/?server=no"
    return {
        "empty_river": Page([], 1, None, None),
        "pages": [(name, _main_of(request, address)) for name, address in pages.items()],
        "not_found": _cut(render_to_string("404.html", {"guess": ""}, request)),
    }


def _main_of(request, address):
    """Return what a page of ours holds between its masthead and its foot."""
    asked = copy.copy(request)
    asked.path, _, query = address.partition("?")
    asked.path_info = asked.path
    asked.GET = QueryDict(query)
    view, arguments, named = resolve(asked.path)
    return _cut(view(asked, *arguments, **named).content.decode())


def _cut(page):
    main = page.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return Markup(main)
