"""How pages look is the reader's choice, kept on their own device."""

import pytest
from playwright.sync_api import expect

from tests import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHT_PAPER, DARK_PAPER = "rgb(255, 253, 249)", "rgb(20, 22, 26)"
HOLD_FRAMES = """
  const held = [];
  window.requestAnimationFrame = (draw) => held.push(draw);
  window.drawFrame = () => held.splice(0).forEach((draw) => draw(performance.now()));
"""


def paper(page):
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


def tints(page):
    """Return the colours that the browser's own bar may take now."""
    return page.evaluate(
        "[...document.querySelectorAll('meta[name=theme-color]')]"
        ".filter((tint) => matchMedia(tint.media).matches).map((tint) => tint.content)"
    )


def text_size(page):
    return float(
        page.locator(".prose").first.evaluate(
            "(prose) => parseFloat(getComputedStyle(prose).fontSize)"
        )
    )


def test_theme_is_chosen_by_keyboard_and_kept_for_the_next_page(reader, newspaper):
    page = reader(color_scheme="light")
    page.goto("/")
    assert (paper(page), tints(page)) == (LIGHT_PAPER, ["#fffdf9"])

    page.get_by_role("radio", name="As the device").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.goto(newspaper.get_absolute_url())

    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    assert (paper(page), tints(page)) == (DARK_PAPER, ["#14161a"])
    assert page.complaints == []
    assert browser.faults(page) == []


def test_light_can_be_chosen_on_a_dark_device_and_taken_back(reader, newspaper):
    page = reader(color_scheme="dark")
    page.goto("/")

    page.get_by_role("radio", name="Light").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    chosen = (paper(page), tints(page))
    page.get_by_role("radio", name="As the device").check()
    expect(page.locator("html")).not_to_have_attribute("data-theme", "light")

    assert chosen == (LIGHT_PAPER, ["#fffdf9"])
    assert (paper(page), tints(page)) == (DARK_PAPER, ["#14161a"])
    assert page.evaluate("localStorage.length") == 0


def test_theme_follows_in_a_page_that_is_already_open(reader, newspaper):
    page = reader(color_scheme="light")
    page.goto("/")
    another = page.context.new_page()
    another.goto("/archive/")

    page.get_by_role("radio", name="Dark").check()

    expect(another.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize(("motion", "fades"), [("no-preference", 1), ("reduce", 0)])
def test_theme_fades_unless_the_reader_wants_no_motion(reader, newspaper, motion, fades):
    page = reader(color_scheme="light", reduced_motion=motion)
    page.add_init_script(
        "window.fades = 0; const start = Document.prototype.startViewTransition;"
        "Document.prototype.startViewTransition = function (change) {"
        " window.fades += 1; return start.call(this, change); };"
    )
    page.goto("/")

    page.get_by_role("radio", name="Dark").check()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("window.fades") == fades


@pytest.mark.parametrize("width", [320, 1440])
def test_largest_text_is_larger_and_fits(reader, newspaper, width):
    page = reader(width=width)
    page.goto(newspaper.get_absolute_url())
    standard = text_size(page)

    page.get_by_role("radio", name="Largest").check()
    page.reload()

    assert text_size(page) == pytest.approx(1.3 * standard, rel=0.01)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert browser.faults(page) == []


def test_nothing_is_kept_before_the_reader_chooses(reader, newspaper):
    page = reader()

    page.goto(newspaper.get_absolute_url(), wait_until="networkidle")

    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_choice_lasts_for_the_page_where_nothing_may_be_kept(reader, newspaper):
    page = reader(color_scheme="light")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    )
    page.goto("/")

    page.get_by_role("radio", name="Dark").check()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.complaints == []


def test_scripts_add_nothing_to_a_page_before_its_first_frame(reader, newspaper):
    page = reader()
    page.add_init_script(HOLD_FRAMES)
    waiting = page.locator("[data-awaits-script]")

    page.goto(newspaper.get_absolute_url(), wait_until="load")

    assert waiting.count() > 0
    page.evaluate("drawFrame()")
    expect(waiting).to_have_count(0)


def test_first_frame_has_the_theme_that_was_chosen_before(reader):
    page = reader(color_scheme="light")
    page.goto("/")
    page.get_by_role("radio", name="Dark").check()
    page.add_init_script(HOLD_FRAMES)

    page.goto("/", wait_until="load")

    # What waits for a promise has run when the frame's own callbacks have; what is drawn, has not.
    theme = "async () => { drawFrame(); await 0; return document.documentElement.dataset.theme; }"
    assert page.evaluate("document.documentElement.dataset.theme") is None
    assert page.evaluate(theme) == "dark"


def test_choices_are_not_offered_without_scripts(reader, newspaper):
    page = reader(java_script_enabled=False)

    page.goto(newspaper.get_absolute_url())

    expect(page.locator(".choice")).to_have_count(2)
    for choice in page.locator(".choice").all():
        expect(choice).to_be_hidden()
