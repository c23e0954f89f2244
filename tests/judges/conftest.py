"""The demo publication with one page of every type, loaded once for all judges."""

import os
import secrets
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings

from articles.models import Article, Kind, Status
from bench.server import serving
from publication.models import Publication
from tests.factories import make_article, make_section


@pytest.fixture(scope="package")
def _demo_once(django_db_setup, django_db_blocker, drawn_once, tmp_path_factory):
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        call_command("load_demo", stdout=StringIO())
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def demo(_demo_once, db, settings):
    """The whole demo site; what a test changes in it is undone."""
    settings.MEDIA_ROOT = _demo_once


@pytest.fixture(scope="package")
def served(_demo_once, collected_once, tmp_path_factory):
    """The address of the demo as gunicorn serves it to readers, with a database of its own."""
    database = tmp_path_factory.mktemp("served") / "demo.sqlite3"
    # The server is a process of its own and would see nothing of a transaction that is open here.
    database.write_bytes(connection.connection.serialize())
    environment = {
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{database}",
        "MEDIA_ROOT": str(_demo_once),
        "STATIC_ROOT": str(collected_once),
    }
    core = min(os.sched_getaffinity(0))
    with serving("newsroom.wsgi:application", core=core, environment=environment) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture
def report(demo):
    """The demo's story of a planned meeting, with six subheads, sources and a picture."""
    return Article.objects.published().get(slug="kim-putin-meeting")


@pytest.fixture
def pages(demo, collected, client, editor):
    """Answers of every type of page, `{name: response}`."""
    published = Article.objects.published()
    story = published.get(slug="kim-putin-meeting")
    changed = published.filter(versions__number=2).first()
    gone = make_article(status=Status.TAKEN_DOWN, taken_down_reason="A court forbade it.")
    day = story.published_at
    addresses = {
        "front": "/",
        "section": "/world/",
        "section without a story": make_section().get_absolute_url(),
        "tag": f"/tag/{story.tags.first().slug}/",
        "source": "/source/politico/",
        "author": story.bylines.first().author.get_absolute_url(),
        "authors": "/authors/",
        "archive": "/archive/",
        "year": f"/archive/{day.year}/",
        "month": f"/archive/{day.year}/{day.month}/",
        "day": f"/archive/{day.year}/{day.month}/{day.day}/",
        "most read": "/most-read/",
        "most read ever": "/most-read/all-time/",
        "corrections": "/corrections/",
        "about": "/about/",
        "policy": "/about/ethics/",
        "how views are counted": "/about/views/",
        "story": story.get_absolute_url(),
        "live coverage": published.filter(kind=Kind.LIVE).first().get_absolute_url(),
        "story in Arabic": published.filter(language="ar").first().get_absolute_url(),
        "changed story": changed.get_absolute_url(),
        "history": f"{changed.get_absolute_url()}history/",
        "changes": f"{changed.get_absolute_url()}history/1-2/",
        "text edition": f"{story.get_absolute_url()}text/",
        "share on Mastodon": f"{story.get_absolute_url()}mastodon/",
        "refused server": f"{story.get_absolute_url()}mastodon/?server=no",
        "search": "/search/",
        "found": "/search/?q=water",
        "not found by search": "/search/?q=zzzzzz",
        "reading list": "/reading-list/",
        "offline": "/offline/",
        "not found": "/atlantis/",
        "gone": gone.get_absolute_url(),
    }
    nobody = RequestFactory().get("/")
    nobody.user = AnonymousUser()
    signed_in = Client()
    signed_in.force_login(editor)
    return {
        **{name: client.get(address) for name, address in addresses.items()},
        "preview": signed_in.get(f"/preview/{story.pk}/"),
        "bad request": client.get("/search/?q=%00"),
        "too large": render(nobody, "413.html"),
        "broken": HttpResponse(render_to_string("500.html")),
        "unavailable": HttpResponse(render_to_string("503.html", {"was_sent": True})),
    }


@pytest.fixture
def desk_pages(demo, collected, editor_client, report):
    """Answers of the desk's main screens to an editor, `{name: response}`."""
    screens = {
        "index": "",
        "stories": "articles/article/",
        "new story": "articles/article/add/",
        "story": f"articles/article/{report.pk}/change/",
        "history": f"articles/article/{report.pk}/history/",
        "notes": f"stories/{report.pk}/notes/",
        "front page": f"articles/frontpage/{Publication.THE_ONE}/change/",
        "photos": "photos/photo/",
        "photo": f"photos/photo/{report.lead_photo_id}/change/",
        "author": f"authors/author/{report.bylines.first().author_id}/change/",
        "source": "sources/source/add/",
        "sections": "publication/section/",
        "publication": f"publication/publication/{Publication.THE_ONE}/change/",
        "policy": "policies/policy/add/",
        "tag": "taggit/tag/add/",
    }
    return {
        **{name: editor_client.get(f"/admin/{path}") for name, path in screens.items()},
        "sign in": Client().get("/admin/login/"),
    }
