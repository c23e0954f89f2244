"""What a forged form of a story cannot do, whatever it sends: each refusal stands by its field."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Byline, Part, Status
from publication.models import Publication
from staff.models import StaffMember
from tests.desk.newsroom import Newsroom
from tests.desk.story_form import byline, sent_again, story, when
from tests.desk.test_story_form import change, errors_beside, errors_of_rows
from tests.factories import make_article, make_author, make_section
from tests.page import Page

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
ONLY_EDITORS = "Only an editor of the story’s section can change this."
ONLY_CHIEFS = "Only a chief editor can change this."
NO_STEP_OF_REPORTERS = "Only an editor of the story’s section can take this step."


@pytest.fixture(autouse=True)
def _publication(db):
    Publication.stored()


@pytest.fixture
def newsroom():
    return Newsroom()


@pytest.fixture
def as_(client):
    """Sign somebody in: `as_(person).post(...)`."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in


def draft(newsroom, status="draft", **fields):
    return newsroom.story(status, **{"published_at": None} | fields)


def fresh(article):
    return Article.objects.get(pk=article.pk)


# --- Status ---


@pytest.mark.parametrize(
    ("who", "status", "buttons"),
    [
        ("reporter", "draft", ["draft", "in-review"]),
        ("reporter", "in-review", ["in-review", "draft"]),
        ("editor", "draft", ["draft", "in-review", "published"]),
        ("editor", "in-review", ["in-review", "ready", "draft", "published"]),
        ("editor", "ready", ["ready", "in-review", "published"]),
        ("editor", "published", ["published"]),
        ("chief", "published", ["published", "taken-down"]),
        ("chief", "taken-down", ["taken-down", "published"]),
    ],
)
def test_only_what_is_allowed_is_offered(newsroom, as_, who, status, buttons):
    article = newsroom.story(status)

    page = Page(as_(getattr(newsroom, who)).get(change(article)))

    assert page.attributes("button[name=status]", "value") == buttons


@pytest.mark.parametrize("status", ["ready", "published", "taken-down"])
@pytest.mark.parametrize("before", ["draft", "in-review"])
def test_reporter_cannot_set_what_an_editor_sets(newsroom, as_, before, status):
    article = draft(newsroom, before)
    sent = sent_again(article, status=status, standfirst="Typed", taken_down_reason="")

    response = as_(newsroom.reporter).post(change(article), sent)

    assert response.status_code == 200
    assert errors_beside(response, "status")
    assert "Typed" in response.content.decode()
    assert (fresh(article).status, fresh(article).standfirst) == (before, "")


def test_reporter_publishes_nothing_with_a_new_story_either(newsroom, as_):
    sent = story(
        headline="Mine",
        status="published",
        section=newsroom.world.pk,
        parts=[{"prose": "<p>Text.</p>"}],
        bylines=[byline(newsroom.ana)],
    )

    response = as_(newsroom.reporter).post(ADD, sent)

    assert errors_beside(response, "status") == [NO_STEP_OF_REPORTERS]
    assert not Article.objects.exists()


def test_reporter_sends_to_review_and_takes_back(newsroom, as_):
    article = draft(newsroom)
    client = as_(newsroom.reporter)

    client.post(change(article), sent_again(article, status="in-review"))
    assert fresh(article).status == Status.IN_REVIEW
    client.post(change(article), sent_again(article, status="draft"))
    assert fresh(article).status == Status.DRAFT


def test_story_goes_to_review_with_the_section_whose_editors_review_it(newsroom, as_):
    article = draft(newsroom, section=None)

    response = as_(newsroom.reporter).post(change(article), sent_again(article, status="in-review"))

    assert errors_beside(response, "section") == ["Choose a section: its editors review the story."]


@pytest.mark.parametrize("status", ["draft", "in-review", "ready"])
def test_nobody_takes_back_what_readers_have_seen_but_by_taking_it_down(newsroom, as_, status):
    article = newsroom.story("published")

    for person in (newsroom.editor, newsroom.chief):
        response = as_(person).post(change(article), sent_again(article, status=status))
        assert errors_beside(response, "status") == [
            "Readers have seen this story. It can be taken down, with a reason."
        ]
    assert fresh(article).status == Status.PUBLISHED


def test_scheduled_story_is_withdrawn_by_an_editor(newsroom, as_):
    article = newsroom.story("published", published_at=timezone.now() + timedelta(days=1))

    as_(newsroom.editor).post(change(article), sent_again(article, status="draft"))

    assert fresh(article).status == Status.DRAFT


def test_editor_cannot_take_down(newsroom, as_):
    article = newsroom.story("published")
    sent = sent_again(article, status="taken-down", taken_down_reason="Because.")

    response = as_(newsroom.editor).post(change(article), sent)

    assert errors_beside(response, "status") == ["Only a chief editor can take this step."]
    assert errors_beside(response, "taken_down_reason") == [ONLY_CHIEFS]
    assert fresh(article).is_published


def test_chief_takes_down_and_puts_back(newsroom, as_):
    article = newsroom.story("published")
    client = as_(newsroom.chief)

    sent = sent_again(article, status="taken-down", taken_down_reason="Wrong.")
    client.post(change(article), sent)
    assert fresh(article).status == Status.TAKEN_DOWN
    client.post(change(article), sent_again(fresh(article), status="published"))
    assert fresh(article).is_published


@pytest.mark.parametrize("field", ["published_at", "embargo_until"])
def test_what_readers_have_seen_cannot_be_hidden_by_a_time(newsroom, as_, field):
    article = newsroom.story("published")
    tomorrow = when(timezone.now() + timedelta(days=1))

    response = as_(newsroom.chief).post(change(article), sent_again(article, **{field: tomorrow}))

    assert errors_beside(response, field) == [
        "Readers have seen this story: it cannot wait any more."
    ]
    assert fresh(article).is_published


# --- Fields ---


@pytest.mark.parametrize(
    "field", ["published_at", "updated_at", "embargo_until", "expires_at", "coverage_ended_at"]
)
def test_reporter_sets_no_time(newsroom, as_, field):
    article = draft(newsroom)
    sent = sent_again(article, **{field: "2031-02-03T04:05"})

    response = as_(newsroom.reporter).post(change(article), sent)

    assert errors_beside(response, field) == [ONLY_EDITORS]
    assert "2031-02-03T04:05" in response.content.decode()
    assert getattr(fresh(article), field) is None


def test_reporter_does_not_lift_an_embargo(newsroom, as_):
    until = timezone.now() + timedelta(days=1)
    article = draft(newsroom, embargo_until=until)

    response = as_(newsroom.reporter).post(change(article), sent_again(article, embargo_until=""))

    assert errors_beside(response, "embargo_until") == [ONLY_EDITORS]
    assert fresh(article).embargo_until == until


def test_reporter_saves_a_story_whose_times_an_editor_has_set(newsroom, as_):
    until = timezone.now() + timedelta(days=1)
    article = draft(newsroom, embargo_until=until)

    as_(newsroom.reporter).post(change(article), sent_again(article, headline="Better"))

    assert (fresh(article).headline, fresh(article).embargo_until) == ("Better", until)


def test_reporter_tells_readers_of_no_correction(newsroom, as_):
    article = draft(newsroom)
    sent = sent_again(article, change_kind="correction", change_note="All wrong.")

    response = as_(newsroom.reporter).post(change(article), sent)

    assert errors_beside(response, "change_note") == [ONLY_EDITORS]


def test_nobody_says_who_began_a_story(newsroom, as_):
    article = draft(newsroom, created_by=newsroom.reporter)
    sent = sent_again(article, created_by=newsroom.other.pk)

    as_(newsroom.reporter).post(change(article), sent)
    as_(newsroom.reporter).post(ADD, story(headline="New", created_by=newsroom.other.pk))

    assert {each.created_by for each in Article.objects.all()} == {newsroom.reporter}


# --- Section ---


def sections_offered(client, address):
    options = Page(client.get(address)).select("#id_section option")
    return [option.text() for option in options if option.attributes["value"]]


def test_only_own_sections_are_offered(newsroom, as_):
    elsewhere = draft(newsroom, section=newsroom.sport)

    assert sections_offered(as_(newsroom.reporter), ADD) == ["Asia", "World"]
    assert sections_offered(as_(newsroom.chief), ADD) == ["Asia", "Sport", "World"]
    assert "Sport" in sections_offered(as_(newsroom.reporter), change(elsewhere))


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_nobody_moves_a_story_into_a_section_of_others(newsroom, as_, who):
    article = draft(newsroom)
    person = getattr(newsroom, who)

    response = as_(person).post(change(article), sent_again(article, section=newsroom.sport.pk))
    added = as_(person).post(ADD, story(headline="New", section=newsroom.sport.pk))

    assert errors_beside(response, "section")
    assert errors_beside(added, "section")
    assert [each.section for each in Article.objects.all()] == [newsroom.world]


@pytest.mark.parametrize("to", ["world", ""])
def test_nobody_takes_a_story_out_of_a_section_of_others(newsroom, as_, to):
    article = draft(newsroom, section=newsroom.sport)
    section = newsroom.world.pk if to else ""

    response = as_(newsroom.reporter).post(change(article), sent_again(article, section=section))

    assert errors_beside(response, "section") == [
        "Only those who work for Sport can take a story out of it."
    ]
    assert fresh(article).section == newsroom.sport


def test_editor_moves_a_story_between_own_sections(newsroom, as_):
    article = newsroom.story("published")

    as_(newsroom.editor).post(change(article), sent_again(article, section=newsroom.asia.pk))

    assert fresh(article).section == newsroom.asia


def test_editor_who_lost_the_section_while_writing_is_refused(newsroom, as_):
    article = newsroom.story("published")
    sent = sent_again(article, headline="Too late")
    StaffMember.objects.get(user=newsroom.editor).sections.set([newsroom.sport])

    assert as_(newsroom.editor).post(change(article), sent).status_code == 403
    assert fresh(article).headline != "Too late"


# --- Bylines ---


def test_reporter_may_add_a_colleague(newsroom, as_):
    article, colleague = draft(newsroom), make_author()
    sent = sent_again(article)
    sent |= {"bylines-TOTAL_FORMS": 2, "bylines-1-author": colleague.pk, "bylines-1-role": "data"}

    as_(newsroom.reporter).post(change(article), sent)

    assert [line.author for line in article.bylines.all()] == [newsroom.ana, colleague]


@pytest.mark.parametrize(
    "forged", [{"bylines-0-DELETE": "on"}, {"bylines-0-author": "other"}], ids=["remove", "replace"]
)
def test_reporter_keeps_the_own_byline(newsroom, as_, forged):
    other = newsroom.other.author.pk
    article = draft(newsroom, created_by=newsroom.reporter)
    forged = {name: other if value == "other" else value for name, value in forged.items()}

    response = as_(newsroom.reporter).post(change(article), sent_again(article) | forged)

    assert "keep or add the byline of Ana" in errors_of_rows(response, "bylines")[0]
    assert article.bylines.get().author == newsroom.ana


def test_reporter_signs_a_new_story_with_no_other_name(newsroom, as_):
    sent = story(headline="Hers", bylines=[byline(newsroom.other.author)])

    response = as_(newsroom.reporter).post(ADD, sent)

    assert "keep or add the byline of Ana" in errors_of_rows(response, "bylines")[0]
    assert not Article.objects.exists()


def test_reporter_without_an_author_signs_nothing(newsroom, as_):
    newsroom.ana.user = None
    newsroom.ana.save()

    response = as_(newsroom.reporter).post(ADD, story(bylines=[byline(newsroom.ana)]))

    assert "has no author yet" in errors_of_rows(response, "bylines")[0]
    assert as_(newsroom.reporter).post(ADD, story(headline="Unsigned")).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"), [("author", "own"), ("role", "data"), ("DELETE", "on")]
)
def test_reporter_leaves_the_byline_of_another_alone(newsroom, as_, field, value):
    hers = newsroom.other.author
    article = draft(newsroom, authors=[newsroom.ana, hers])
    forged = {f"bylines-1-{field}": newsroom.ana.pk if value == "own" else value}

    response = as_(newsroom.reporter).post(change(article), sent_again(article) | forged)

    said = errors_of_rows(response, "bylines") + errors_beside(response, f"bylines-1-{field}")
    assert any(message.startswith("Only an editor of the story’s section can") for message in said)
    assert article.bylines.filter(author=hers, role="words").exists()


def test_editor_signs_as_is_right(newsroom, as_):
    article, guest = draft(newsroom), make_author()
    sent = sent_again(article) | {"bylines-0-author": guest.pk}

    as_(newsroom.editor).post(change(article), sent)

    assert article.bylines.get().author == guest


# --- Rows and choices of other stories ---


def test_rows_of_another_story_are_not_taken(newsroom, as_):
    mine = draft(newsroom)
    hers = make_article(status="draft", section=newsroom.sport)
    part, line = hers.parts.get(), hers.bylines.get()
    sent = sent_again(mine) | {
        "parts-0-id": part.pk,
        "parts-0-prose": "<p>Forged.</p>",
        "bylines-0-id": line.pk,
    }

    as_(newsroom.reporter).post(change(mine), sent)

    assert (part, line) == (hers.parts.get(), hers.bylines.get())
    assert Part.objects.get(pk=part.pk).prose == "<p>Some text.</p>"
    assert Byline.objects.get(pk=line.pk).author == line.author


def test_form_of_an_own_story_cannot_be_sent_to_that_of_another(newsroom, as_):
    mine = draft(newsroom)
    hers = make_article(status="draft", section=newsroom.sport, headline="Hers")

    response = as_(newsroom.reporter).post(change(hers), sent_again(mine, id=mine.pk))

    assert response.status_code == 403
    assert fresh(hers).headline == "Hers"


def test_story_of_another_is_not_saved_as_new(newsroom, as_):
    hers = make_article(status="draft", section=newsroom.sport, headline="Hers")

    response = as_(newsroom.reporter).post(
        change(hers), story(of=hers, headline="Mine", _saveasnew="1")
    )

    assert response.status_code == 403
    assert Article.objects.get() == hers


@pytest.mark.parametrize("question", [{"_popup": "1"}, {"_to_field": "id"}])
def test_popups_open_no_other_door(newsroom, as_, question):
    hers = make_article(status="draft", section=newsroom.sport, headline="Hers")
    client = as_(newsroom.reporter)

    seen = client.get(change(hers), question)
    sent = client.post(change(hers), sent_again(hers, headline="Forged") | question)

    assert (seen.url, sent.status_code) == ("/admin/", 403)
    assert fresh(hers).headline == "Hers"


def test_form_refers_to_no_field_that_is_not_a_key(newsroom, as_):
    mine = draft(newsroom)

    response = as_(newsroom.reporter).get(change(mine), {"_to_field": "headline"})

    assert response.status_code == 400


def test_translation_is_of_a_story_that_one_may_read(newsroom, as_):
    mine = draft(newsroom)
    secret = make_article(status="draft", section=newsroom.sport, headline="A secret")

    response = as_(newsroom.reporter).post(change(mine), sent_again(mine, translation_of=secret.pk))

    assert errors_beside(response, "translation_of")
    assert "A secret" not in response.content.decode()
    assert fresh(mine).translation_of is None


@pytest.mark.parametrize("status", ["draft", "published"])
def test_link_to_a_story_that_one_may_not_read_is_neither_shown_nor_lost(newsroom, as_, status):
    secret = make_article(status="draft", section=newsroom.sport, headline="A secret")
    mine = newsroom.story(status, translation_of=secret)
    client = as_(newsroom.reporter)

    shown = client.get(change(mine)).content.decode()
    client.post(change(mine), sent_again(mine))

    assert mine.headline in shown
    assert "A secret" not in shown
    assert fresh(mine).translation_of == secret


def test_messages_name_no_story_that_one_may_not_read(newsroom, as_):
    mine = draft(newsroom)
    secret = make_article(status="draft", section=newsroom.sport, headline="A secret", slug="sly")
    between = make_article(section=newsroom.sport, translation_of=secret)
    client = as_(newsroom.reporter)

    slug = client.post(change(mine), sent_again(mine, slug="sly"))
    link = client.post(change(mine), sent_again(mine, translation_of=between.pk))

    assert "already the slug of another story" in errors_beside(slug, "slug")[0]
    assert "is itself a translation" in errors_beside(link, "translation_of")[0]
    assert "A secret" not in slug.content.decode() + link.content.decode()


def test_section_that_is_nobodys_is_the_chiefs(newsroom, as_):
    lonely = make_section(name="Lonely")

    as_(newsroom.chief).post(ADD, story(headline="Anything", section=lonely.pk))

    assert Article.objects.get().section == lonely
