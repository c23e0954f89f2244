"""The numbers of a story in a browser."""

import pytest
from playwright.sync_api import expect

from readership.models import ArticleViews
from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RETRY_AFTER = 30  # seconds


def test_view_that_could_not_be_counted_is_sent_once_more(reader):
    story = make_article()
    page = reader()
    page.clock.install()
    busy = {"status": 503, "headers": {"Retry-After": str(RETRY_AFTER)}}
    page.route("**/views/", lambda route: route.fulfill(**busy), times=1)
    with page.expect_response("**/views/") as first:
        page.goto(story.get_absolute_url())
    assert not ArticleViews.objects.filter(article=story).exists()

    with page.expect_response("**/views/") as second:
        page.clock.fast_forward(RETRY_AFTER * 1_000)

    assert [first.value.status, second.value.status] == [503, 200]
    assert ArticleViews.objects.get(article=story).total == 1


@pytest.mark.parametrize(
    ("language", "total"), [("en", "1,234,568"), ("de", "1.234.568"), ("fr", "1\u202f234\u202f568")]
)
def test_new_numbers_are_written_as_the_page_wrote_the_old(reader, settings, language, total):
    settings.LANGUAGE_CODE = language
    story = make_article()
    ArticleViews.objects.create(article=story, imported=1_234_567)
    page = reader()

    page.goto(story.get_absolute_url())

    expect(page.locator("[data-views-total]").first).to_have_text(total)
    expect(page.locator("[data-views-today]").first).to_have_text("1")
