"""What readers' pages are set with."""

from datetime import UTC, datetime

import pytest
from django.template import engines
from jinja2 import UndefinedError

PAGES = engines["jinja2"].env


@pytest.mark.parametrize("name", PAGES.list_templates())
def test_every_page_can_be_set(name):
    """A word of another template language, or a filter that nobody knows, is found here."""
    assert PAGES.get_template(name)


def test_a_name_that_a_page_is_not_given_is_an_error():
    page = PAGES.from_string("{{ headlime }}")

    with pytest.raises(UndefinedError, match="headlime"):
        page.render(headline="Rain in Orrin")


def test_what_people_wrote_is_text_also_within_a_translation():
    page = PAGES.from_string("{{ name }} {% trans name %}More {{ name }}{% endtrans %}")

    assert page.render(name="<b>") == "&lt;b&gt; More &lt;b&gt;"


def test_times_are_those_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    page = PAGES.from_string("{{ at|date('H:i') }}")

    assert page.render(at=datetime(2026, 11, 28, 20, tzinfo=UTC)) == "05:00"
