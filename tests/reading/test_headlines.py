"""The lines of a headline do not touch, whatever it is written in."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "least"), [("ar", 1.3), ("ko", 1.2), ("ja", 1.2)])
@pytest.mark.parametrize("place", ["", "history/"])
def test_headline_has_the_leading_that_its_script_needs(reader, newspaper, language, least, place):
    newspaper.language = language
    newspaper.save()
    page = reader()

    page.goto(f"{newspaper.get_absolute_url()}{place}")

    leading, size = page.locator("h1").evaluate(
        "h1 => [getComputedStyle(h1).lineHeight, getComputedStyle(h1).fontSize].map(parseFloat)"
    )
    assert leading >= least * size
