"""What was made to break the desk, and what happens by a second click or in a second window."""

import random
import socket

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from authors.models import Author
from desk.models import Draft
from photos.models import Photo
from publication.models import Section
from tests.desk.story_form import byline, publishable, sent_again, story
from tests.factories import (
    make_article,
    make_author,
    make_photo,
    make_section,
    make_source,
    picture_file,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
HUGE = "9" * 400
NASTY = [
    "", " ", "0", "-1", "abc", "1e5", "٣", "²", "9223372036854775808", HUGE, "[]", "on", "//x",
    "javascript:alert(1)", f"https://{'a' * 600}.example", "2026-13-45T99:99", "0001-01-01T00:00",
    "9999-12-31T23:59", "2026-02-30", "parts-9999", "x" * 5_000, "published", "taken-down",
]  # fmt: skip


def screen_of(model, row):
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def photo_form(**fields):
    return {
        "alt": "Kept",
        "licence": "own",
        "focal_x": "0.5",
        "focal_y": "0.5",
        "attributions-TOTAL_FORMS": 0,
        "attributions-INITIAL_FORMS": 0,
    } | fields


# A few dozen are quick; they are the same each time, so that a failure can be looked at.
@pytest.mark.parametrize("seed", range(3))
def test_no_nonsense_in_a_story_is_an_error_of_ours(editor_client, seed):
    chance = random.Random(seed)
    author, photo = make_author(), make_photo()
    sent = publishable(
        make_section(),
        author,
        parts=[
            {"subhead": "One", "prose": "<p>1</p>", "photo": photo.pk},
            {"subhead": "Two", "prose": "<p>2</p>", "photo": "", "DELETE": ""},
        ],
        bylines=[byline(author), byline(make_author(), role="photos")],
        sources=[
            {
                "source": make_source().pk,
                "used_for": "data",
                "part": "parts-1",
                "url": "",
                "accessed_on": "",
            }
        ],
        lead_photo=photo.pk,
        **dict.fromkeys(["slug", "tags", "published_at", "embargo_until", "expires_at"], ""),
    )

    for _ in range(12):
        spoilt = {name: chance.choice(NASTY) for name in chance.sample(sorted(sent), 3)}
        spoilt = {k: "" if "TOTAL" in k and v == HUGE else v for k, v in spoilt.items()}
        response = editor_client.post(ADD, sent | spoilt)
        assert response.status_code in (200, 302, 400), spoilt


@pytest.mark.parametrize(
    ("path", "question"),
    [
        ("articles/article/", {"published_at__year": HUGE[:20]}),
        ("articles/article/", {"section__id__exact": HUGE}),
        ("articles/article/", {"p": HUGE}),
        ("articles/article/", {"authors__id__exact": "abc"}),
        ("photos/photo/", {"licence__exact": "none"}),
        ("photos/photo/", {"uploaded_at__year": "abc"}),
    ],
)
def test_no_nonsense_in_a_question_to_a_list_is_an_error_of_ours(editor_client, path, question):
    assert editor_client.get(f"/admin/{path}", question).status_code in (200, 302, 400)


def section_form(section, parent):
    fields = ("name", "slug", "accent", "order", "description")
    return {name: getattr(section, name) for name in fields} | {"parent": parent.pk}


def test_sections_never_stand_within_each_other(editor_client):
    world = make_section(name="World", slug="world")
    asia = make_section(name="Asia", slug="asia", parent=world)
    refusals = {
        (world, asia): "Asia stands within World; two levels at most.",
        (world, world): "A section cannot stand within itself.",
        (asia, asia): "A section cannot stand within itself.",
    }

    for (section, parent), message in refusals.items():
        html = editor_client.post(
            screen_of(Section, section), section_form(section, parent)
        ).content.decode()
        assert message in html.partition('id="id_parent_error"')[2].partition("</ul>")[0]

    world.refresh_from_db()
    assert world.parent is None


def test_list_of_sections_survives_a_key_that_no_column_can_hold(editor_client):
    section = make_section()
    sent = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": HUGE, "form-0-order": 3}

    response = editor_client.post("/admin/publication/section/", sent | {"_save": "Save"})

    # SQLite cannot even ask for such a key; PostgreSQL asks and finds nothing.
    assert response.status_code in (200, 400)
    section.refresh_from_db()
    assert section.order == 0


@pytest.mark.parametrize(
    ("field", "longest"),
    [("headline", 300), ("standfirst", 600), ("slug", 100), ("dateline", 80)],
)
def test_text_that_is_too_long_comes_back_with_a_message(editor_client, field, longest):
    text = "w" * (longest + 1)

    html = editor_client.post(ADD, story(**{field: text})).content.decode()

    assert f"at most {longest} characters (it has {longest + 1})" in html
    assert f'id="id_{field}_error"' in html
    assert text in html
    assert not Article.objects.exists()


@pytest.mark.parametrize("field", ["section", "lead_photo"])
def test_choice_that_is_gone_meanwhile_is_said_beside_its_field(editor_client, field):
    html = editor_client.post(ADD, story(headline="Kept", **{field: 4711})).content.decode()

    assert f'id="id_{field}_error"' in html
    assert "Select a valid choice." in html
    assert "Kept" in html


def test_form_without_its_count_of_rows_is_refused_in_words(editor_client):
    sent = story(headline="Kept", parts=[{"prose": "<p>1</p>"}])
    del sent["parts-TOTAL_FORMS"]

    response = editor_client.post(ADD, sent)

    assert response.status_code == 200
    assert "ManagementForm data is missing" in response.content.decode()
    assert "Kept" in response.content.decode()


# --- A second click, a second window ---


def test_form_that_does_not_say_what_it_has_seen_overwrites_nothing(editor_client):
    article = make_article(headline="Saved by Ben", parts=[("", "<p>Text.</p>")])
    sent = sent_again(article, headline="Forged")
    del sent["revision"]

    saved = editor_client.post(screen_of(Article, article), sent)
    keep = reverse("admin:articles_article_keep", args=[article.pk])
    kept = editor_client.post(keep, sent, headers={"Accept": "application/json"})

    html = saved.content.decode()
    assert (saved.status_code, kept.status_code) == (409, 409)
    assert "<ins>Forged</ins>" in html
    assert "<del>Saved by Ben</del>" in html
    article.refresh_from_db()
    assert article.headline == "Saved by Ben"
    assert not Draft.objects.exists()


def test_two_publications_in_one_second_are_two_versions_in_order(editor_client, time_machine):
    article = make_article(headline="Harbour closed", parts=[("", "<p>Text.</p>")])
    time_machine.move_to(timezone.now().replace(microsecond=0), tick=False)

    for headline in ("Harbour open", "Harbour closed again"):
        sent = sent_again(article, headline=headline)
        assert editor_client.post(screen_of(Article, article), sent).status_code == 302
    late = editor_client.post(screen_of(Article, article), sent | {"headline": "Too late"})

    versions = list(article.versions.all())
    assert [version.story["headline"] for version in versions][-2:] == [
        "Harbour open",
        "Harbour closed again",
    ]
    assert len({version.made_at for version in versions[-2:]}) == 1
    assert late.status_code == 409
    assert "Too late" in late.content.decode()


def test_byline_that_was_saved_meanwhile_is_refused_beside_it(editor_client):
    author = make_author()
    article = make_article(status="draft", parts=[], authors=[author])

    response = editor_client.post(
        screen_of(Article, article), story(of=article, headline="x", bylines=[byline(author)])
    )

    assert response.status_code == 200
    assert "This author already has this role on the story." in response.content.decode()


def test_byline_that_is_removed_and_added_again_is_no_double(editor_client):
    author = make_author()
    article = make_article(status="draft", parts=[], authors=[author])
    stored = byline(author, id=article.bylines.get().pk, article=article.pk, DELETE="on")

    response = editor_client.post(
        screen_of(Article, article),
        story(of=article, headline="x", bylines=[stored, byline(author)], stored=(0, 1, 0)),
    )

    assert response.status_code == 302
    assert article.bylines.count() == 1


def test_source_of_a_photo_that_was_saved_meanwhile_is_refused_beside_it(editor_client):
    politico = make_source()
    photo = make_photo(sources=[politico])
    row = {"attributions-TOTAL_FORMS": 1, "attributions-0-source": politico.pk}

    response = editor_client.post(
        screen_of(Photo, photo), photo_form(**row, **{"attributions-0-used_for": "Ref image"})
    )

    assert response.status_code == 200
    assert "This source is already named for this picture." in response.content.decode()


def test_profile_that_was_saved_meanwhile_is_refused_beside_it(editor_client):
    author = make_author()
    sent = {
        "name": author.name,
        "slug": author.slug,
        "profiles-TOTAL_FORMS": 1,
        "profiles-INITIAL_FORMS": 0,
        "profiles-0-label": "Mastodon",
        "profiles-0-url": "https://social.example/@ana",
    }

    editor_client.post(screen_of(Author, author), sent)
    response = editor_client.post(screen_of(Author, author), sent)

    assert response.status_code == 200
    assert "already exists" in response.content.decode()
    assert author.profiles.count() == 1


@pytest.mark.django_db(transaction=True)
def test_upload_that_ends_half_way_leaves_nothing_behind(live_server, editor_client):
    editor_client.get("/admin/")
    body = picture_file().read()
    head = (
        "POST /admin/photos/photo/add/ HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
        f"Cookie: sessionid={editor_client.cookies['sessionid'].value}; csrftoken={'a' * 32}\r\n"
        f"X-CSRFToken: {'a' * 32}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        f"Content-Length: {len(body) + 500}\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="original"; filename="a.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )

    with socket.create_connection((live_server.thread.host, live_server.thread.port)) as line:
        line.sendall(head.encode() + body[: len(body) // 2])
        line.shutdown(socket.SHUT_WR)
        answer = line.recv(100)

    assert b" 400 " in answer
    assert not Photo.objects.exists()
    assert editor_client.get("/admin/").status_code == 200
