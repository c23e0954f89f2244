import sqlite3

import pytest
from django.core.management import call_command
from django.db import connection, connections

from readership import counting, views
from tests import servers


@pytest.fixture(scope="session")
def redis(tmp_path_factory):
    """The one Redis of a test process; each test that uses `counter_url` begins with it empty."""
    with servers.redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def counter_url(redis, settings):
    from redis import Redis  # not installed where there is no server

    Redis.from_url(redis.address).flushall()
    settings.COUNTER_URL = redis.address
    return redis.address


@pytest.fixture(autouse=True)
def _other_tests_are_forgotten():
    """What another test's database held: its salt, and the keys of stories, which come again."""
    counting._kept_salt.cache_clear()
    views._shown.cache_clear()


@pytest.fixture(params=["database", "redis"])
def form(request):
    """Which of its two forms the counter has."""
    return request.param


@pytest.fixture
def settle(request, form, settings):
    """Count in either form of the counter; call it to have all that was counted in the tables."""
    if form == "database":
        settings.COUNTER_URL = ""
        return lambda: None
    request.getfixturevalue("counter_url")
    return lambda: call_command("drain_views", verbosity=0)


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """A database that threads write to at once; SQLite's is a file, as on a real site."""
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "shared.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    copy.close()
    in_memory, configured = connections["default"], connections.settings["default"]
    name, configured["NAME"] = configured["NAME"], str(path)
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections["default"], configured["NAME"] = in_memory, name
