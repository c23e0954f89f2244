"""Pasting a long text: it falls into parts, and nothing vanishes silently."""

import pytest

from desk.pasted import split

PROSE = "A sentence that is long enough to be the prose of a part, and that ends with a full stop."
PAGE = f"""“Harbour Reopens After Storm”

Spread the love

The night of the storm

{PROSE}

What the council decided

{PROSE}

{PROSE}

SOURCE: Ref Image from The Ledger

Views:1021 2
Website | + posts

{PROSE}

Spread the love"""


def subheads(text, **options):
    return [part.subhead for part in split(text, **options).parts]


def test_page_falls_into_headline_and_headed_parts():
    result = split(PAGE)

    assert result.headline == "Harbour Reopens After Storm"
    assert [part.subhead for part in result.parts] == [
        "The night of the storm",
        "What the council decided",
    ]
    assert result.parts[1].prose == f"<p>{PROSE}</p><p>{PROSE}</p>"


def test_everything_from_the_source_line_on_is_left_out_and_told():
    assert split(PAGE).left_out == [
        "SOURCE: Ref Image from The Ledger",
        "Views:1021 2",
        "Website | + posts",
        PROSE,
        "Spread the love",
        "Spread the love",
    ]


def test_source_named_in_the_middle_of_headed_text_does_not_end_the_story():
    html = f"<h2>One</h2><p>{PROSE}</p><p>Source: Reuters</p><h2>Two</h2><p>{PROSE}</p>"

    assert subheads(html) == ["One", "Two"]


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "h4", "h5", "h6"])
def test_heading_tags_open_parts(tag):
    html = f"<{tag}>One</{tag}><p>{PROSE}</p><{tag}>Two</{tag}><p>{PROSE}</p>"

    assert subheads(html) == ["One", "Two"]


def test_heading_over_another_is_the_headline():
    html = f"<h1>Over all</h1><h2>One</h2><p>{PROSE}</p><h2>Two</h2><p>{PROSE}</p>"

    assert split(html).headline == "Over all"
    assert subheads(html) == ["One", "Two"]


def test_heading_within_a_part_stays_there():
    html = f"<h2>One</h2><p>{PROSE}</p><h3>Within</h3><p>{PROSE}</p><h2>Two</h2><p>{PROSE}</p>"

    assert subheads(html) == ["One", "Two"]
    assert "<h3>Within</h3>" in split(html).parts[0].prose


def test_bold_line_is_a_heading():
    html = f"<p><b>One</b></p><p>{PROSE}</p><p><strong>Two</strong></p><p>{PROSE}</p>"

    assert subheads(html) == ["One", "Two"]


def test_text_before_the_first_heading_is_a_part_without_subhead():
    html = f"<p>{PROSE}</p><h2>One</h2><p>{PROSE}</p>"

    assert subheads(html) == ["", "One"]


def test_what_surrounds_all_blocks_is_no_markup_of_theirs():
    html = f'<b style="font-weight:normal"><h2>One</h2><div><p>{PROSE}</p></div><h2>Two</h2></b>'

    assert split(html).parts[0] == ("One", f"<p>{PROSE}</p>")


def test_two_line_breaks_part_paragraphs():
    assert split(f"<div>{PROSE}<br><br>{PROSE}</div>").parts == [
        ("", f"<p>{PROSE}</p><p>{PROSE}</p>")
    ]


def test_short_sentence_is_no_heading():
    assert subheads(f"{PROSE}\n\nHe said no.\n\n{PROSE}") == [""]


def test_plain_text_is_escaped():
    assert split("2 < 3 & 4 > 1").parts == [("", "<p>2 &lt; 3 &amp; 4 &gt; 1</p>")]


def test_lists_and_tables_stay_whole():
    html = f"<h2>One</h2><ul><li>a</li><li><p>b</p></li></ul><h2>Two</h2><p>{PROSE}</p>"

    assert split(html).parts[0].prose == "<ul><li>a</li><li><p>b</p></li></ul>"


def test_hostile_markup_is_dropped():
    html = (
        f"<h2 onclick=x()>One<script>alert(1)</script></h2><p>{PROSE}<img src=x onerror=alert(1)>"
        '<a href="javascript:alert(1)">press</a><iframe src="https://evil.example"></iframe></p>'
        "<style>p{color:red}</style><h2>Two</h2><p style='color:red'>End.</p>"
    )

    assert split(html).parts == [("One", f"<p>{PROSE}press</p>"), ("Two", "<p>End.</p>")]


def test_caption_of_this_publication_is_furniture():
    text = f"Title of it\n\nPass it on\n\nOne heading\n\n{PROSE}"

    assert split(text, share_captions=["Pass it on"]).headline == "Title of it"
    assert split(text, share_captions=["Pass it on"]).left_out == ["Pass it on"]


@pytest.mark.parametrize("text", ["", "   ", "<p></p>", "<", "&", "\x00", "<b>", "</p>", "<p><h2>"])
def test_next_to_nothing_is_nothing_and_no_error(text):
    assert not split(text).headline
