import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment


@pytest.fixture
def variable(monkeypatch):
    return lambda value: monkeypatch.setenv("VARIABLE", value)


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (environment.flag, "maybe"),
        (environment.flag, "2"),
        (environment.whole_number, "many"),
        (environment.whole_number, "-1"),
        (environment.whole_number, "1.5"),
        (environment.web_address, "news.example"),
        (environment.web_address, "ftp://news.example"),
        (environment.web_address, "https://news.example/path"),
        (environment.web_address, "https://"),
        (environment.database, "mysql://news.example/news"),
        (environment.database, "newsroom.sqlite3"),
        (environment.cache, "memcached"),
        (environment.cache, "http://127.0.0.1"),
    ],
)
def test_wrong_value_is_refused_by_the_variables_name(variable, reader, value):
    variable(value)

    with pytest.raises(ImproperlyConfigured, match="VARIABLE"):
        reader("VARIABLE", 0)


def test_flag_knows_the_usual_words(variable):
    for word, expected in (("1", True), ("Yes", True), ("0", False), ("off", False), ("", False)):
        variable(word)

        assert environment.flag("VARIABLE", default=not expected) is expected


def test_web_address_has_no_slash_at_its_end(variable):
    variable("https://news.example/")

    assert environment.web_address("VARIABLE", "") == "https://news.example"


@pytest.mark.parametrize("path", ["/srv/news room/a.sqlite3", "/srv/#1?/50%/a.sqlite3"])
def test_database_file_may_stand_in_any_folder(path):
    configured = environment.database("UNSET_VARIABLE", default=environment.sqlite(path))

    assert configured["NAME"] == path
