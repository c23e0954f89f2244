"""The pages in languages other than English: their words, dates, numbers and direction.

What people write in this paper is in Greek letters, so that Latin ones are the site's own.
"""

import re
from datetime import UTC, datetime

import pytest

from articles import publishing
from articles.models import Article, Byline, Correction, Status
from publication.models import Publication
from readership.models import ArticleViews
from tests import browser
from tests.catalogues import LANGUAGES, entries_of
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_part,
    make_photo,
    make_section,
    make_source,
)
from tests.page import Page

NOON = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)
STORY = "/kosmos/2026/11/potami/"
# Names that are the same in every language, and words of the search that are typed as they are.
NAMES = {
    "Bluesky", "Facebook", "LinkedIn", "Mastodon", "Reddit", "Telegram", "Threads", "WhatsApp", "X",
    "UTC", "A", "mastodon", "social", "author", "section", "tag", "after", "before", "number",
}  # fmt: skip
TOLD_TO_SCRIPTS = ("save", "remove", "refused", "copied", "one", "many", "edited", "over", "title")
SPOKEN = (
    "alt",
    "title",
    "aria-label",
    "placeholder",
    *(f"data-{name}" for name in TOLD_TO_SCRIPTS),
)
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture
def paper(db, time_machine):
    """A newspaper in Greek letters that has everything that a page can show; its addresses."""
    time_machine.move_to(NOON.replace(hour=9), tick=False)
    Publication.objects.create(
        name="Εφημερίδα", strapline="Κάθε μέρα", about="Για όλους.", share_caption="Πες το"
    )
    world = make_section(name="Κόσμος", slug="kosmos", description="Κοντά και μακριά.")
    asia = make_section(name="Ασία", slug="asia", parent=world)
    ana = make_author(
        name="Άννα", slug="ana", job="Συντάκτρια", beats="Δρόμοι", website="https://a.example/"
    )
    makers = [make_author(name=name) for name in ("Βάσω", "Γιώργος", "Δάφνη", "Ελένη", "Ζωή")]
    source = make_source(name="Αρχείο", slug="arxeio", kind="document", url="https://b.example/")
    photo = make_photo(alt="Ποτάμι", caption="Το ποτάμι.", credit="Άννα", licence="public-domain")
    photo.attributions.create(source=source, used_for="εικόνα")
    prose = "<p>Το ποτάμι φτάνει στη θάλασσα.</p>"
    story = make_article(
        headline="Το ποτάμι",
        standfirst="Φτάνει στη θάλασσα.",
        slug="potami",
        section=world,
        published_at=NOON.replace(hour=8),
        kind="explainer",
        dateline="Αθήνα",
        backstory="Ρωτήσαμε.",
        ai_use="Καμία.",
        tags=["νερό"],
        lead_photo=photo,
        authors=[ana, *makers[:2]],
        parts=[(f"Μέρος {number}", prose) for number in "αβγδ"],
    )
    for order, role in enumerate(("photos", "data", "editing", "translation"), start=3):
        Byline.objects.create(article=story, author=makers[-1 - order % 3], role=role, order=order)
    make_attribution(
        story,
        source=source,
        used_for="δήλωση",
        part=story.parts.first(),
        url="https://b.example/x",
        archived_url="https://c.example/",
        accessed_on=NOON.date(),
    )
    publishing.publish(story)
    for kind in ("correction", "clarification", "update", "retraction"):
        time_machine.shift(600)
        make_part(story, subhead="Νέο", prose=prose, order=9)
        told = Correction(kind=kind, text="Άλλαξε.")
        publishing.publish(Article.objects.get(pk=story.pk), correction=told)
    live = make_article(
        headline="Τώρα", slug="tora", kind="live", section=world, authors=[ana],
        published_at=NOON.replace(hour=8), parts=[]
    )  # fmt: skip
    make_part(live, subhead="Αρχή", prose=prose, posted_at=NOON.replace(hour=9))
    make_article(
        headline="Τέλος", slug="telos", kind="live", section=asia, authors=[ana],
        coverage_ended_at=NOON, published_at=NOON.replace(month=10), parts=[],
    )  # fmt: skip
    for kind in ("analysis", "opinion", "news"):
        make_article(
            headline="Παλιό",
            section=asia,
            kind=kind,
            authors=[ana],
            published_at=NOON.replace(day=2),
        )
    gone = make_article(
        headline="Χάθηκε",
        slug="gone",
        section=world,
        authors=[ana],
        status=Status.TAKEN_DOWN,
        taken_down_reason="Το είπε ο δικαστής.",
    )
    ArticleViews.objects.create(article=story, imported=1_021)
    time_machine.move_to(NOON, tick=False)
    return [
        "/", STORY, f"{STORY}text/", f"{STORY}history/", f"{STORY}history/1-2/",
        f"{STORY}history/?older=9&newer=9", f"{STORY}mastodon/",
        f"{STORY}mastodon/?server=mastodon.social", f"{STORY}mastodon/?server=no",
        f"{STORY}mastodon/?server=",
        "/kosmos/2026/11/tora/", "/asia/2026/10/telos/",
        "/kosmos/", "/asia/", "/tag/νερό/", "/author/ana/", "/source/arxeio/", "/authors/",
        "/most-read/", "/most-read/all-time/", "/corrections/", "/reading-list/", "/offline/",
        "/archive/", "/archive/2026/", "/archive/2026/11/", "/archive/2026/11/24/",
        "/about/", "/about/masthead/", "/about/views/",
        "/search/", "/search/?q=ποτάμι", "/search/?q=ποτάμη", "/search/?q=\"ποτάμι", "/search/?q=",
        "/search/?q=-ποτάμι", "/search/?q=πο*", "/search/?q=author:", "/search/?q=-after:2026",
        "/search/?q=after:2026", "/search/?q=after:αύριο", f"/search/?q={'α' * 201}",
        f"/search/?q={'α ' * 20}", "/search/?q=ποτάμι&sort=no", "/search/?q=ποτάμι&page=0",
        "/ατλαντίς/", gone.get_absolute_url(), "/?q=%00",
    ]  # fmt: skip


def words_of(page):
    """Return all that a page says: its texts, and what is said by attributes."""
    said = []
    for node in page.select("html")[0].traverse(include_text=True):
        if node.tag == "-text" and node.parent.tag not in ("script", "style", "textarea"):
            said.append(node.text_content)
        elif node.tag not in ("meta", "link"):
            said += [node.attributes[name] for name in SPOKEN if node.attributes.get(name)]
    return [text.strip() for text in said if text.strip()]


def in_english(language):
    """Return a pattern for each piece of English that the language says in other words."""
    for entry in entries_of(language):
        for english in filter(None, (entry.text, entry.plural)):
            kept = {piece.strip() for text in entry.translations for piece in pieces(text)}
            for piece in pieces(english):
                if re.search("[A-Za-z]{2}", PLACE.sub("", piece)) and piece.strip() not in kept:
                    yield re.compile(".+".join(map(re.escape, PLACE.split(piece.strip()))))


def pieces(text):
    return re.split("<[^>]*>", text)


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_page_says_its_language_and_direction(client, settings, paper, language, direction):
    settings.LANGUAGE_CODE = language

    for address in paper:
        page = Page(client.get(address))
        own = address == STORY + "text/"

        assert page.attributes("html", "lang") == ["en" if own else language], address
        assert page.attributes("html", "dir") == ["ltr" if own else direction], address


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left_on_any_page(client, settings, paper, language):
    settings.LANGUAGE_CODE = language
    english = list(in_english(language))

    for address in paper:
        for text in words_of(Page(client.get(address))):
            assert not [each for each in english if each.fullmatch(text)], address


def test_latin_letters_stand_only_in_names_on_an_arabic_page(client, settings, paper):
    """This finds what nobody has marked as a text to be translated, too."""
    settings.LANGUAGE_CODE = "ar"

    for address in paper:
        texts = words_of(Page(client.get(address)))
        words = re.sub(r"https?://\S+", "", " ".join(texts))
        latin = set(re.findall("[A-Za-z]+", words))

        assert latin <= NAMES, address


@pytest.mark.parametrize(
    ("language", "published", "accessed", "today", "views"),
    [
        ("en", "24 November 2026, 08:05 UTC", "24 November 2026", "Tuesday, 24 November", "1,021"),
        ("de", "24. November 2026, 08:05 Uhr UTC", "24. November", "Dienstag, 24.", "1.021"),
        ("fr", "24 novembre 2026 à 08h05 UTC", "24 novembre", "Mardi 24 novembre", "1\u202f021"),
        ("ar", "24 نوفمبر 2026، 08:05 UTC", "24 نوفمبر 2026", "الثلاثاء، 24 نوفمبر", "1,021"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(
    client, settings, paper, language, published, accessed, today, views
):
    settings.LANGUAGE_CODE = language

    page = Page(client.get(STORY))

    assert published in page.texts(".story__times time")
    assert accessed in page.texts(".sources__details")[0]
    assert page.text(".masthead__date").startswith(today)
    assert views in page.select("[data-views-total]")[0].text()


@pytest.mark.parametrize(
    ("language", "first"), [("en", "Mon"), ("de", "Mo"), ("fr", "lun"), ("ar", "سبت")]
)
def test_weeks_of_the_archive_begin_as_readers_expect(client, settings, paper, language, first):
    settings.LANGUAGE_CODE = language

    page = Page(client.get("/archive/2026/11/"))

    assert page.texts(".calendar__weekday")[0] == first
    assert len(page.texts(".calendar__weekday")) == 7


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "مقال واحد"), (2, "مقالان"), (3, "3 مقالات"), (11, "11 مقالًا"), (100, "100 مقال")],
)
def test_number_of_stories_has_the_form_that_arabic_wants(client, settings, db, number, words):
    settings.LANGUAGE_CODE = "ar"
    section, author = make_section(), make_author()
    for _ in range(number):
        make_article(section=section, authors=[author], parts=[], published_at=NOON)

    page = Page(client.get("/archive/2026/"))

    assert words in page.texts(".archive__number")


def test_story_keeps_its_own_language_and_direction(client, settings, paper):
    settings.LANGUAGE_CODE = "ar"

    page = Page(client.get(STORY))

    assert page.attributes(".story", "lang") == ["en"]
    assert page.attributes(".story", "dir") == ["ltr"]
    assert page.attributes(".story__foot", "dir") == ["rtl"]


def test_what_is_told_of_an_author_keeps_its_own_direction(client, settings, db):
    settings.LANGUAGE_CODE = "ar"
    ana = make_author(slug="ana", bio="Writes of roads.")
    story = make_article(authors=[ana])

    assert Page(client.get("/author/ana/")).attributes(".list-head__words", "dir") == ["auto"]
    page = Page(client.get(story.get_absolute_url()))
    assert page.attributes(".author-box__bio", "dir") == ["auto"]


def test_new_paper_asks_to_share_in_its_language(client, settings, db):
    settings.LANGUAGE_CODE = "de"
    story = make_article()

    page = Page(client.get(story.get_absolute_url()))

    assert set(page.texts(".share-bar__caption")) == {"Gern weitersagen"}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1440])
def test_arabic_pages_are_accessible_and_fit(chromium, live_server, settings, paper, width):
    settings.LANGUAGE_CODE, settings.SITE_ADDRESS = "ar", live_server.url
    Article.objects.update(language="ar")
    page = browser.open_page(
        chromium, viewport={"width": width, "height": 900}, base_url=live_server.url
    )

    for address in paper[:-1]:
        page.goto(address)
        page.evaluate(
            "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
        )

        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert browser.faults(page) == [], address
    page.context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [320, 1440])
def test_arabic_desk_is_accessible_and_fits(
    chromium, live_server, settings, paper, editor_client, width
):
    settings.LANGUAGE_CODE = "ar"
    story = Article.objects.get(slug="potami")
    page = browser.open_page(
        chromium, viewport={"width": width, "height": 900}, base_url=live_server.url
    )
    browser.sign_in(page, live_server, editor_client)

    for screen in (
        "",
        "articles/article/",
        f"articles/article/{story.pk}/change/",
        f"articles/frontpage/{Publication.THE_ONE}/change/",
        f"photos/photo/{story.lead_photo_id}/change/",
    ):
        page.goto(f"/admin/{screen}")

        assert page.get_attribute("html", "dir") == "rtl", screen
        assert page.evaluate("document.documentElement.scrollWidth") <= width, screen
        assert browser.faults(page) == [], screen
    page.context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_script_writes_numbers_as_the_page_does(chromium, live_server, settings, paper, language):
    settings.LANGUAGE_CODE, settings.SITE_ADDRESS = language, live_server.url
    written = re.compile(r"1(\D)02")
    page = browser.open_page(chromium, base_url=live_server.url)
    separator = written.search(page.request.get(STORY).text().split("data-views-total>")[1])[1]

    with page.expect_response("**/views/"):
        page.goto(STORY)
    page.wait_for_function("document.querySelector('[data-views-today]').textContent === '1'")

    assert page.text_content("[data-views-total]") == f"1{separator}022"
    page.context.close()
