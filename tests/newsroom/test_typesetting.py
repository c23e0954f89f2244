"""What readers' pages are set with."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation
from django.utils.functional import lazystr
from jinja2 import TemplateSyntaxError, UndefinedError
from markupsafe import Markup

PAGES = engines["jinja2"].env


class Loud(str):
    """A text that is not plainly a `str`, as a choice of a field."""


@pytest.mark.parametrize("name", PAGES.list_templates())
def test_every_page_can_be_set(name):
    """A word of another template language, or a filter that nobody knows, is found here."""
    assert PAGES.get_template(name)


def test_a_name_that_a_page_is_not_given_is_an_error():
    page = PAGES.from_string("{{ headlime }}")

    with pytest.raises(UndefinedError, match="headlime"):
        page.render(headline="Rain in Orrin")


def test_a_page_asks_whether_there_is_an_attribute():
    page = PAGES.from_string(
        "{% if story.views is defined %}{{ story.views }}{% else %}-{% endif %}"
    )

    assert page.render(story=SimpleNamespace(views=3)) == "3"
    assert page.render(story=SimpleNamespace()) == "-"
    with pytest.raises(AttributeError, match="views"):
        PAGES.from_string("{{ story.views }}").render(story=SimpleNamespace())


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("<b>&\"'", "&lt;b&gt;&amp;&#34;&#39;"),
        (Markup("<b>"), "<b>"),
        (7, "7"),
        (SimpleNamespace(__html__=lambda: "<i>"), "<i>"),
        (lazystr("<u>"), "&lt;u&gt;"),
        (Loud("<s>"), "&lt;s&gt;"),
    ],
    ids=["text", "HTML", "number", "what knows its HTML", "lazy text", "another kind of text"],
)
def test_whatever_a_page_prints_is_escaped(value, written):
    assert PAGES.from_string("{{ value }}").render(value=value) == written


def test_a_fragment_is_html_and_takes_what_it_names():
    fragment = "{% macro bold(words, mark='!') %}<b>{{ words }}{{ mark }}</b>{% endmacro %}"

    assert PAGES.from_string(fragment + "{{ bold('<') }}").render() == "<b>&lt;!</b>"
    assert PAGES.from_string(fragment + "{{ bold(mark='?', words=1) }}").render() == "<b>1?</b>"
    for wrong in ("bold()", "bold(1, 2, 3)", "bold(1, marks=2)", "bold(1, words=2)"):
        with pytest.raises(TypeError, match="bold"):
            PAGES.from_string(fragment + "{{ " + wrong + " }}").render()


def test_a_fragment_that_is_given_a_caller_is_refused_before_it_is_set():
    page = "{% macro bold(words) %}{{ words }}{% endmacro %}{% call bold(1) %}!{% endcall %}"

    with pytest.raises(TemplateSyntaxError, match="No fragment takes a caller"):
        PAGES.from_string(page)


def test_what_a_page_calls_is_handed_each_value_by_itself():
    with pytest.raises(TemplateSyntaxError, match="each value by itself"):
        PAGES.from_string("{{ url(*names) }}")


def test_each_language_has_its_own_pages():
    page = "articles/most_read_page.html"
    with translation.override("de"):
        german = PAGES.get_template(page)

    assert german is not PAGES.get_template(page)
    with translation.override("de"):
        assert german is PAGES.get_template(page)
        assert PAGES.from_string("{{ _('Most read') }}").render() == "Meistgelesen"
    assert PAGES.from_string("{{ _('Most read') }}").render() == "Most read"


def test_a_per_cent_sign_is_one_whether_a_message_has_gaps_or_not():
    page = PAGES.from_string(
        "{% trans %}100 %{% endtrans %} {% trans n=5 %}{{ n }} %{% endtrans %}"
    )

    assert page.render() == "100 % 5 %"


def test_what_people_wrote_is_text_also_within_a_translation():
    page = PAGES.from_string("{{ name }} {% trans name %}More {{ name }}{% endtrans %}")

    assert page.render(name="<b>") == "&lt;b&gt; More &lt;b&gt;"


def test_times_are_those_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    page = PAGES.from_string("{{ at|date('H:i') }}")

    assert page.render(at=datetime(2026, 11, 28, 20, tzinfo=UTC)) == "05:00"
