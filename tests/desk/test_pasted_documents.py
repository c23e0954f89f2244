"""Text out of Word and Google Docs, as they put it on the clipboard, in a real Chromium."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.desk.test_writing_screen import PROSE, paste, save, subheads

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


TEXT = "#parts-0 .prose-editor__text"
NOTE = "#parts-0 .part__offer[role=status]"


def item_of_word(marker, words, *, level=1):
    return (
        f"<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;"
        f"mso-list:l0 level{level} lfo1'><![if !supportLists]><span lang=EN-US"
        " style='font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>"
        f"{marker}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span>"
        f"</span><![endif]><span lang=EN-US>{words}<o:p></o:p></span></p>"
    )


WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0cm; font-family:"Calibri",sans-serif;}} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal><b><span style='font-size:14.0pt'>Bold</span></b><span
style='mso-spacerun:yes'>&nbsp; </span><span lang=EN-US>and <i>italic</i>, see
<a href="https://example.org/report">the report</a><a style='mso-footnote-id:ftn1'
href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference>[1]</span></a>.<o:p></o:p>
</span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
{item_of_word("·", "Ships")}{item_of_word("o", "Large ones", level=2)}{item_of_word("·", "Quays")}
<p class=MsoNormal>Then:<o:p></o:p></p>
{item_of_word("1.", "Storm")}{item_of_word("2.", "Calm")}
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=200
style='width:150.0pt'><p class=MsoNormal>Tide<o:p></o:p></p></td></tr></table>
<!--EndFragment--></body></html>"""

PLAIN = (
    "font-size:11pt;font-family:Arial,sans-serif;color:#000000;font-weight:400;font-style:normal"
)
GOOGLE_DOCS = f"""<meta charset='utf-8'><b style="font-weight:normal;"
id="docs-internal-guid-0a1b2c3d-7fff"><p dir="ltr" style="line-height:1.38;margin-top:0pt;"><span
style="{PLAIN}">Plain, </span><span style="font-size:11pt;font-weight:700;font-style:normal;">bold
</span><span style="font-weight:400;font-style:italic;">italic</span><span style="{PLAIN}"> and
</span><a href="https://www.google.com/url?q=https://example.org/report&amp;sa=D"
style="text-decoration:none;"><span style="font-weight:400;text-decoration:underline;">a
link</span></a></p><br /><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;"
aria-level="1"><p dir="ltr" role="presentation"><span style="{PLAIN}">Ships</span></p></li></ul></b>
<br class="Apple-interchange-newline">"""


def kept_of(desk, html):
    page = desk.open("articles/article/add/")
    page.locator("#id_headline").fill("Pasted")
    paste(page, html, kind="text/html")
    save(page)
    assert page.complaints == []
    return Article.objects.get().parts.get().prose


def test_text_of_word_keeps_what_it_means_and_nothing_else(desk):
    assert kept_of(desk, WORD) == (
        "<p><strong>Bold</strong> and <em>italic</em>, see "
        '<a href="https://example.org/report">the report</a>[1].</p>'
        "<ul><li><p>Ships</p><ul><li><p>Large ones</p></li></ul></li><li><p>Quays</p></li></ul>"
        "<p>Then:</p><ol><li><p>Storm</p></li><li><p>Calm</p></li></ol>"
        "<table><tbody><tr><td><p>Tide</p></td></tr></tbody></table>"
    )


def test_text_of_google_docs_keeps_what_it_means_and_nothing_else(desk):
    assert kept_of(desk, GOOGLE_DOCS) == (
        "<p>Plain, <strong>bold </strong><em>italic</em> and "
        '<a href="https://example.org/report">a link</a></p><ul><li><p>Ships</p></li></ul>'
    )


def test_document_is_split_as_clean_as_it_is_pasted(desk):
    page = desk.open("articles/article/add/")
    parts = "".join(
        f'<h2 dir="ltr" style="line-height:1.38"><span style="{PLAIN}">{subhead}</span></h2>'
        f'<p dir="ltr"><span style="{PLAIN}">{PROSE}</span></p><br />'
        for subhead in ("One", "Two")
    )

    paste(
        page,
        f'<b style="font-weight:normal;" id="docs-internal-guid-1">{parts}</b>',
        kind="text/html",
    )
    page.get_by_role("button", name="Split it into parts").click()

    expect(page.locator("#parts-1 .prose-editor__text")).to_have_text(PROSE)
    assert subheads(page) == ["One", "Two"]
    assert page.locator(".prose-editor__text strong").count() == 0
    assert page.complaints == []


PICTURE = '<p><span><img src="file:///C:/tide.png" width="400" height="300"></span></p>'


@pytest.mark.parametrize(
    ("pictures", "told"),
    [
        (1, "1 picture was left out. Add it from the library."),
        (3, "3 pictures were left out. Add them from the library."),
    ],
)
def test_pictures_that_a_document_had_are_told_of(desk, pictures, told):
    page = desk.open("articles/article/add/")

    paste(page, "<p>Tides.</p>" + PICTURE * pictures, kind="text/html")

    status = page.locator(NOTE)
    expect(status).to_contain_text(told)
    status.get_by_role("button", name="Close this note").click()
    expect(status).to_be_empty()
    assert page.locator(TEXT).inner_html() == "<p>Tides.</p>"
    assert page.complaints == []


def test_pictures_are_told_of_beside_the_offer_to_split(desk):
    page = desk.open("articles/article/add/")

    paste(page, f"<h2>Storm</h2><p>Tides.</p>{PICTURE}<h2>Calm</h2><p>No.</p>", kind="text/html")

    status = page.locator(NOTE)
    expect(status).to_contain_text("This text has 2 headings.")
    expect(status).to_contain_text("1 picture was left out.")


def test_picture_that_is_pasted_alone_is_told_of(desk):
    page = desk.open("articles/article/add/")

    page.locator(TEXT).evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File(["-"], "tide.png", { type: "image/png" }));
            text.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }"""
    )

    expect(page.locator(NOTE)).to_contain_text("1 picture was left out.")


def test_document_without_pictures_is_pasted_in_silence(desk):
    page = desk.open("articles/article/add/")

    paste(page, WORD, kind="text/html")

    expect(page.locator(TEXT)).to_contain_text("italic")
    expect(page.locator(NOTE)).to_be_empty()
