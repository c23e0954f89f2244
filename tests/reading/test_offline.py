"""Stories that were read can be read again without a network, and nothing else is kept."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Status
from readership.models import ArticleViews
from tests import browser
from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = """async () => (await caches.keys())
  .filter((name) => name.startsWith("story "))
  .map((name) => name.slice("story ".length))"""
ALL_ADDRESSES = """async () => {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = await Promise.all(caches_.map((cache) => cache.keys()));
  return requests.flat().map((request) => new URL(request.url).pathname);
}"""

HAS_PICTURE = f"""async () => (await ({ALL_ADDRESSES})()).includes(
  new URL(document.querySelector(".story__lead img").currentSrc).pathname)"""


def wait_until(page, expression, value, argument=None):
    for _ in range(100):
        if page.evaluate(expression, argument) == value:
            return
        page.wait_for_timeout(100)
    assert page.evaluate(expression, argument) == value


def wait_until_kept(page, *addresses):
    wait_until(page, KEPT, list(addresses))


@pytest.fixture
def page(reader, newspaper):
    """The page of a reader who has read the main story and sits in front of it."""
    page = reader()
    page.goto(newspaper.get_absolute_url(), wait_until="networkidle")
    wait_until_kept(page, newspaper.get_absolute_url())
    # The story is kept first, then what it is shown with.
    wait_until(page, HAS_PICTURE, True)
    return page


def test_story_that_was_read_is_read_again_offline_with_its_picture_and_looks(page, newspaper):
    page.context.set_offline(True)

    page.goto(newspaper.get_absolute_url())

    expect(page.locator("h1")).to_have_text(newspaper.headline)
    expect(page.locator(".part")).to_have_count(6)
    wait_until(page, "document.querySelector('.story__lead img').naturalWidth > 0", True)
    assert (
        page.locator("h1")
        .evaluate("(h1) => getComputedStyle(h1).fontFamily")
        .startswith("Newsreader")
    )
    assert page.evaluate("document.fonts.check('500 32px Newsreader')")


def test_page_that_cannot_be_reached_leads_to_the_stories_on_the_device(page, newspaper):
    page.context.set_offline(True)

    page.goto("/archive/")

    expect(page.get_by_text("You are offline")).to_be_visible()
    expect(page.locator(".river__item")).to_have_count(1)
    assert browser.faults(page) == []
    page.get_by_role("link", name=newspaper.headline).click()
    expect(page.locator(".story__headline")).to_have_text(newspaper.headline)


def test_story_is_removed_from_the_device_by_keyboard(page, newspaper):
    page.goto("/offline/")
    expect(page.get_by_text("You are offline")).to_be_hidden()

    page.get_by_role("button", name="Remove").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("No story is kept yet.")).to_be_visible()
    wait_until_kept(page)


def test_offline_reading_is_not_counted_nor_sent_later(page, newspaper):
    total = ArticleViews.objects.get().total
    page.context.set_offline(True)
    page.goto(newspaper.get_absolute_url())
    page.reload()

    page.context.set_offline(False)
    page.goto("/archive/", wait_until="networkidle")

    assert total == 1_022
    assert ArticleViews.objects.get().total == total


def test_story_that_was_taken_down_leaves_the_device_when_it_is_asked_for(page, newspaper):
    Article.objects.filter(pk=newspaper.pk).update(
        status=Status.TAKEN_DOWN, taken_down_reason="A court forbade it."
    )

    page.goto(newspaper.get_absolute_url())
    expect(page.get_by_text("A court forbade it.")).to_be_visible()
    wait_until_kept(page)
    page.context.set_offline(True)
    page.goto("/archive/")

    expect(page.get_by_text("No story is kept yet.")).to_be_visible()


def test_story_that_moved_leaves_its_old_address(page, newspaper):
    old = newspaper.get_absolute_url()
    newspaper.slug = "highway"
    newspaper.save()

    page.goto(old, wait_until="networkidle")

    wait_until_kept(page, newspaper.get_absolute_url())


def test_nothing_but_stories_and_what_they_show_is_kept(
    page, newspaper, live_server, editor_client
):
    browser.sign_in(page, live_server, editor_client)
    draft = make_article(status=Status.DRAFT, section=newspaper.section)

    for address in (
        "/", "/search/?q=road", "/atlantis/", "/admin/", f"/preview/{draft.pk}/",
        f"{newspaper.get_absolute_url()}mastodon/", "/about/views/",
    ):  # fmt: skip
        page.goto(address, wait_until="networkidle")

    pages = [
        address
        for address in page.evaluate(ALL_ADDRESSES)
        if not address.startswith(("/static/", "/media/renditions/"))
    ]
    assert sorted(set(pages)) == ["/offline/", newspaper.get_absolute_url()]


def test_last_thirty_stories_are_kept(page, newspaper):
    addresses = [
        make_article(section=newspaper.section).get_absolute_url() for _number in range(31)
    ]

    for address in addresses:
        page.evaluate(
            "(story) => navigator.serviceWorker.controller.postMessage({ story, files: [] })",
            address,
        )
        wait_until(page, "(story) => caches.has(`story ${story}`)", True, address)

    wait_until_kept(page, *addresses[1:])


def test_switched_off_everything_is_removed(page, newspaper, settings):
    settings.OFFLINE_READING = False

    page.evaluate(
        "navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' })"
    )

    wait_until(page, "caches.keys()", [])
    wait_until(page, "navigator.serviceWorker.getRegistrations().then((all) => all.length)", 0)
