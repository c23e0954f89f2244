"""What people paste comes out as allowed markup, whatever they paste."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.prose import ATTRIBUTES, TAGS, clean, count_words

SNIPPETS = [
    "<p>", "</p>", "<b>", "</b>", "<h2>", "<script>", "</script>", "<svg>", "<math>", "<style>",
    "<mtext>", "<mglyph>", "<table>", "<td>", "<a href='", "javascript:", "//evil.example", "\\\\",
    "'>", '">', "onerror=", "<img src=x ", "<iframe srcdoc=", "<!--", "-->", "<![CDATA[", "]]>",
    "&lt;", "&#x6a;", "&amp;", "<", ">", "\x00", "\r\n", "\ufeff", "text ", "<noscript>", "<title>",
    "<select>", "<template>", "<form>", "<annotation-xml encoding='text/html'>", "<plaintext>",
]  # fmt: skip

hostile_html = st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=6)), max_size=25)


class Inventory(HTMLParser):
    """Collects what tags and attributes stand in a text."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@given(hostile_html)
def test_nothing_but_allowed_markup_is_left(snippets):
    html = clean("".join(snippets))

    for tag, attributes in Inventory(html).found:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set())
        address = attributes.get("href", "/").strip().lower()
        assert address.startswith(("http://", "https://", "mailto:", "/", "#"))
        assert not address.startswith(("//", "/\\"))


@given(hostile_html)
def test_clean_text_stays_as_it_is_when_cleaned_again(snippets):
    html = str(clean("".join(snippets)))

    assert str(clean(html)) == html


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<p onclick='x()'>Hello</p>", "<p>Hello</p>"),
        ("<script>steal()</script><p>Hello</p>", "<p>Hello</p>"),
        ("<p>Hello</p><iframe src='https://a.example'>gone</iframe>", "<p>Hello</p>"),
        ("<style>p{color:red}</style><p style='color:red'>Hello</p>", "<p>Hello</p>"),
        ("<p><a href='javascript:alert(1)'>Hello</a></p>", "<p>Hello</p>"),
        ("<p><a href='//evil.example/'>Hello</a></p>", "<p>Hello</p>"),
        ("<p><a href='/\\evil.example/'>Hello</a></p>", "<p>Hello</p>"),
        ("<p><a href='https://a.example/?a=1&amp;b=2'>Hello</a></p>",) * 2,
        (
            "<div><b>Bold</b> and <i>italic</i></div>",
            "<p><strong>Bold</strong> and <em>italic</em></p>",
        ),
        ("<h2>Heading</h2><p>Hello</p>", "<h3>Heading</h3><p>Hello</p>"),
        ("<p>5 < 6 & 7</p>", "<p>5 &lt; 6 &amp; 7</p>"),
        ("<p>全角　スペース 👩‍👩‍👧 العربية</p>",) * 2,
        ("<p></p><p>&nbsp;</p><p>Hello</p>", "<p>Hello</p>"),
    ],
)
def test_what_may_stay_stays_and_the_rest_goes(pasted, kept):
    pasted = pasted.replace("'", '"')

    html = clean(pasted)

    assert str(html) == kept.replace("'", '"')


def test_words_of_neighbouring_blocks_are_counted_apart():
    assert count_words("<p>One two</p><p>three</p><ul><li>four</li><li>five</li></ul>") == 5
