"""One line at the head of every page: who writes it, what it leads to, and when it goes."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import publishing
from articles.models import BreakingNews, Status
from publication.models import Publication
from tests.factories import make_article
from tests.page import Page

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/breakingnews/add/"
LIST = "/admin/articles/breakingnews/"


def announce(client, article, *, line="The lock is closed", hours=2, address=ADD):
    until = timezone.localtime(timezone.now() + timedelta(hours=hours))
    fields = {"line": line, "article": article.pk, "until": until.strftime("%Y-%m-%dT%H:%M")}
    return client.post(address, fields)


def line_on(response):
    return Page(response).texts(".breaking__link")


def test_line_stands_on_every_page_and_leads_to_its_story(editor_client, client):
    story, other = make_article(), make_article()

    announce(editor_client, story)

    for address in ["/", other.get_absolute_url(), "/authors/", "/nothing-here/"]:
        response = client.get(address)
        assert line_on(response) == ["The lock is closed"]
        [link] = Page(response).select(".breaking__link")
        assert link.attributes["href"] == story.get_absolute_url()


def test_line_goes_by_itself_at_its_moment(editor_client, client):
    announce(editor_client, make_article(), hours=2)

    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert line_on(client.get("/")) == []


def test_line_goes_with_its_story(editor_client, client):
    story = make_article()
    announce(editor_client, story)

    publishing.take_down(story, reason="It was not so.")

    assert line_on(client.get("/")) == []


def test_line_of_a_scheduled_story_waits_for_it(editor_client, client):
    later = timezone.now() + timedelta(hours=1)
    announce(editor_client, make_article(published_at=later), hours=2)

    assert line_on(client.get("/")) == []
    with time_machine.travel(later + timedelta(minutes=1)):
        assert line_on(client.get("/")) == ["The lock is closed"]


def test_there_is_one_line_at_most(editor_client):
    story = make_article()
    announce(editor_client, story)

    opened = editor_client.get(ADD, follow=True)
    announce(
        editor_client, story, line="The lock is open again", address=opened.request["PATH_INFO"]
    )

    assert [news.line for news in BreakingNews.objects.all()] == ["The lock is open again"]


@pytest.mark.parametrize(
    ("fields", "hours", "message"),
    [
        ({"status": Status.DRAFT}, 2, "is not published (Draft)"),
        ({"status": Status.TAKEN_DOWN, "taken_down_reason": "Wrong."}, 2, "was taken down"),
        ({}, -1, "This time is past."),
    ],
)
def test_what_readers_could_not_follow_is_refused(editor_client, fields, hours, message):
    response = announce(editor_client, make_article(**fields), hours=hours)

    assert message in response.content.decode()
    assert 'value="The lock is closed"' in response.content.decode()
    assert not BreakingNews.objects.exists()


def test_no_page_takes_a_query_more(client, editor_client, django_assert_num_queries):
    story = make_article()
    Publication.stored()
    client.get("/authors/")
    with django_assert_num_queries(3):
        client.get("/authors/")

    announce(editor_client, story)

    with django_assert_num_queries(3):
        client.get("/authors/")
