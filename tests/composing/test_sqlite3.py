"""Queries that SQLite is asked for the second time."""

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="is about SQLite"),
]


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("SELECT %s, '100%%', '%%s'", [[7], [8]]),
        ("SELECT %(number)s, '100%%', '%%s'", [{"number": 7}, {"number": 8}]),
    ],
    ids=["by place", "by name"],
)
def test_values_go_where_they_belong_each_time(query, values):
    with connection.cursor() as cursor:
        rows = [cursor.execute(query, each).fetchone() for each in values]

    assert rows == [(7, "100%", "%s"), (8, "100%", "%s")]


def test_a_query_without_values_is_asked_as_it_stands():
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT '100%%'").fetchone() == ("100%%",)
