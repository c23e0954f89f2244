"""Totals that an older site had counted, taken over from its file."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from readership.models import ArticleViews
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def import_views(tmp_path):
    """Run the command on a file with these lines, and return what it said."""

    def run(*lines, **options):
        file = tmp_path / "views.csv"
        file.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
        output = StringIO()
        call_command("import_views", file, stdout=output, **options)
        return output.getvalue()

    return run


def totals():
    return dict(ArticleViews.objects.values_list("article__slug", "total"))


def test_totals_are_added_to_what_is_counted_here_and_count_once(import_views):
    summit = make_article(slug="summit")
    make_article(slug="harbour")
    ArticleViews.objects.create(article=summit, counted=5)
    lines = ["address,views", "https://old.example/2019/03/summit/?p=1,1021", '/harbour,"2,300"']

    said = import_views(*lines)
    import_views(*lines)

    assert totals() == {"summit": 1_026, "harbour": 2_300}
    assert "3,321 views of 2 stories are taken over." in said


def test_former_address_is_that_of_the_story(import_views):
    story = make_article(slug="before")
    story.slug = "after"
    story.save()

    import_views("views,address", "7,/world/2020/01/before/")

    assert totals() == {"after": 7}


def test_dry_run_changes_nothing(import_views):
    make_article(slug="summit")

    said = import_views("address,views", "/summit/,7", dry_run=True)

    assert totals() == {}
    assert "7 views of 1 stories would be taken over." in said


def test_bad_lines_are_named_and_the_good_ones_kept(import_views):
    make_article(slug="summit")
    make_article(slug="harbour")

    with pytest.raises(CommandError) as refused:
        import_views(
            "address,views",
            "/nowhere/,3",
            "/summit/,many",
            "/summit/,-3",
            "/summit/,٣",
            "/summit/",
            "/summit/,5",
            "http://old.example/summit,6",
            f"/harbour/,{'9' * 5_000}",
            "http://[broken/,1",
        )

    assert totals() == {"summit": 5}
    for number, words in enumerate(
        [
            "no story has the address '/nowhere/'",
            "'many' is no number",
            "'-3' is no number",
            "'٣' is no number",
            "is no number of views",
            None,
            "line 7 is of the same story",
            "is no number of views",
            "no story has the address 'http://[broken/'",
        ],
        start=2,
    ):
        assert words is None or f"Line {number}: " in str(refused.value), number
        assert words is None or words in str(refused.value)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "The first line must name the columns; it lacks address, views."),
        (["page,hits", "/summit/,3"], "lacks address, views"),
        (["address,views", "\udcff,3"], "no CSV file in UTF-8"),
    ],
)
def test_file_that_is_none_is_refused(import_views, lines, words):
    with pytest.raises(CommandError, match=re.escape(words)):
        import_views(*lines)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.csv cannot be read: No such file"):
        call_command("import_views", tmp_path / "nothing.csv")
