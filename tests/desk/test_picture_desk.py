"""The picture desk in a real browser: by mouse, by keyboard, and heard instead of seen."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from photos import developing
from photos.models import Photo
from tests.browser import faults
from tests.factories import make_article, make_photo, picture_file
from tests.photos.test_likeness import file_of, scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UPLOAD = "photos/photo/add/"
DROP = """([zone, files]) => {
    const dropped = new DataTransfer();
    for (const [name, octets] of files) {
        dropped.items.add(new File([new Uint8Array(octets)], name, { type: "image/jpeg" }));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
        const shared = { dataTransfer: dropped, bubbles: true, cancelable: true };
        zone.dispatchEvent(new DragEvent(type, shared));
    }
}"""


@pytest.fixture
def pictures(tmp_path):
    """Return a function that writes files to upload: good ones, and some that are no pictures."""

    def write(*, good, bad=0):
        paths = []
        for number in range(good + bad):
            is_bad = number < bad
            path = tmp_path / f"{'bad' if is_bad else 'good'}-{number}.jpg"
            path.write_bytes(b"no picture" if is_bad else picture_file(size=(60, 40)).read())
            paths.append(path)
        return paths

    return write


def choose(page, paths):
    page.get_by_label("Choose pictures, or drop them here").set_input_files(paths)


def summary(page):
    return page.locator("[data-summary-line]")


def focal_point(photo):
    photo.refresh_from_db()
    return round(photo.focal_x, 2), round(photo.focal_y, 2)


@pytest.mark.parametrize("path", ["", "{pk}/change/", "{pk}/replace/", "describe/?photos={pk}"])
def test_screens_have_no_fault_and_break_no_policy(desk, path):
    photo = make_photo(file=file_of(scene(1)), licence_expires_on=timezone.localdate(), alt="")
    make_photo(file=file_of(scene(1)), caption="Its twin")
    make_article(lead_photo=photo)

    page = desk.open(f"photos/photo/{path.format(pk=photo.pk)}")
    page.wait_for_load_state("networkidle")

    assert page.complaints == []
    assert faults(page) == []


def test_two_hundred_files_are_sent_of_which_twenty_are_bad(desk, pictures):
    page = desk.open(UPLOAD)

    choose(page, pictures(good=180, bad=20))

    expect(summary(page)).to_have_text(
        "Of 200 pictures 180 are kept and 20 refused.", timeout=90_000
    )
    assert Photo.objects.count() == 180
    for number in range(20):
        line = page.locator("[data-upload=refused]").filter(has_text=f"bad-{number}.jpg")
        expect(line).to_contain_text("This file is not a picture that we can read.")
    assert faults(page) == []
    page.get_by_role("link", name="Describe pictures 1 to 180").click()
    expect(page.locator("[data-line]")).to_have_count(180)


def test_dropped_files_are_taken(desk):
    page = desk.open(UPLOAD)
    zone = page.locator("[data-drop-zone]").element_handle()
    files = [[f"{name}.jpg", list(picture_file(size=(60, 40)).read())] for name in ("one", "two")]

    page.evaluate(DROP, [zone, files])

    expect(summary(page)).to_have_text("Of 2 pictures 2 are kept and 0 refused.")
    assert {photo.file_name for photo in Photo.objects.all()} == {"one.jpg", "two.jpg"}
    assert page.complaints == []


def test_file_that_stopped_half_way_is_sent_again_by_a_key(desk, pictures):
    page = desk.open(UPLOAD)
    page.route("**/photo/add/", lambda route: route.abort())
    choose(page, pictures(good=1))
    expect(page.locator("[data-upload=refused]")).to_contain_text("stopped half-way")

    page.unroute("**/photo/add/")
    page.get_by_role("button", name="Try again").press("Enter")

    expect(summary(page)).to_have_text("Of 1 pictures 1 are kept and 0 refused.")
    assert Photo.objects.count() == 1


def test_page_asks_before_it_is_left_while_files_are_on_their_way(desk, pictures):
    page = desk.open(UPLOAD)
    page.route("**/photo/add/", lambda route: None)
    choose(page, pictures(good=1))
    expect(page.locator("[data-upload=sending], [data-upload=developing]")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_visible()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_role("link", name="Sources").click(no_wait_after=True)

    expect(page).to_have_url(re.compile(UPLOAD))
    assert asked == ["beforeunload"]


def test_form_works_without_script(desk, pictures, live_server, chromium, editor_client):
    context = chromium.new_context(java_script_enabled=False)
    cookie = editor_client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/{UPLOAD}")

    choose(page, pictures(good=2, bad=1))
    page.get_by_role("button", name="Upload").click()

    expect(page.get_by_text("“bad-0.jpg”: This file is not a picture")).to_be_visible()
    page.get_by_label("Credit").first.fill("Ana Lens")
    page.get_by_role("button", name="Fill into every line").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2 photos are described.")).to_be_visible()
    assert {photo.credit for photo in Photo.objects.all()} == {"Ana Lens"}
    context.close()


def test_credit_is_filled_into_every_line_at_once(desk):
    photos = [make_photo(), make_photo()]
    page = desk.open(f"photos/photo/describe/?photos={photos[0].pk},{photos[1].pk}")

    page.get_by_role("group", name="The same for all").get_by_label("Credit").fill("Ana Lens")
    page.get_by_role("button", name="Fill into every line").press("Enter")

    for photo in photos:
        expect(page.locator(f"#id_photo-{photo.pk}-credit")).to_have_value("Ana Lens")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("2 photos are described.")).to_be_visible()
    assert Photo.objects.filter(credit="Ana Lens").count() == 2
    assert page.complaints == []


def test_focal_point_is_moved_by_arrow_keys_and_the_crops_follow(desk):
    photo = make_photo(file=picture_file(size=(1200, 400)))
    page = desk.open(f"photos/photo/{photo.pk}/change/")
    cross = page.get_by_role("button", name="Focal point: 50 percent from the left")
    square = page.locator("[data-focal-crop][data-shape='1:1']")

    cross.press("Shift+ArrowLeft")
    for key in ("Shift+ArrowLeft", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)

    moved = page.get_by_role("button", name="Focal point: 29 percent from the left, 49 percent")
    expect(moved).to_be_focused()
    # A third of the picture is in view: its middle at 29 % is 12 ⅓ of 66 ⅔ parts from the left.
    assert square.evaluate("crop => parseFloat(crop.style.objectPosition)") == pytest.approx(18.5)
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert focal_point(photo) == (0.29, 0.49)
    assert page.complaints == []


def test_focal_point_is_set_by_a_click(desk):
    photo = make_photo(file=picture_file(size=(800, 400)))
    page = desk.open(f"photos/photo/{photo.pk}/change/")
    frame = page.locator("[data-focal-frame] img")
    box = frame.bounding_box()

    frame.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert focal_point(photo) == (0.75, 0.25)


def test_pending_photo_is_told_until_it_is_done_without_loading_the_page_anew(
    desk, settings, pictures
):
    settings.PICTURES_DEVELOPED_BY = "worker"
    page = desk.open(UPLOAD)
    choose(page, pictures(good=1))
    expect(summary(page)).to_have_text("Of 1 pictures 1 are kept and 0 refused.")
    desk.open("photos/photo/")
    expect(page.get_by_text("Being developed").last).to_be_visible()
    page.evaluate("window.isTheSamePage = true")

    developing.develop_due()

    expect(page.locator(".state[data-state=pending]")).to_have_count(0)
    assert page.evaluate("window.isTheSamePage")


def test_writing_screen_warns_of_a_photo_that_ran_before(desk):
    photo = make_photo(caption="The quay", licence_expires_on=timezone.localdate())
    make_article(headline="Storm", lead_photo=photo)
    story = make_article(headline="Calm")
    page = desk.open(f"articles/article/{story.pk}/change/")
    field = page.locator(".desk-field--lead_photo")

    page.locator("#id_lead_photo_name").press_sequentially("quay")
    page.get_by_role("option", name="The quay").click()

    expect(field.get_by_text(re.compile("Ran on .*: Storm"))).to_be_visible()
    expect(field.get_by_text("Licence ends on")).to_be_visible()
    assert page.complaints == []
