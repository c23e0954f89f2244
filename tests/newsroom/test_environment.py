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
        (environment.whole_number, "9" * 5_000),
        (environment.web_address, "https://two words"),
        (environment.web_address, "https://name:word@news.example"),
        (environment.web_address, "https://news.example:99999"),
        (environment.web_address, "https://news.example:port"),
        (environment.web_address, "https://news.example?page=1"),
        (environment.web_address, "https://[::1"),
        (environment.hosts, "https://news.example"),
        (environment.hosts, "news.example/path"),
        (environment.address_prefix, "media"),
        (environment.address_prefix, "/"),
        (environment.address_prefix, "//cdn.example/"),
        (environment.address_prefix, "https://cdn.example"),
        (environment.address_prefix, "media/../"),
        (environment.endpoint, "hub.example"),
        (environment.endpoint, "ftp://hub.example/"),
        (environment.endpoint, "https://hub.example/?name=>"),
        (environment.time_zone, "Mars/Olympus"),
        (environment.time_zone, "../etc/passwd"),
        (environment.socket_address, "nowhere"),
        (environment.socket_address, "127.0.0.1:port"),
        (environment.database, "sqlite://"),
        (environment.database, "sqlite://:memory:"),
        (environment.database, "postgres://"),
        (environment.database, "postgres://news:word@db.example:port/news"),
        (environment.cache, "redis://"),
        (environment.redis_server, "redis://"),
        (environment.redis_server, "redis:///1"),
        (environment.redis_server, "redis://news.example/first"),
        (environment.redis_server, "locmemcache://"),
        (environment.redis_server, "unix://redis.sock"),
        (environment.mail_server, "mail.example"),
        (environment.mail_server, "filemail:///tmp"),
        (environment.mail_server, "smtp://"),
        (environment.mail_server, "smtp+tls://mail.example:port"),
        (environment.mail_sender, "nobody"),
        (environment.mail_sender, "The Desk <>"),
        (environment.mail_sender, "desk@news.example\nBcc: all@news.example"),
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


def test_value_that_is_none_of_the_choices_is_refused_with_all_of_them(variable):
    variable("loud")

    with pytest.raises(
        ImproperlyConfigured, match="VARIABLE must be one of error, info, not 'loud'"
    ):
        environment.one_of("VARIABLE", ("error", "info"), default="info")


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (environment.web_address, "http://127.0.0.1:8041"),
        (environment.web_address, "http://[::1]:8041"),
        (environment.address_prefix, "media/"),
        (environment.address_prefix, "/pictures/of/news/"),
        (environment.address_prefix, "https://cdn.example/"),
        (environment.address_prefix, "https://cdn.example:8443/media/"),
        (environment.endpoint, ""),
        (environment.endpoint, "https://hub.example/publish"),
        (environment.socket_address, "0.0.0.0:80"),
        (environment.socket_address, "[::]:8000"),
        (environment.socket_address, "unix:/run/newsroom.sock"),
        (environment.time_zone, "Asia/Seoul"),
        (environment.text, "$not a reference to another variable"),
    ],
)
def test_right_value_is_taken_as_it_is(variable, reader, value):
    variable(value)

    assert reader("VARIABLE", "") == value


@pytest.mark.parametrize(
    "value",
    [
        "redis://127.0.0.1:6379",
        "redis://127.0.0.1:6379/1",
        "rediss://:word@redis.example/",
        "unix:///run/redis.sock",
    ],
)
def test_redis_may_be_elsewhere_or_at_a_socket(variable, value):
    pytest.importorskip("redis", reason="The driver of Redis is not installed.")
    variable(value)

    assert environment.redis_server("VARIABLE") == value


def test_hosts_may_be_names_addresses_and_whole_domains(variable):
    variable("news.example, .news.example,127.0.0.1, [::1], *")

    hosts = environment.hosts("VARIABLE", default=[])

    assert hosts == ["news.example", ".news.example", "127.0.0.1", "[::1]", "*"]


def test_mail_server_is_read_from_one_address(variable):
    variable("smtp+tls://desk%40news.example:pass%3Aword@mail.example:587")

    settings = environment.mail_server("VARIABLE", "")

    assert settings["EMAIL_HOST"] == "mail.example"
    assert settings["EMAIL_PORT"] == 587
    assert settings["EMAIL_USE_TLS"] is True
    assert settings["EMAIL_HOST_USER"] == "desk@news.example"
    assert settings["EMAIL_HOST_PASSWORD"] == "pass:word"


@pytest.mark.parametrize("sender", ["desk@news.example", "The Desk <desk@news.example>"])
def test_sender_of_mail_may_have_a_name(variable, sender):
    variable(sender)

    assert environment.mail_sender("VARIABLE", "") == sender


def test_web_address_has_no_slash_at_its_end(variable):
    variable("https://news.example/")

    assert environment.web_address("VARIABLE", "") == "https://news.example"


@pytest.mark.parametrize("path", ["/srv/news room/a.sqlite3", "/srv/#1?/50%/a.sqlite3"])
def test_database_file_may_stand_in_any_folder(path):
    configured = environment.database("UNSET_VARIABLE", default=environment.sqlite(path))

    assert configured["NAME"] == path
