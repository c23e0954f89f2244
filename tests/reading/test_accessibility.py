"""Every public page, judged by axe and by a browser: light and dark, on a telephone and a desk."""

import re
from datetime import UTC, datetime

import pytest

from articles import publishing
from articles.models import Article, Correction, Status
from tests import browser
from tests.factories import make_article
from tests.page import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses(newspaper):
    gone = make_article(status=Status.TAKEN_DOWN, taken_down_reason="A court forbade it.")
    corrected = make_article(headline="A bridge", slug="bridge", parts=[("", "<p>Of wood.</p>")])
    for prose, correction in (
        ("<p>Of wood.</p>", None),
        ("<p>Of iron.</p>", None),
        ("<p>Of stone.</p>", Correction(kind="correction", text="The bridge is of stone.")),
    ):
        corrected.parts.update(prose=prose)
        publishing.publish(Article.objects.get(pk=corrected.pk), correction=correction)
    live = make_article(kind="live", parts=[("Noon", "<p>A ship.</p>")])
    return {
        "front": "/",
        "story": newspaper.get_absolute_url(),
        "story in Arabic": f"/asia/{newspaper.published_at:%Y}/{newspaper.published_at:%m}/canal/",
        "section": "/world/",
        "section within": "/asia/",
        "tag": "/tag/roads/",
        "author": "/author/ana/",
        "source": "/source/politico/",
        "about": "/about/",
        "masthead": "/about/masthead/",
        "how views are counted": "/about/views/",
        "authors": "/authors/",
        "most read": "/most-read/all-time/",
        "archive": "/archive/",
        "year": f"/archive/{newspaper.published_at:%Y}/",
        "month": f"/archive/{newspaper.published_at:%Y/%m}/",
        "day": f"/archive/{newspaper.published_at:%Y/%m/%d}/",
        "reading list": "/reading-list/",
        "offline": "/offline/",
        "corrected": corrected.get_absolute_url(),
        "history": f"{corrected.get_absolute_url()}history/",
        "what changed": f"{corrected.get_absolute_url()}history/1-2/",
        "corrections": "/corrections/",
        "live": live.get_absolute_url(),
        "share on Mastodon": f"{newspaper.get_absolute_url()}mastodon/",
        "refused server": f"{newspaper.get_absolute_url()}mastodon/?server=no",
        "not found": "/atlantis/",
        "gone": gone.get_absolute_url(),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_pages_are_accessible_and_fit(reader, addresses, scheme, width):
    page = reader(width=width, color_scheme=scheme)

    for name, address in addresses.items():
        page.goto(address)
        page.evaluate(
            "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
        )

        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert browser.faults(page) == [], name


def test_versions_to_choose_from_fit_where_dates_are_long(reader, settings, time_machine):
    settings.LANGUAGE_CODE = "de"
    time_machine.move_to(datetime(2026, 9, 28, 12, tzinfo=UTC))
    story = make_article(parts=[("", "<p>Of wood.</p>")])
    for prose in ("<p>Of wood.</p>", "<p>Of iron.</p>", "<p>Of stone.</p>"):
        story.parts.update(prose=prose)
        publishing.publish(Article.objects.get(pk=story.pk))
    page = reader(width=320)

    page.goto(f"{story.get_absolute_url()}history/")

    assert "28. September 2026" in page.locator(".version-choice option").first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_pages_have_the_sheet_of_each_block_that_they_show(client, addresses, settings):
    folder = settings.BASE_DIR / "static" / "css"

    def names(sheet):
        blocks = re.findall(r'"(blocks/.+?)"', (folder / sheet).read_text())
        rules = "".join((folder / block).read_text() for block in blocks)
        return set(re.findall(r"^\.([\w-]+)", rules, re.MULTILINE))

    # What is known everywhere may have more to it on the pages that have the second sheet.
    in_the_second_alone = names("pages.css") - names("site.css")
    have_it = set()
    for name, address in addresses.items():
        page = Page(client.get(address))
        shown = {word for words in page.attributes("[class]", "class") for word in words.split()}
        if any(link.endswith("css/pages.css") for link in page.attributes("link", "href")):
            have_it.add(name)
        else:
            assert not shown & in_the_second_alone, name

    assert {"section", "corrected", "live", "not found"} <= have_it
    assert not have_it & {"front", "story"}


def test_pages_ask_nobody_else_and_obey_the_policy(reader, addresses, live_server):
    page = reader()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    for address in addresses.values():
        page.goto(address, wait_until="networkidle")

    assert len(asked) > len(addresses)
    assert {url.split("/")[2] for url in asked} == {live_server.url.split("/")[2]}
    # The three pages that are refused or gone say so in the console as well.
    assert [line for line in page.complaints if not line.startswith("Failed to load")] == []
    assert len(page.complaints) == 3


def test_nothing_moves_while_a_page_loads(reader, addresses):
    page = reader()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach("
        "(entry) => { window.shift += entry.value; })).observe("
        "{ type: 'layout-shift', buffered: true });"
    )

    for name in ("front", "story", "section", "author"):
        page.goto(addresses[name], wait_until="networkidle")

        # Google's bound for a good page is 0.1; half of it is for what we cannot foresee.
        assert page.evaluate("window.shift") < 0.05, name


def test_page_is_read_by_keyboard_from_the_skip_link_on(reader, newspaper):
    page = reader()
    page.goto(newspaper.get_absolute_url())

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the news"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_story_can_be_read_enlarged_fourfold(reader, newspaper):
    """A window of 1280 pixels at 400 % is one of 320 pixels (WCAG 1.4.10)."""
    page = reader(width=320, device_scale_factor=4)
    page.goto(newspaper.get_absolute_url())

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(".prose").first.bounding_box()["width"] > 250
