"""A video of another site is asked for when the reader says so, and not before."""

import pytest
from playwright.sync_api import expect

from tests import browser
from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
FRAME = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"


@pytest.fixture
def story(newspaper):
    prose = f'<p>See:</p><p><a href="{ADDRESS}">The bridge opens</a></p><p>So it was.</p>'
    return make_article(section=newspaper.section, parts=[prose])


@pytest.fixture
def watched(reader, live_server):
    """Open pages that note what they ask of others, who all answer with an empty page."""

    def watched(**options):
        page = reader(**options)
        page.asked = []

        def answer(route):
            page.asked.append(route.request)
            route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")

        elsewhere = lambda address: not address.startswith(live_server.url)  # noqa: E731
        page.context.route(elsewhere, answer)
        return page

    return watched


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_is_asked_of_the_other_site_before_the_reader_does(watched, story, width):
    page = watched(width=width)

    page.goto(story.get_absolute_url(), wait_until="networkidle")

    expect(page.get_by_role("link", name="The bridge opens")).to_have_attribute("href", ADDRESS)
    expect(page.get_by_role("button", name="Load from YouTube")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
    assert page.asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert browser.faults(page) == []


def test_frame_is_loaded_by_keyboard_and_learns_the_site_but_not_the_story(
    watched, story, live_server
):
    page = watched()
    page.goto(story.get_absolute_url(), wait_until="networkidle")

    page.get_by_role("button", name="Load from YouTube").focus()
    page.keyboard.press("Enter")

    frame = page.locator("iframe")
    expect(frame).to_have_attribute("src", FRAME)
    expect(frame).to_have_attribute("title", "Video on YouTube")
    expect(frame).to_be_focused()
    assert "allow-top-navigation" not in frame.get_attribute("sandbox")
    page.wait_for_load_state("networkidle")
    assert [request.url for request in page.asked] == [FRAME]
    assert page.asked[0].header_value("referer") == f"{live_server.url}/"
    assert page.complaints == []
    box = frame.bounding_box()
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)


def test_without_scripts_the_card_is_a_link(watched, story):
    page = watched(java_script_enabled=False)

    page.goto(story.get_absolute_url())

    expect(page.get_by_role("link", name="The bridge opens")).to_be_visible()
    expect(page.get_by_role("button", name="Load from YouTube")).to_have_count(0)
    assert page.asked == []
