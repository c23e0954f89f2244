"""Where a story can be shared: plain links that carry its address and headline, and no more."""

from http import HTTPStatus
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from publication.share_links import ALL_KEYS, SHARE_TARGETS, share_links
from tests.factories import make_article
from tests.page import Page

ADDRESS = "https://news.example/world/2026/11/a-story/"
HEADLINE = "Tea & “cake”: 100% more? #yes"


def test_every_link_survives_a_headline_of_signs():
    for link in share_links(ADDRESS, HEADLINE):
        if not link.is_elsewhere or link.key in ("facebook", "linkedin"):
            continue
        values = " ".join(
            value for each in parse_qs(urlsplit(link.href).query).values() for value in each
        )
        assert HEADLINE in values, link
        assert ADDRESS in values, link


def test_mail_has_subject_and_body():
    [mail] = share_links(ADDRESS, HEADLINE, ["email"])

    fields = parse_qs(urlsplit(mail.href).query)
    assert fields == {"subject": [HEADLINE], "body": [ADDRESS]}


def test_links_stand_in_the_order_asked_for_and_unknown_ones_are_left_out():
    links = share_links(ADDRESS, HEADLINE, ["x", "friendster", "email"])

    assert [link.key for link in links] == ["x", "email"]


def test_every_target_has_a_glyph(settings):
    sheet = (settings.BASE_DIR / "static/css/blocks/share-glyphs.css").read_text()

    assert all(f'[data-share="{key}"]' in sheet for key in ALL_KEYS)


def test_links_to_others_are_https():
    elsewhere = [target.link for target in SHARE_TARGETS if "//" in target.link]

    assert len(elsewhere) == 8
    assert all(link.startswith("https://") for link in elsewhere)


@pytest.mark.django_db
class TestMastodon:
    @pytest.fixture
    def address(self):
        self.article = make_article(headline=HEADLINE)
        return f"{self.article.get_absolute_url()}mastodon/"

    def test_reader_is_asked_for_their_own_server(self, client, address):
        page = Page(client.get(address))

        assert page.text(".form__label") == "Your server"
        assert page.select("input[name=server]")

    def test_answer_is_a_link_to_that_server(self, client, address):
        page = Page(client.get(address, {"server": "Social.Example"}))

        [href] = page.attributes("a.button", "href")
        assert href.startswith("https://social.example/share?text=")
        assert HEADLINE in unquote(href)
        assert self.article.address in unquote(href)

    @pytest.mark.parametrize(
        "server",
        [
            "",
            "no",
            "javascript:alert(1)",
            "a.example/path",
            "user@a.example",
            "-a.example",
            "x" * 300,
        ],
    )
    def test_what_is_no_server_is_refused_beside_the_field(self, client, address, server):
        response = client.get(address, {"server": server})

        page = Page(response)
        assert response.status_code == HTTPStatus.BAD_REQUEST
        assert page.text(".errorlist")
        assert page.select("input[name=server]")[0].attributes.get("value", "") == server
        assert not page.select("a.button")
