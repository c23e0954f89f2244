"""The screen on which the front page is arranged: what it stores, refuses, and who may use it."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import FrontPage, FrontPagePick, Status
from publication.models import Publication
from staff.models import Role
from tests.browser import faults
from tests.factories import make_article, make_photo, make_pick, make_section, make_staff
from tests.page import Page

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/frontpage/"
OFFERS = "/admin/autocomplete/"
NOW = timezone.now()
PLACES, PLACES_OF_SECTION = 4, 3


@pytest.fixture
def world():
    return make_section(name="World", slug="world")


def screen(page=None):
    page = page or FrontPage.objects.current()
    return f"{LIST}{page.pk}/change/"


def arrangement(client, address):
    return arrangement_in(client.get(address))


def arrangement_in(response):
    [field] = Page(response).select("#id_arrangement")
    return field.attributes.get("value", "")


def arrange(client, *, top=(), seen=None, on="", to="", starts_at=None, **sections):
    """Send the whole form as a browser does; a row is a story, None, or a dictionary of fields.

    The form is that of the screen `on`, and is sent there or `to` another address.
    """
    on = on or screen()
    sent = {"arrangement": arrangement(client, on) if seen is None else seen}
    if starts_at:
        sent["starts_at"] = when(starts_at)
    parts = {"top": top} | {prefix.replace("_", "-"): rows for prefix, rows in sections.items()}
    for prefix, rows in parts.items():
        sent |= {
            f"{prefix}-TOTAL_FORMS": PLACES if prefix == "top" else PLACES_OF_SECTION,
            f"{prefix}-INITIAL_FORMS": 0,
        }
        for number, row in enumerate(rows):
            fields = row if isinstance(row, dict) else {"article": row.pk if row else ""}
            fields = {"order": number} | fields
            sent |= {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    return client.post(to or on, sent)


def lead_of(response):
    return Page(response).text(".front-top__lead .card__headline")


def part_of(section):
    return f"section_{section.pk}"


def stored():
    return {(pick.section, pick.order, pick.article) for pick in FrontPagePick.objects.all()}


def errors_beside(response, name):
    html = response.content.decode()
    found = re.search(rf'<ul class="errorlist" id="id_{name}_error">(.*?)</ul>', html, re.DOTALL)
    return unescape(found[1]) if found else ""


def when(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_screen_is_reached_from_the_desk_and_leads_to_the_page(editor_client):
    desk = editor_client.get("/admin/").content.decode()
    opened = editor_client.get(LIST, follow=True)

    assert 'href="/admin/articles/frontpage/">Front page</a>' in desk
    assert "/admin/articles/frontpage/add/" not in desk
    assert opened.redirect_chain == [(screen(), 302)]
    assert '<a href="/" class="viewsitelink">' in opened.content.decode()


def test_what_is_arranged_stands_on_the_page(editor_client, client, world):
    lead, second, third, of_world = (make_article(section=world) for _ in range(4))

    response = arrange(
        editor_client, top=[lead, None, second, third], **{part_of(world): [None, of_world]}
    )

    assert response.status_code == 302
    assert stored() == {(None, 0, lead), (None, 2, second), (None, 3, third), (world, 1, of_world)}
    assert Page(client.get("/")).text(".front-top__lead .card__headline") == lead.headline


def test_stories_change_places_and_sections_of_the_page(editor_client, world):
    one, two, three = (make_article(section=world) for _ in range(3))
    make_pick(one, order=0)
    make_pick(two, order=1)
    make_pick(three, section=world, order=0)

    arrange(
        editor_client,
        top=[{"article": three.pk, "order": 1}, {"article": two.pk, "order": 0}],
        **{part_of(world): [one]},
    )

    assert stored() == {(None, 0, two), (None, 1, three), (world, 0, one)}


def test_emptied_place_goes_back_to_the_newest_story(editor_client, world):
    make_pick(make_article(section=world))

    arrange(editor_client, top=[None], **{part_of(world): []})

    assert stored() == set()


def test_arranging_leaves_the_publication_itself_alone_and_stands_in_its_history(editor_client):
    story = make_article(headline="The harbour reopens")
    Publication.stored()
    Publication.objects.update(name="The Meridian")

    arrange(editor_client, top=[story], **{part_of(story.section): []})

    assert Publication.current().name == "The Meridian"
    history = editor_client.get(screen().replace("change", "history")).content.decode()
    assert "Lead: “The harbour reopens”" in history


# --- What is offered ---


def offered(client, term):
    question = {
        "term": term,
        "app_label": "articles",
        "model_name": "frontpagepick",
        "field_name": "article",
    }
    return [row["text"] for row in client.get(OFFERS, question).json()["results"]]


def test_published_and_scheduled_stories_are_offered_and_no_others(editor_client):
    now = timezone.now()
    make_article(headline="Storm over")
    make_article(headline="Storm to come", published_at=now + timedelta(days=1))
    make_article(headline="Storm under embargo", embargo_until=now + timedelta(days=1))
    make_article(headline="Storm expired", expires_at=now - timedelta(minutes=1))
    make_article(
        headline="Storm taken down", status=Status.TAKEN_DOWN, taken_down_reason="It was wrong."
    )
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.READY):
        make_article(headline=f"Storm {status}", status=status)

    assert set(offered(editor_client, "storm")) == {
        "Storm over", "Storm to come", "Storm under embargo",
    }  # fmt: skip


# --- What is refused ---


def test_same_story_twice_is_refused_beside_the_second(editor_client, world):
    story = make_article(headline="Twice", section=world)

    within = arrange(editor_client, top=[story, None, story], **{part_of(world): []})
    across = arrange(editor_client, top=[story], **{part_of(world): [None, story]})

    assert "“Twice” stands already as Lead." in errors_beside(within, "top-2-article")
    assert errors_beside(within, "top-0-article") == ""
    assert "“Twice” stands already as Lead." in errors_beside(
        across, f"section-{world.pk}-1-article"
    )
    assert stored() == set()


NOT_TO_BE_CHOSEN = {
    "draft": ({"status": Status.DRAFT}, "is not published (Draft)"),
    "ready": ({"status": Status.READY}, "is not published (Ready)"),
    "taken down": (
        {"status": Status.TAKEN_DOWN, "taken_down_reason": "It was wrong."},
        "was taken down",
    ),
    "expired": ({"expires_at": NOW - timedelta(minutes=1)}, "expired on"),
}


@pytest.mark.parametrize("case", NOT_TO_BE_CHOSEN)
def test_story_that_readers_will_not_see_is_refused_with_the_reason(editor_client, case):
    fields, reason = NOT_TO_BE_CHOSEN[case]
    story = make_article(headline="Hidden", published_at=NOW - timedelta(hours=2), **fields)

    response = arrange(editor_client, top=[story], **{part_of(story.section): []})

    assert f"“Hidden” {reason}" in errors_beside(response, "top-0-article")
    assert stored() == set()


def test_story_of_another_section_is_refused(editor_client, world):
    sport = make_section(name="Sport")
    match = make_article(headline="The match", section=sport)

    response = arrange(editor_client, **{part_of(world): [match], part_of(sport): []})

    assert "“The match” is a story of Sport. Choose one of World." in errors_beside(
        response, f"section-{world.pk}-0-article"
    )


def test_story_of_a_section_within_is_taken(editor_client, world):
    asia = make_section(name="Asia", parent=world)
    story = make_article(section=asia)

    arrange(editor_client, **{part_of(world): [story]})

    assert stored() == {(world, 0, story)}


def test_time_that_is_past_or_before_the_story_appears_is_refused(editor_client):
    now = timezone.now()
    section = make_section()
    story = make_article(section=section)
    scheduled = make_article(section=section, published_at=now + timedelta(days=2))
    past, soon = when(now - timedelta(hours=1)), when(now + timedelta(days=1))

    response = arrange(
        editor_client,
        top=[{"article": story.pk, "until": past}, {"article": scheduled.pk, "until": soon}],
        **{part_of(section): []},
    )

    assert "This time is past." in errors_beside(response, "top-0-until")
    assert "The story appears only on" in errors_beside(response, "top-1-until")
    assert f'value="{past}"' in response.content.decode()
    assert stored() == set()


def test_time_without_a_story_is_refused(editor_client, world):
    soon = when(timezone.now() + timedelta(days=1))

    response = arrange(editor_client, top=[{"until": soon}], **{part_of(world): []})

    assert "Choose the story that stands here until then" in errors_beside(
        response, "top-0-article"
    )


@pytest.mark.parametrize("nonsense", ["abc", "-1", "0", "9" * 400, "9223372036854775808", "٣"])
def test_nonsense_is_refused_and_is_no_error_of_ours(editor_client, world, nonsense):
    row = {"article": nonsense, "until": nonsense, "order": nonsense}

    response = arrange(editor_client, top=[row], **{part_of(world): []})

    assert response.status_code in (200, 400)
    assert stored() == set()


def test_form_that_was_cut_off_on_its_way_empties_no_place(editor_client, world):
    story = make_article(section=world)
    make_pick(story)

    response = editor_client.post(screen(), {"arrangement": arrangement(editor_client, screen())})

    assert response.status_code == 200
    assert stored() == {(None, 0, story)}


# --- What stands already ---


def test_picks_that_readers_do_not_see_are_marked_and_hinder_nothing(editor_client, world):
    now = timezone.now()
    past = now - timedelta(hours=1)
    expired = make_article(headline="Gone", section=world, expires_at=now)
    given_way = make_article(headline="Over", section=world)
    moved = make_article(headline="Match", section=make_section(name="Sport", slug="sport"))
    new = make_article(section=world)
    make_pick(expired, order=0)
    make_pick(given_way, order=1, until=past)
    make_pick(moved, section=world)

    opened = editor_client.get(screen())
    response = arrange(
        editor_client,
        top=[expired, {"article": given_way.pk, "until": when(past)}, new],
        **{part_of(world): [moved], part_of(moved.section): []},
    )

    first, second, third = Page(opened).texts(".places__absence")
    assert "“Gone” expired on" in first
    assert "It gave way on" in second
    assert "“Match” is a story of Sport now." in third
    assert response.status_code == 302
    assert FrontPagePick.objects.count() == 4
    assert FrontPagePick.objects.get(article=given_way).until == past


def test_stale_screen_is_refused_once_and_keeps_what_was_chosen(editor_client, world):
    mine, hers = make_article(headline="Mine", section=world), make_article(section=world)
    seen = arrangement(editor_client, screen())
    arrange(editor_client, top=[hers], **{part_of(world): []})

    refused = arrange(editor_client, top=[mine], seen=seen, **{part_of(world): []})

    assert "Somebody else has arranged the front page" in refused.content.decode()
    assert stored() == {(None, 0, hers)}
    page = Page(refused)
    assert page.texts("#id_top-0-article option[selected]") == ["Mine"]
    arrange(editor_client, top=[mine], seen=arrangement_in(refused), **{part_of(world): []})
    assert stored() == {(None, 0, mine)}


# --- Planned changes ---


def planned_for(client, starts_at, **parts):
    return arrange(client, on=f"{LIST}add/", starts_at=starts_at, **parts)


def test_planned_change_begins_with_what_stands_now(editor_client, world):
    story = make_article(section=world, headline="Storm over the bay")
    make_pick(story)

    opened = Page(editor_client.get(f"{LIST}add/"))

    assert opened.texts("#id_top-0-article option[selected]") == ["Storm over the bay"]


def test_planned_change_shows_at_its_moment_and_not_before(editor_client, client, world):
    now, later = (make_article(section=world, headline=name) for name in ("Now", "Later"))
    newest = make_article(section=world, headline="Newest")
    make_pick(now)
    tomorrow = timezone.now() + timedelta(days=1)

    response = planned_for(editor_client, tomorrow, top=[later], **{part_of(world): [newest]})

    assert response.status_code == 302
    assert lead_of(client.get("/")) == "Now"
    with time_machine.travel(tomorrow + timedelta(minutes=1)):
        assert lead_of(client.get("/")) == "Later"
        assert Page(client.get("/world/")).texts(".river-lead .card__headline") == ["Newest"]


def test_arranging_the_page_forgets_what_is_over(editor_client, world):
    story = make_article(section=world)
    over = FrontPage.objects.create(starts_at=timezone.now() - timedelta(days=1))
    make_pick(story, front_page=over)
    FrontPage.objects.create()

    arrange(editor_client, top=[story], **{part_of(world): []})

    assert stored() == {(None, 0, story)}
    assert not FrontPage.objects.filter(pk=over.pk).exists()


def test_change_cannot_be_planned_for_the_past_or_twice_for_one_moment(editor_client, world):
    tomorrow = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    parts = {"top": [make_article(section=world)], part_of(world): []}
    planned_for(editor_client, tomorrow, **parts)

    twice = planned_for(editor_client, tomorrow, **parts)
    past = planned_for(editor_client, timezone.now() - timedelta(hours=1), **parts)

    assert "Another change begins at this moment." in errors_beside(twice, "starts_at")
    assert "This time is past." in errors_beside(past, "starts_at")
    assert FrontPage.objects.planned().count() == 1


def test_story_that_gives_way_before_the_change_is_refused(editor_client, world):
    tomorrow = timezone.now() + timedelta(days=1)
    row = {
        "article": make_article(section=world).pk,
        "until": when(timezone.now() + timedelta(hours=1)),
    }

    response = planned_for(editor_client, tomorrow, top=[row], **{part_of(world): []})

    assert "The front page changes only after this time." in errors_beside(response, "top-0-until")


def test_planned_change_is_called_off_but_the_page_itself_cannot_be_deleted(editor_client, world):
    planned = FrontPage.objects.create(starts_at=timezone.now() + timedelta(days=1))

    called_off = editor_client.post(f"{LIST}{planned.pk}/delete/", {"post": "yes"}, follow=True)
    refused = editor_client.post(screen().replace("change", "delete"), {"post": "yes"})

    assert "The planned change is called off." in called_off.content.decode()
    assert refused.status_code == 403
    assert FrontPage.objects.count() == 1


# --- Preview ---


def test_preview_shows_the_sent_arrangement_and_stores_nothing(editor_client, client, world):
    make_article(section=world, headline="Newest")
    chosen = make_article(
        section=world, headline="Chosen", published_at=timezone.now() - timedelta(days=3)
    )
    address = screen().replace("change", "preview")

    preview = arrange(editor_client, to=address, top=[chosen], **{part_of(world): []})

    assert lead_of(preview) == "Chosen"
    assert "Preview for the staff" in preview.content.decode()
    assert preview["X-Robots-Tag"] == "noindex"
    assert "no-store" in preview["Cache-Control"]
    assert lead_of(client.get("/")) == "Newest"
    assert stored() == set()


def test_preview_of_a_planned_change_shows_what_will_be_public_then(editor_client, client, world):
    tomorrow = timezone.now() + timedelta(days=1)
    scheduled = make_article(
        section=world, headline="Scheduled", published_at=tomorrow - timedelta(hours=1)
    )

    preview = arrange(
        editor_client,
        on=f"{LIST}add/",
        to=f"{LIST}preview/",
        starts_at=tomorrow,
        top=[scheduled],
        **{part_of(world): []},
    )

    assert lead_of(preview) == "Scheduled"
    assert not FrontPage.objects.planned().exists()


def test_preview_of_what_is_refused_names_what_to_correct(editor_client, world):
    draft = make_article(section=world, headline="Hidden", status=Status.DRAFT)
    address = screen().replace("change", "preview")

    preview = arrange(editor_client, to=address, top=[draft], **{part_of(world): []})

    assert preview.status_code == 400
    assert "Lead: “Hidden” is not published (Draft)." in preview.content.decode()


# --- Who may ---


def test_chief_editor_arranges_the_front_page(client, world):
    client.force_login(make_staff(Role.CHIEF))
    story = make_article(section=world)

    arrange(client, top=[story], **{part_of(world): []})

    assert stored() == {(None, 0, story)}


@pytest.mark.parametrize("role", [None, Role.REPORTER, Role.EDITOR])
def test_others_can_neither_see_nor_send_the_screen(client, world, role):
    client.force_login(make_staff(role, sections=[world]))
    story = make_article(section=world)

    seen = client.get(screen())
    sent = arrange(client, top=[story], seen="", **{part_of(world): []})

    assert (seen.status_code, sent.status_code) == (403, 403)
    assert "frontpage" not in client.get("/admin/").content.decode()
    assert stored() == set()


def test_strangers_are_sent_to_sign_in(client):
    assert "/login/" in client.get(screen()).url


@pytest.mark.parametrize("number", [1, 3])
def test_screen_takes_as_many_queries_for_many_picks(
    editor_client, world, number, django_assert_num_queries
):
    for order in range(number):
        make_pick(make_article(section=world), order=order)
        make_pick(make_article(section=world), section=world, order=order)
    address = screen()
    editor_client.get(address)

    with django_assert_num_queries(8):
        editor_client.get(address)


# --- In a browser ---


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_front_page_is_arranged_by_keyboard(desk, world):
    storm = make_article(headline="Storm over the bay", section=world, lead_photo=make_photo())
    ferry = make_article(headline="The ferry is back", section=world)
    page = desk.open("articles/frontpage/")
    page.wait_for_selector("html[data-front-page-screen=ready]")
    keyboard = page.keyboard

    def choose(place, typed, headline):
        field = page.locator(f"#id_top-{place}-article_name")
        field.focus()
        keyboard.type(typed)
        page.get_by_role("option", name=headline).wait_for()
        keyboard.press("ArrowDown")
        keyboard.press("Enter")
        expect(field).to_have_value(headline)

    choose(0, "storm", "Storm over the bay")
    choose(1, "ferry", "The ferry is back")
    page.get_by_role("button", name="Move Second story up").focus()
    keyboard.press("Enter")
    expect(page.locator("[data-announcements]")).to_have_text("Lead moved to place 1 of 4.")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move Lead down"
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).press("Enter")

    expect(page.get_by_text("The front page is arranged.")).to_be_visible()
    assert stored() == {(None, 0, ferry), (None, 1, storm)}
    page.wait_for_selector("html[data-front-page-screen=ready]")
    page.locator("#id_top-0-until").fill(when(timezone.now() + timedelta(days=1)))
    page.locator("#id_top-0-article_name").focus()
    keyboard.press("Control+a")
    keyboard.press("Delete")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).press("Enter")
    assert stored() == {(None, 1, storm)}
    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_front_page_is_arranged_by_dragging(desk, world):
    storm, ferry = make_article(section=world), make_article(section=world)
    front = FrontPage.objects.create()
    for order, story in enumerate((storm, ferry)):
        front.picks.create(article=story, order=order)
    page = desk.open("articles/frontpage/")
    page.wait_for_selector("html[data-front-page-screen=ready]")
    page.set_viewport_size({"width": 1440, "height": 2000})

    rows = page.locator("[data-row]").filter(has=page.locator("[name^=top-][name$=-article]"))
    handle = rows.nth(1).locator("[data-row-handle]").bounding_box()
    target = rows.nth(0).bounding_box()
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(target["x"] + 5, target["y"] + 10, steps=5)
    page.mouse.up()
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("The front page is arranged.")).to_be_visible()
    assert [pick.article for pick in front.picks.order_by("order")] == [ferry, storm]
    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
# What test_every_screen.py leaves out.
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_front_page_screen_fits_obeys_the_policy_and_is_accessible(desk, world, scheme, width):
    past = timezone.now() - timedelta(hours=1)
    make_pick(make_article(section=world, headline="A long headline " * 9), until=past)
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 900})

    page = desk.open("articles/frontpage/")
    page.wait_for_selector("html[data-front-page-screen=ready]")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []
    assert faults(page) == []
    page.locator("#id_top-0-until").fill(when(past - timedelta(hours=1)))
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This time is past.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_preview_opens_beside_the_form_which_can_be_saved_at_once(desk, world):
    make_pick(make_article(section=world, headline="Storm over the bay"))
    page = desk.open("articles/frontpage/add/")
    page.wait_for_selector("html[data-front-page-screen=ready]")
    page.locator("[name=starts_at]").fill(when(timezone.now() + timedelta(days=1)))

    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").press("Enter")
    preview = opened.value
    expect(preview.locator(".front-top__lead .card__headline")).to_have_text("Storm over the bay")
    assert not FrontPage.objects.planned().exists()

    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_text("The front page will change on")).to_be_visible()
    assert FrontPage.objects.planned().count() == 1
    assert page.complaints == []
    assert faults(page) == []
