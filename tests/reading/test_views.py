"""The numbers of a story in a browser."""

import pytest

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
