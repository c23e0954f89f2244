"""Several processes, each with a cache of its own, hand out the same Edition within a second."""

import time
from urllib.request import urlopen

import pytest

from articles.models import Article
from tests import servers
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)
WITHIN = 1  # second


def words_of(server, path):
    with urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=30) as response:
        return response.read().decode()


def test_publication_is_seen_on_another_process_within_a_second(client):
    page = make_article(headline="The old harbour").get_absolute_url()
    with servers.gunicorn(PAGE_CACHE=1) as other:
        for _ in range(3):
            assert "The old harbour" in words_of(other, page)
        assert "The old harbour" in client.get(page).content.decode()

        Article.objects.update(headline="The new harbour")
        time.sleep(WITHIN)

        assert "The new harbour" in words_of(other, page)
        assert "The new harbour" in client.get(page).content.decode()
