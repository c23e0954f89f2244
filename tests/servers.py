"""The programs that a server has and a laptop may lack: Redis, nginx, a second PostgreSQL.

Where one is not installed its tests are skipped; with REQUIRE_SERVERS=1 they fail instead.
"""

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection

from newsroom import environment

OTHER_FILES = 500  # that a test has open at once
START_LIMIT = 60  # seconds; what takes longer has failed


def need(program, module=None):
    """Return the path of a program, or skip or fail the test; so too without the Python module."""
    # Debian keeps nginx where only root looks, and PostgreSQL where nobody does.
    places = [os.environ["PATH"], "/usr/sbin", *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
    path = shutil.which(program, path=":".join(places))
    if path and (module is None or find_spec(module)):
        return path
    reason = (
        f"{program} is not installed." if not path else f"{module} is not installed for Python."
    )
    if os.environ.get("REQUIRE_SERVERS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def redis(folder, *options):
    """Run a Redis of our own on a socket in that folder; give its process and its address."""
    program, door = need("redis-server", "redis"), folder / "redis.sock"
    server = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", door, "--dir", folder, "--save", "", *options],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until(door.exists, server)
        server.address = f"unix://{door}"
        yield server
    finally:
        stop(server)


@contextmanager
def replica():
    """Run a streaming replica of the tests' PostgreSQL; give its process.

    It has an `address` for the site, and a `place` for its driver.
    """
    copy, program, is_ready = map(need, ("pg_basebackup", "postgres", "pg_isready"))
    database = connection.settings_dict
    primary = ["--username", database["USER"], "--host", database["HOST"] or "localhost"]
    if database["PORT"]:
        primary += ["--port", database["PORT"]]
    with tempfile.TemporaryDirectory(prefix="newsroom-replica-") as folder:
        own = {"cwd": folder}
        if os.geteuid() == 0:
            # PostgreSQL refuses to be run by root.
            shutil.chown(folder, "postgres")
            own |= {"user": "postgres", "group": "postgres", "extra_groups": []}
        options = ["--pgdata=data", "--checkpoint=fast", "--write-recovery-conf", "--no-sync"]
        subprocess.run([copy, *primary, *options], check=True, **own)
        options = ["--listen_addresses=", f"--unix_socket_directories={folder}", "--fsync=off"]
        server = subprocess.Popen([program, "-D", "data", *options], **own)
        server.place = {"host": folder, "user": database["USER"], "dbname": database["NAME"]}
        server.address = f"postgres://{database['USER']}@/{folder}/{database['NAME']}"
        try:
            wait_until(lambda: not subprocess.call([is_ready, "-q", "-h", folder]), server)
            yield server
        finally:
            break_off(server)


def break_off(postgresql):
    """Let a PostgreSQL stop at once, as if its machine had lost its power."""
    postgresql.send_signal(signal.SIGQUIT)
    postgresql.wait()


NGINX_AS_DEBIAN_STARTS_IT = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
# As docs/deploying.md says.
worker_rlimit_nofile {files};
events {{ worker_connections 16384; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    access_log off;
    {places}
    include {folder}/site.conf;
}}
"""


@contextmanager
def nginx(folder, *servers, **variables):
    """Run nginx with the site's configuration before those servers; give it with its `port`."""
    program, port = need("nginx"), free_port()
    command = [sys.executable, "manage.py", "nginx_conf", "--listen", f"127.0.0.1:{port}"]
    site = subprocess.run(
        [*command, "--cache", folder / "pages", "--servers", *servers],
        cwd=settings.BASE_DIR,
        env=environment_of_the_site(**variables),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    # Beside the configuration it includes Debian's list of types.
    (folder / "mime.types").symlink_to("/etc/nginx/mime.types")
    (folder / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    main = folder / "nginx.conf"
    # Started by root, its workers would be somebody who may not read the tests' folders.
    user = "" if os.geteuid() else "user root;"
    files = min(32_768, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    main.write_text(
        NGINX_AS_DEBIAN_STARTS_IT.format(folder=folder, places=places, user=user, files=files)
    )
    command = [program, "-p", folder, "-c", main, "-e", folder / "error.log"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    server = subprocess.Popen(command)
    server.port = port
    try:
        wait_until(lambda: is_open(port), server)
        yield server
    finally:
        server.terminate()
        server.wait()


@contextmanager
def slow_clients(port, number):
    """Keep as many connections open that have sent half of a request, or as many as one may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as clients:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        clients.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        for _ in range(min(number, hard - OTHER_FILES)):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(b"POST /views/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 20\r\n")
        yield


def is_open(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def running(*command, **variables):
    """Run a program of the project on the test's own database, as `manage.py`'s."""
    process = subprocess.Popen(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=environment_of_the_site(**variables)
    )
    try:
        yield process
    finally:
        stop(process)


@contextmanager
def gunicorn(**variables):
    """Run the site as a server does; give its process, with its `port`, once it answers."""
    port = variables.pop("port", None) or free_port()
    variables |= {"BIND": f"127.0.0.1:{port}"}
    command = ["-m", "gunicorn", "newsroom.wsgi", "--config", "deploy/gunicorn.conf.py"]
    with running(*command, **variables) as server:
        server.port = port
        try:
            wait_until(lambda: answers(port), server)
            yield server
        finally:
            kill(server)


def kill(server):
    """Kill a gunicorn and its workers at once, as a machine that loses its power."""
    workers = workers_of(server)
    stop(server)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)


def workers_of(server):
    """Return the numbers of the processes that a gunicorn has answer for it."""
    if server.poll() is not None:
        return []
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    return [int(number) for number in children.read_text().split()]


def answers(port):
    """Tell whether the site at that port is well."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_of_the_site(**variables):
    return (
        os.environ
        | {
            "DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DATABASE_URL": database_address(),
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        }
        | {name: str(value) for name, value in variables.items()}
    )


def database_address():
    """Return the DATABASE_URL of the database that this test writes to."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return environment.sqlite(database["NAME"])
    host = database["HOST"] or "localhost"
    if host.startswith("/"):
        # The folder of a socket stands before the name, as in .ci/run.
        return f"postgres://{database['USER']}@/{host}/{database['NAME']}"
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgres://{database['USER']}:{database['PASSWORD']}@{host}{port}/{database['NAME']}"


def wait_until(is_so, process=None):
    """Wait until something is so; fail at the limit, or when the process has ended before."""
    deadline = time.monotonic() + START_LIMIT
    while not is_so():
        assert process is None or process.poll() is None, "The program has ended."
        assert time.monotonic() < deadline, "It took too long."
        time.sleep(0.02)


def stop(process):
    process.kill()
    process.wait()
