import pytest

from articles.models import Byline
from publication.models import Publication
from readership.models import ArticleViews
from tests import browser
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_photo,
    make_section,
    make_source,
    picture_file,
)


@pytest.fixture
def reader(chromium, live_server, settings):
    """Open pages as a reader; `reader(width=320)` gives a page that fits a telephone."""
    settings.SITE_ADDRESS = live_server.url
    pages = []

    def reader(*, width=1440, **options):
        page = browser.open_page(
            chromium, viewport={"width": width, "height": 900}, base_url=live_server.url, **options
        )
        pages.append(page)
        return page

    yield reader
    for page in pages:
        page.context.close()


@pytest.fixture
def newspaper(db):
    """A small newspaper that has everything that a page can show; returns its main story."""
    Publication.objects.update_or_create(
        pk=Publication.THE_ONE,
        defaults={"name": "The Evening Tide", "strapline": "Twice a day", "about": "A paper."},
    )
    world = make_section(name="World", slug="world", accent="red", description="Far and near.")
    asia = make_section(name="Asia", slug="asia", accent="amber", parent=world)
    for accent in ("blue", "green", "violet", "amber", "teal"):
        for number in range(4):
            make_article(
                section=make_section(name=f"{accent} {number}".title(), accent=accent)
                if number == 0
                else asia,
                kind="analysis" if number else "opinion",
                standfirst="It is said in two lines of soft ink, below a headline.",
            )
    make_article(headline="قناة قديمة تعود إلى الجريان", slug="canal", language="ar", section=asia)
    ana = make_author(
        name="Ana Quill",
        slug="ana",
        job="Reporter",
        beats="Roads",
        bio="Writes of roads and of those who mend them.",
        website="https://quill.example/",
        portrait=make_photo(alt="Monogram of Ana Quill"),
    )
    politico = make_source(name="Politico", slug="politico", url="https://politico.example/")
    photo = make_photo(
        file=picture_file(size=(1200, 800)),
        alt="A teal field",
        caption="The field, in teal.",
        credit="Ana Quill",
        sources=[politico],
    )
    prose = (
        "<p>Text with <a href='https://a.example/'>a link</a>, <em>weight</em> and a list:"
        f"<sup data-source='{politico.pk}'></sup></p>"
        "<ul><li>one</li><li>two</li></ul><h3>Within</h3><blockquote><p>Said so.</p></blockquote>"
        "<figure><blockquote><p>So did I.</p></blockquote><figcaption>Ben</figcaption></figure>"
        "<table><tbody><tr><th>Year</th><th>Roads</th></tr><tr><td>1801</td><td>2</td></tr>"
        "</tbody></table><hr><ol><li>last</li></ol>"
    )
    story = make_article(
        headline="A road is opened to carts, cattle and the curious",
        standfirst="It is short, and it leads to the sea.",
        slug="road",
        dateline="Brackwater",
        section=world,
        authors=[ana],
        tags=["roads", "sea"],
        lead_photo=photo,
        parts=[(f"Stretch {number}", prose) for number in range(1, 7)],
    )
    Byline.objects.create(
        article=story, author=make_author(name="Ben Nib", slug="ben"), role="editing", order=1
    )
    make_attribution(story, source=politico, part=story.parts.first(), url="https://p.example/x")
    make_article(headline="An earlier road", section=world, authors=[ana], lead_photo=photo)
    ArticleViews.objects.create(article=story, imported=1_021)
    return story
