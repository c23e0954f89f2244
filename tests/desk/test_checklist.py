"""The checklist: what a story should have before it is called ready, and before it is published."""

import pytest
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from playwright.sync_api import expect

from articles.models import Article, Status
from desk.models import CheckLevel, Link
from publication.models import Publication
from tests import browser
from tests.browser import faults
from tests.desk.story_form import byline, publishable, sent_again, story
from tests.factories import (
    make_article,
    make_attribution,
    make_author,
    make_link,
    make_note,
    make_photo,
    make_section,
)
from tests.page import Page

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
SETTINGS = "/admin/checklist/"
HEADLINE = "A headline that says what happened"


@pytest.fixture(autouse=True)
def _publication(db):
    Publication.stored()


def require(*items, before="publication"):
    for item in items:
        CheckLevel.objects.create(item=item, **{f"before_{before}": "required"})


def complete_story(**fields):
    """Make a draft to which the checklist has nothing to say."""
    defaults = {
        "headline": HEADLINE,
        "standfirst": "And why it matters.",
        "status": Status.DRAFT,
        "lead_photo": make_photo(credit="Ana Ruiz"),
    }
    article = make_article(**defaults | fields)
    make_attribution(article)
    return article


def checklist_of(client, article):
    """Return `{item: mark}` and the words of all findings, as they stand beside the story."""
    page = Page(client.get(f"/admin/articles/article/{article.pk}/change/"))
    marks = page.attributes(".checklist__item", "data-mark")
    marks = dict(zip(page.texts(".checklist__name"), marks, strict=True))
    return marks, " ".join(page.texts(".checklist__finding"))


def test_checklist_of_a_complete_story_has_all_marks(editor_client):
    marks, findings = checklist_of(editor_client, complete_story())

    assert set(marks.values()) == {"done"}
    assert len(marks) == 11
    assert findings == ""


@pytest.mark.parametrize(
    ("fields", "item", "words"),
    [
        ({"headline": ""}, "Headline", "Write a headline."),
        ({"headline": "x" * 101}, "Length of the headline", "has 101 characters; 100 fit"),
        ({"headline": "Storm"}, "Length of the headline", "has 5 characters: too few"),
        ({"standfirst": " "}, "Standfirst", "Write a standfirst."),
        ({"section": None}, "Section", "Choose a section."),
        ({"authors": []}, "Byline", "Name an author in a byline."),
        ({"parts": []}, "Text", "Write the text."),
    ],
)
def test_what_a_story_lacks_is_said(editor_client, fields, item, words):
    marks, findings = checklist_of(editor_client, complete_story(**fields))

    assert [name for name, mark in marks.items() if mark == "missing"] == [item]
    assert words in findings


def test_every_picture_needs_a_credit(editor_client):
    article = complete_story()
    article.parts.update(photo=make_photo(alt="A quay"))

    marks, findings = checklist_of(editor_client, article)

    assert marks["Alt text and credit of pictures"] == "missing"
    assert "Credit the picture: “A quay”." in findings


def test_source_and_notes_are_asked_for(editor_client):
    article = complete_story()
    article.attributions.all().delete()
    make_note(article)

    marks, findings = checklist_of(editor_client, article)

    assert {name for name, mark in marks.items() if mark == "missing"} == {
        "At least one source",
        "No open note",
    }
    assert "Resolve the note that is open." in findings


def test_finding_leads_to_the_field_it_is_about(editor_client):
    article = complete_story(standfirst="", parts=["<p>One.</p>", "<p>Two.</p>"])
    article.parts.filter(order=1).update(photo=make_photo())

    page = Page(editor_client.get(f"/admin/articles/article/{article.pk}/change/"))

    targets = page.attributes(".checklist__finding", "href")
    assert targets == ["#id_standfirst", "#parts-1"]
    assert all(page.select(f"[id='{target[1:]}']") for target in targets)


def test_item_that_is_off_is_not_shown(editor_client):
    CheckLevel.objects.create(item="standfirst", before_ready="off", before_publication="off")

    marks, _ = checklist_of(editor_client, complete_story(standfirst=""))

    assert "Standfirst" not in marks


# --- Links ---


@pytest.mark.parametrize(
    ("verdict", "mark", "words"),
    [
        ("alive", "done", ""),
        ("dead", "missing", "This link leads nowhere: https://example.org/gone (404)"),
        ("unknown", "unknown", "has not been tried, or not with success: https://example.org/gone"),
    ],
)
def test_links_outside_are_as_they_were_last_found(editor_client, verdict, mark, words):
    article = complete_story(parts=['<p><a href="https://example.org/gone#top">It</a></p>'])
    make_link("https://example.org/gone", verdict=verdict, remark="404")

    marks, findings = checklist_of(editor_client, article)

    assert marks["Links are alive"] == mark
    assert words in findings


def test_link_that_was_never_tried_is_not_called_alive(editor_client):
    article = complete_story()
    make_attribution(article, url="https://example.org/report")

    marks, _ = checklist_of(editor_client, article)

    assert marks["Links are alive"] == "unknown"


def test_links_to_own_pages_are_looked_up_at_once(editor_client, settings):
    settings.SITE_ADDRESS = "https://news.example"
    public, draft = make_article(), make_article(status="draft")
    moved = make_article(slug="before")
    moved.slug = "after"
    moved.save()
    alive = [
        public.get_absolute_url(),
        f"https://news.example{public.get_absolute_url()}#part",
        moved.get_absolute_url().replace("after", "before"),
        f"/{public.section.slug}/",
        f"/author/{public.authors.get().slug}/",
        "/corrections/",
        "mailto:desk@news.example",
        "#here",
    ]
    dead = [draft.get_absolute_url(), "/author/nobody/", "/nothing/at/all/of/this/", "/no-section/"]
    links = "".join(f'<a href="{address}">x</a> ' for address in alive + dead)
    article = complete_story(parts=[f"<p>{links}</p>"])

    _, findings = checklist_of(editor_client, article)

    assert findings.count("leads nowhere") == len(dead)
    assert all(f"nowhere: {address}" in findings for address in dead)
    assert Link.objects.count() == 0


@pytest.mark.parametrize("number", [1, 30])
def test_own_links_are_looked_up_in_as_many_queries_for_30_as_for_1(
    editor_client, django_assert_num_queries, number
):
    links = "".join(f'<a href="/author/{n}/">x</a><a href="/tag/{n}/">x</a>' for n in range(number))
    article = complete_story(parts=[f"<p>{links}</p>"])
    Permission.objects.count()

    with django_assert_num_queries(23):
        editor_client.get(f"/admin/articles/article/{article.pk}/change/")


# --- What is required ---


def sent(**fields):
    return publishable(make_section(), make_author(), **{"headline": HEADLINE} | fields)


@pytest.mark.parametrize(
    ("item", "fields", "message"),
    [
        ("standfirst", {}, "Write a standfirst."),
        ("headline_length", {"headline": "Storm"}, "The headline has 5 characters"),
        ("source", {}, "Name at least one source."),
        (
            "links",
            {"parts": [{"prose": '<p><a href="/author/nobody/">Who</a></p>'}]},
            "This link leads nowhere: /author/nobody/",
        ),
    ],
)
def test_required_item_that_fails_refuses_publication_and_loses_nothing(
    editor_client, item, fields, message
):
    require(item)

    response = editor_client.post(ADD, sent(**fields))

    page = Page(response)
    assert not Article.objects.exists()
    assert any(message in text for text in page.texts(".errorlist li"))
    assert page.text("textarea[name=headline]") == fields.get("headline", HEADLINE)


def test_picture_without_credit_is_refused_beside_its_own_field(editor_client):
    require("pictures")
    lead, inner = make_photo(credit="Ana Ruiz"), make_photo(alt="A quay")
    parts = [{"prose": "<p>Text.</p>", "photo": inner.pk}]

    page = Page(editor_client.post(ADD, sent(parts=parts, lead_photo=lead.pk)))

    assert page.texts("#parts-0 .desk-field--photo .errorlist") == ["Credit the picture: “A quay”."]
    assert page.texts(".desk-field--lead_photo .errorlist") == []


def test_item_may_be_required_before_ready_alone(editor_client):
    require("byline", before="ready")

    page = Page(editor_client.post(ADD, story(headline=HEADLINE, status="ready")))
    assert page.texts("#bylines-group > .errorlist li") == ["Name an author in a byline."]

    editor_client.post(ADD, story(headline=HEADLINE, status="draft"))
    assert Article.objects.get().status == Status.DRAFT


def test_open_note_keeps_a_story_from_publication_until_it_is_resolved(editor_client, editor):
    require("notes")
    article = make_article(status="draft")
    note = make_note(article)
    part, written = article.parts.get(), article.bylines.get()
    form = publishable(
        article.section,
        written.author,
        of=article,
        parts=[{"id": part.pk, "subhead": part.subhead, "prose": part.prose}],
        bylines=[byline(written.author, id=written.pk)],
        stored=(1, 1, 0),
    )
    address = f"/admin/articles/article/{article.pk}/change/"

    page = Page(editor_client.post(address, form))
    assert page.texts(".story-form__save .errorlist li") == ["Resolve the note that is open."]

    note.resolve(by=editor)
    editor_client.post(address, form)
    article.refresh_from_db()
    assert article.status == Status.PUBLISHED


def test_advice_refuses_nothing(editor_client):
    editor_client.post(ADD, sent())

    assert Article.objects.get().status == Status.PUBLISHED


def test_published_story_can_be_mended_whatever_it_lacks(editor_client):
    article = make_article(headline=HEADLINE)
    require("standfirst")
    part, written = article.parts.get(), article.bylines.get()

    editor_client.post(
        f"/admin/articles/article/{article.pk}/change/",
        publishable(
            article.section,
            written.author,
            of=article,
            headline="A headline that was mended",
            parts=[{"id": part.pk, "subhead": part.subhead, "prose": part.prose}],
            bylines=[byline(written.author, id=written.pk)],
            stored=(1, 1, 0),
        ),
    )

    article.refresh_from_db()
    assert article.headline == "A headline that was mended"


# --- What is required is set on a screen ---


def weights(**changed):
    chosen = {}
    for item in ("headline", "headline_length", "standfirst", "section", "byline", "text",
                 "pictures", "source", "marks", "links", "notes"):  # fmt: skip
        chosen |= {
            f"{item}-{stage}": "advisory" for stage in ("before_ready", "before_publication")
        }
    return chosen | changed


def test_chief_says_what_is_required(editor_client):
    editor_client.post(SETTINGS, weights(**{"source-before_publication": "required"}))

    page = Page(editor_client.post(ADD, sent()))

    assert page.texts("#attributions-group > .errorlist li") == ["Name at least one source."]


def test_what_publication_itself_asks_cannot_be_switched_off(editor_client):
    editor_client.post(SETTINGS, weights(**{"byline-before_publication": "off"}))

    response = editor_client.post(ADD, sent(bylines=[]))

    assert "cannot be published without a byline" in response.content.decode()
    assert Page(editor_client.get(SETTINGS)).html.count("Always required") == 4


def test_unknown_weight_is_refused_and_nothing_is_changed(editor_client):
    response = editor_client.post(SETTINGS, weights(**{"source-before_ready": "perhaps"}))

    assert response.status_code == 400
    assert "perhaps is not one of the available choices" in response.content.decode()
    assert not CheckLevel.objects.exists()


def test_what_is_required_is_set_by_none_but_the_chief(client, django_user_model):
    assert "/login/" in client.get(SETTINGS).url
    client.force_login(django_user_model.objects.create_user("intern", is_staff=True))

    assert client.get(SETTINGS).status_code == 403
    assert client.post(SETTINGS, weights()).status_code == 403


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_checklist_and_its_settings_fit_obey_the_policy_and_are_accessible(
    browser_page, live_server, editor_client, scheme
):
    article = complete_story(
        standfirst="", parts=['<p>Ask <a href="/author/nobody/">whoever</a> said it.</p>']
    )
    make_attribution(article, url=f"https://example.org/{'x' * 100}")
    browser.sign_in(browser_page, live_server, editor_client)
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.set_viewport_size({"width": 320, "height": 900})
    screens = [SETTINGS, f"/admin/articles/article/{article.pk}/change/"]

    for path in screens:
        browser_page.goto(f"{live_server.url}{path}")
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= 320, path
    assert browser_page.complaints == []
    for path in screens:
        browser_page.goto(f"{live_server.url}{path}")
        assert faults(browser_page) == [], path


# --- While one types ---


def kept(client, sent, address="/admin/articles/article/draft/"):
    """Return `{item: mark}` and the targets of the list that comes with the answer."""
    answer = client.post(address, sent, headers={"Accept": "application/json"})
    lines = Page(HttpResponse(answer.json()["checklist"]))
    marks = lines.attributes(".checklist__item", "data-mark")
    items = lines.attributes(".checklist__item", "data-item")
    targets = lines.attributes(".checklist__finding", "href")
    return dict(zip(items, marks, strict=True)), targets


def test_what_is_typed_is_judged_before_it_is_saved(editor_client):
    dead = make_link("https://example.org/gone", verdict="dead").address
    photo = make_photo()
    sent = publishable(
        make_section(),
        make_author(),
        parts=[
            {"prose": "<p>One.</p>", "order": 1},
            {"prose": f'<p><a href="{dead}">Two</a></p>', "photo": photo.pk, "order": 0},
        ],
        sources=[{"source": "", "used_for": "x", "url": "http://["}],
        headline=HEADLINE,
    )

    marks, targets = kept(editor_client, sent)

    assert {name for name, mark in marks.items() if mark == "missing"} == {
        "standfirst",
        "pictures",
        "source",
        "links",
    }
    assert targets == ["#id_standfirst", "#parts-1", "#attributions-group", "#parts-1"]
    assert not Article.objects.exists()


def test_new_story_begins_with_all_that_it_lacks(editor_client):
    page = Page(editor_client.get(ADD))

    assert "Write a headline." in page.texts(".checklist__finding")


@pytest.mark.parametrize(
    "nonsense",
    [{"section": "x" * 50}, {"lead_photo": "9" * 40}, {"parts-0-photo": "²"}, {"parts-0-id": "-1"}],
)
def test_nonsense_is_kept_and_judged_as_missing(editor_client, nonsense):
    sent = publishable(make_section(), make_author(), headline=HEADLINE) | nonsense

    marks, _targets = kept(editor_client, sent)

    assert marks["headline"] == "done"
    assert marks["section"] == ("missing" if "section" in nonsense else "done")


def test_draft_that_is_shown_is_judged_and_not_what_was_saved(editor_client):
    article = complete_story(standfirst="")
    sent = sent_again(article, standfirst="Typed.")
    kept(editor_client, sent, f"/admin/articles/article/{article.pk}/draft/")

    marks, findings = checklist_of(editor_client, article)

    assert marks["Standfirst"] == "done"
    assert "Write a standfirst." not in findings


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_list_follows_what_is_typed_and_stands_still(desk):
    article = complete_story(standfirst="")
    make_note(article)
    page = desk.open(f"articles/article/{article.pk}/change/")
    page.wait_for_selector("html[data-writing-screen=ready]")
    line, place = page.locator("[data-item=standfirst]"), page.locator("#place-set")
    page.locator("[data-item=notes] a").focus()
    before = place.bounding_box()["y"]

    # The focus stays on the link.
    page.evaluate("""() => {
        const field = document.getElementById("id_standfirst");
        field.value = "Typed.";
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }""")

    expect(line).to_have_attribute("data-mark", "done")
    expect(line.locator("a")).to_have_count(0)
    expect(page.locator("[data-announcements]")).to_have_text("Checklist: 1 thing is missing.")
    expect(page.locator("[data-item=notes] a")).to_be_focused()
    assert place.bounding_box()["y"] == before
    assert page.complaints == []
