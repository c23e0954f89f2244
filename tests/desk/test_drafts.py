"""What is typed is kept as a Draft: readers see nothing of it, and nobody overwrites another's."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from articles.models import Article
from desk.galley import Galley
from desk.models import Draft, Editing
from tests.desk.story_form import byline, story
from tests.desk.test_story_form import ADD, change
from tests.factories import make_article, make_author, make_photo, make_source
from tests.page import Page

pytestmark = pytest.mark.django_db
SCRIPT = {"headers": {"Accept": "application/json"}}


def keep_url(article):
    return f"/admin/articles/article/{article.pk}/draft/"


def form_of(article, **fields):
    """Return what a browser sends of the writing screen as it shows a story now."""
    draft = Draft.objects.of(article)
    article.refresh_from_db()
    base = {
        "revision": draft.revision if draft else article.revision,
        "stamp": str(draft.stamp) if draft else "",
        "status": article.status,
    }
    pairs = draft.form if draft else Galley.of(article).pairs_for(article)
    return dict(pairs) | base | fields


def test_draft_of_a_live_story_is_hidden_from_every_reader(editor_client, client_class, live):
    editor_client.post(
        keep_url(live), form_of(live, headline="Harbour open", **{"parts-0-prose": "<p>Calm.</p>"})
    )

    reader = client_class()
    address = live.get_absolute_url()
    pages = [address, f"{address}text/", f"{address}history/", "/", "/world/", "/feed/"]
    pages += ["/search/?q=harbour"]
    shown = "".join(reader.get(page, follow=True).content.decode() for page in pages)
    assert "Harbour closed" in shown
    assert "Waves were high" in shown
    assert "Harbour open" not in shown
    assert "Calm." not in shown
    assert live.versions.count() == 0


def test_story_with_a_draft_opens_as_it_was_kept_and_without_errors(editor_client, live):
    sent = form_of(live, headline="", change_note="It was Tuesday.", **{"parts-1-subhead": ""})
    editor_client.post(keep_url(live), sent, **SCRIPT)

    html = editor_client.get(change(live)).content.decode()

    assert "Discard changes" in html
    assert "You see a draft that editor kept" in html
    assert "It was Tuesday." in html
    assert "errorlist" not in html
    assert "Every part but the first needs a subhead." not in html


def test_discarded_draft_leaves_the_story_as_it_was_saved(editor_client, live):
    editor_client.post(keep_url(live), form_of(live, headline="Harbour open"), **SCRIPT)

    editor_client.post(f"{keep_url(live)}discard/")

    html = editor_client.get(change(live)).content.decode()
    assert "Harbour closed" in html
    assert "Harbour open" not in html


def test_publishing_changes_puts_the_draft_into_the_story(editor_client, live):
    editor_client.post(keep_url(live), form_of(live, headline="Harbour open"), **SCRIPT)

    response = editor_client.post(change(live), form_of(live))

    assert response.status_code == 302
    live.refresh_from_db()
    assert live.headline == "Harbour open"
    assert live.versions.get().story["headline"] == "Harbour open"
    assert not Draft.objects.exists()


def test_refused_publication_keeps_draft_and_text(editor_client, live):
    editor_client.post(keep_url(live), form_of(live, headline="  "), **SCRIPT)

    response = editor_client.post(change(live), form_of(live, standfirst="Still here"))

    assert "cannot be published without a headline" in response.content.decode()
    assert "Still here" in response.content.decode()
    assert Draft.objects.get().article == live


def test_each_keeping_answers_the_stamp_for_the_next(editor_client, live):
    sent = form_of(live)

    first = editor_client.post(keep_url(live), sent, **SCRIPT).json()
    second = editor_client.post(keep_url(live), sent | {"stamp": first["stamp"]}, **SCRIPT)
    late = editor_client.post(keep_url(live), sent | {"stamp": first["stamp"]}, **SCRIPT)

    assert second.status_code == 200
    assert second.json()["stamp"] != first["stamp"]
    assert (late.status_code, late.json()["is_clash"]) == (409, True)


def test_neither_token_nor_password_is_kept(editor_client, live):
    sent = form_of(live, csrfmiddlewaretoken="secret", password="secret", _continue="1")

    editor_client.post(keep_url(live), sent, **SCRIPT)

    names = {name for name, _value in Draft.objects.get().form}
    assert names.isdisjoint({"csrfmiddlewaretoken", "password", "_continue", "status", "stamp"})
    assert {"parts-TOTAL_FORMS", "headline"} <= names


def test_too_large_a_form_is_refused_in_words(editor_client, live):
    sent = form_of(live, headline="x" * (8 * 1024 * 1024))

    response = editor_client.post(keep_url(live), sent, **SCRIPT)

    assert response.status_code == 413
    assert "more than 8 MB" in response.json()["message"]
    assert not Draft.objects.exists()


def test_who_may_not_change_the_story_keeps_nothing(client, live, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))

    assert client.post(keep_url(live), form_of(live), **SCRIPT).status_code == 403
    refused = client.post(change(live), form_of(live, headline="Typed in vain?"))
    assert (refused.status_code, "Typed in vain?" in refused.content.decode()) == (403, True)
    assert client.post("/admin/articles/article/draft/", story(), **SCRIPT).status_code == 403
    assert not Draft.objects.exists()


def test_keeping_needs_the_token_of_the_page(client_class, editor, live):
    strict = client_class(enforce_csrf_checks=True)
    strict.force_login(editor)

    assert strict.post(keep_url(live), form_of(live), **SCRIPT).status_code == 403


# --- Stories that were never saved -------------------------------------------------------------


def test_story_that_was_never_saved_is_found_again(editor_client):
    key = uuid4()
    sent = story(headline="Half a thought", parts=[{"prose": "<p>One.</p>"}], draft_key=key)
    editor_client.post("/admin/articles/article/draft/", sent, **SCRIPT)

    offered = editor_client.get(ADD).content.decode()
    shown = editor_client.get(f"{ADD}?draft={key}").content.decode()
    editor_client.post(ADD, sent)

    assert f"?draft={key}" in offered
    assert "Half a thought" in shown
    assert "&lt;p&gt;One.&lt;/p&gt;" in shown
    assert Article.objects.get().headline == "Half a thought"
    assert not Draft.objects.exists()


def test_unsaved_story_is_its_writers_own(editor_client, colleague_client):
    key = uuid4()
    sent = story(headline="Mine alone", draft_key=key)
    editor_client.post("/admin/articles/article/draft/", sent, **SCRIPT)

    seen = colleague_client.get(f"{ADD}?draft={key}").content.decode()
    taken = colleague_client.post(
        "/admin/articles/article/draft/", sent | {"headline": "Stolen"}, **SCRIPT
    )
    colleague_client.post(f"/admin/articles/article/draft/{key}/discard/")

    assert "Mine alone" not in seen
    assert taken.status_code == 403
    assert str(Draft.objects.get()) == "Mine alone"


# --- Two at once -------------------------------------------------------------------------------


def test_save_of_a_stale_form_is_refused_with_both_texts(editor_client, colleague_client, live):
    mine, theirs = form_of(live), form_of(live)
    colleague_client.post(change(live), theirs | {"headline": "Harbour open again"})

    response = editor_client.post(change(live), mine | {"headline": "Harbour closed for weeks"})

    html = response.content.decode()
    assert response.status_code == 409
    assert "Harbour <del>closed</del>" not in html
    assert "<del>open again</del>" in html
    assert "<ins>closed for weeks</ins>" in html
    live.refresh_from_db()
    assert live.headline == "Harbour open again"


def test_form_from_before_a_step_on_the_board_does_not_take_it_back(
    editor_client, colleague_client
):
    story = make_article(status="in-review")
    opened = form_of(story)
    colleague_client.post(f"/admin/stories/{story.pk}/move/", {"status": "ready"})

    response = editor_client.post(change(story), opened | {"headline": "Changed here"})

    assert response.status_code == 409
    story.refresh_from_db()
    assert (story.status, story.headline == "Changed here") == ("ready", False)


def carried(response):
    """Return the fields that the page of a clash sends on."""
    context = response.context
    return {
        "name": [name for name, _value in context["form"]],
        "value": [value for _name, value in context["form"]],
        "revision": context["base"].revision,
        "stamp": context["base"].stamp or "",
        "_against": "draft" if context["theirs"] else "story",
    }


@pytest.mark.parametrize(
    ("choices", "headline", "first"),
    [
        ({"_all": "mine"}, "Mine", "<p>My storm.</p>"),
        ({"_all": "theirs"}, "Theirs", "<p>Waves were high.</p>"),
        ({"headline": "theirs"}, "Theirs", "<p>My storm.</p>"),
    ],
)
def test_clash_is_settled_as_a_whole_or_by_field(
    editor_client, colleague_client, live, choices, headline, first
):
    mine = form_of(live, headline="Mine", **{"parts-0-prose": "<p>My storm.</p>"})
    colleague_client.post(change(live), form_of(live, headline="Theirs"))
    clash = editor_client.post(change(live), mine)

    editor_client.post(f"/admin/articles/article/{live.pk}/settle/", carried(clash) | choices)

    draft = Galley.read(Draft.objects.get().form)
    assert draft.fields["headline"] == headline
    assert next(iter(draft.rows["parts"].values()))["prose"] == first
    assert editor_client.post(change(live), form_of(live)).status_code == 302
    live.refresh_from_db()
    assert live.headline == headline
    assert [part.anchor for part in live.parts.all()] == ["storm", "council"]


def test_both_may_have_added_and_removed_parts(editor_client, colleague_client, live):
    base = form_of(live)
    one = live.parts.first()
    new = {"parts-TOTAL_FORMS": 3, "parts-2-order": 2, "parts-2-subhead": "New"}
    colleague_client.post(
        change(live), base | new | {"parts-2-prose": "<p>Theirs.</p>", "parts-0-DELETE": "on"}
    )
    mine = base | new | {"parts-2-prose": "<p>Mine.</p>", "parts-1-prose": "<p>It sat.</p>"}
    clash = editor_client.post(change(live), mine)
    theirs = live.parts.get(subhead="New")

    editor_client.post(
        f"/admin/articles/article/{live.pk}/settle/",
        carried(clash) | {f"parts:{one.pk}": "theirs", f"parts:{theirs.pk}": "theirs"},
    )
    editor_client.post(change(live), form_of(live))

    proses = [str(part.prose) for part in live.parts.all()]
    assert sorted(proses) == ["<p>It sat.</p>", "<p>Mine.</p>", "<p>Theirs.</p>"]


def test_draft_that_the_story_went_past_is_set_beside_it(editor_client, colleague_client, live):
    editor_client.post(keep_url(live), form_of(live, headline="Kept before"), **SCRIPT)
    Article.objects.get(pk=live.pk).save()  # by a command, say
    Article.objects.filter(pk=live.pk).update(standfirst="Told meanwhile")

    shown = editor_client.get(change(live)).content.decode()
    clash = editor_client.post(change(live), form_of(live))

    assert "changed after this draft was begun" in shown
    assert clash.status_code == 409
    assert "<del>Told meanwhile</del>" in clash.content.decode()
    assert "<ins>Kept before</ins>" in clash.content.decode()


def test_who_else_is_at_work_is_told_and_can_be_taken_over(
    editor_client, colleague_client, live, editor, colleague
):
    kept = editor_client.post(keep_url(live), form_of(live, headline="Mine so far"), **SCRIPT)

    shown = colleague_client.get(change(live)).content.decode()
    refused = colleague_client.post(keep_url(live), form_of(live), **SCRIPT)
    colleague_client.post(f"/admin/articles/article/{live.pk}/take-over/")
    told = editor_client.post(f"/admin/articles/article/{live.pk}/presence/", **SCRIPT)
    late = editor_client.post(
        keep_url(live), form_of(live, stamp=kept.json()["stamp"], headline="More"), **SCRIPT
    )

    assert "<strong>editor</strong> is editing this story since" in shown
    assert (refused.status_code, refused.json()["is_taken"]) == (409, True)
    assert Editing.objects.now(live).person == colleague
    assert told.status_code == late.status_code == 409
    assert "ben is editing this story" in told.json()["message"]
    assert Draft.objects.get().headline == "Mine so far"


def test_since_when_somebody_is_at_work_is_told(
    editor_client, colleague_client, live, time_machine, settings
):
    settings.TIME_ZONE = "Europe/Berlin"
    presence = f"/admin/articles/article/{live.pk}/presence/"
    time_machine.move_to(datetime(2026, 11, 3, 13, 2, tzinfo=UTC), tick=False)
    editor_client.post(presence, **SCRIPT)
    # Whoever stays, as an open window says every few seconds, began when they began.
    for _ in range(4):
        time_machine.shift(timedelta(seconds=30))
        editor_client.post(presence, **SCRIPT)

    shown = Page(colleague_client.get(change(live))).text("[data-presence] p")
    told = colleague_client.post(presence, **SCRIPT).json()["message"]

    assert "editor is editing this story since 14:02." in shown
    assert "editor is editing this story since 14:02." in told


# --- Stories that are gone ---------------------------------------------------------------------


def test_form_of_a_deleted_story_is_kept_as_a_new_one(editor_client):
    article = make_article(status="draft", headline="Gone", parts=[("", "<p>Old.</p>")])
    sent = form_of(article, **{"parts-0-prose": "<p>Typed since.</p>"})
    Article.objects.all().delete()

    response = editor_client.post(change(article), sent)
    kept = editor_client.post(f"/admin/articles/article/{article.pk}/draft/", sent, **SCRIPT)
    form = response.context["form"]
    adopted = editor_client.post(
        "/admin/articles/article/adopt/",
        {"name": [name for name, _ in form], "value": [value for _, value in form]},
    )

    assert response.status_code == kept.status_code == 410
    assert "This story was deleted." in response.content.decode()
    assert "Typed since." in response.content.decode()
    shown = editor_client.get(adopted.url)
    assert "Typed since." in shown.content.decode()


# --- The story as a form -----------------------------------------------------------------------


def test_stored_story_saved_as_it_is_stays_what_it_is(editor_client, live):
    live.lead_photo = make_photo()
    live.save()
    live.attributions.create(
        source=make_source(), used_for="statement", part=live.parts.last(), order=0
    )
    live.tags.add("a, b", "sea")
    before = Galley.of(Article.objects.get(pk=live.pk)).pairs_for(live)

    response = editor_client.post(change(live), form_of(live))

    assert response.status_code == 302
    assert Galley.of(Article.objects.get(pk=live.pk)).pairs_for(live) == before
    assert live.attributions.get().part == live.parts.last()


def test_story_of_another_form_keeps_its_bylines_in_order(editor_client):
    authors = [make_author(), make_author()]
    editor_client.post(ADD, story(headline="Two", bylines=[byline(each) for each in authors]))
    article = Article.objects.get()

    editor_client.post(change(article), form_of(article))

    assert [line.author for line in article.bylines.all()] == authors


def test_writing_screen_of_forty_parts_takes_few_queries(
    editor_client, live, django_assert_max_num_queries
):
    photo = make_photo()
    live.parts.all().delete()
    for order in range(40):
        live.parts.create(order=order, subhead=f"Part {order}", prose="<p>x</p>", photo=photo)
    with django_assert_max_num_queries(30):
        stored = editor_client.get(change(live))
    editor_client.post(keep_url(live), form_of(live, headline="Harbour open"), **SCRIPT)

    with django_assert_max_num_queries(30):
        kept = editor_client.get(change(live))

    assert stored.status_code == kept.status_code == 200
    assert "Harbour open" in kept.content.decode()
