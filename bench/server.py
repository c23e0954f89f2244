"""Servers of our own on one core, and what they use: gunicorn, nginx, Redis."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path

from bench import accounts

START_LIMIT = 30  # seconds

# Where Debian has the module that `manage.py nginx_conf --brotli` is for.
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

NGINX = """
daemon off;
{modules}
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    access_log off;
    {places}
    include {folder}/site.conf;
    {others}
}}
"""
FLOOR = """
    server {{
        listen 127.0.0.1:{port};
        root {folder};
        location {path} {{ {headers} }}
    }}
"""
# What nginx says of a file by itself.
_OF_A_FILE = (
    *("Server", "Date", "Connection"),
    *("Content-Type", "Content-Length", "ETag", "Last-Modified"),
)


class Server:
    """A running server; `helpers` are processes that work for it."""

    def __init__(self, process, port, helpers=()):
        self.process, self.port, self.helpers = process, port, helpers

    def cpu_seconds(self):
        """Return the time that the server, its workers and its helpers have used."""
        pids = [each.pid for each in (self.process, *self.helpers)]
        return sum(accounts.cpu_seconds(each) for pid in pids for each in accounts.family(pid))

    def worker(self):
        """Return the number of the process that answers."""
        return accounts.family(self.process.pid)[-1]

    def fetch(self, path, **headers):
        """Return the answer to a reader, with its `content`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Connection": "close"} | headers)
        answer = connection.getresponse()
        answer.content = answer.read()
        return answer


@contextmanager
def serving(application, *, core, environment, helpers=()):
    """Serve a WSGI application, `module:name`, pinned to a core, with the site's own settings."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application]
    environment = {"SITE_ADDRESS": f"http://127.0.0.1:{port}"} | environment
    with _running(
        [*command, "--config", "deploy/gunicorn.conf.py"],
        core=core,
        environment=environment | {"BIND": f"127.0.0.1:{port}"},
    ) as process:
        _wait_for(process, lambda: _is_open(port))
        yield Server(process, port, helpers)


@contextmanager
def nginx(folder, *, core, environment, site, path, encoding):
    """Run nginx with the site's configuration before a server of it; give it and its floor.

    The floor is the same nginx at another port, where that page, packed, is a file: at `/` as it
    is, and at its own address with the headers that the site gives it.
    """
    port, floor_port = free_port(), free_port()
    page = site.fetch(path, **{"Accept-Encoding": encoding})
    for place in (folder / "floor", folder / "floor" / path.strip("/")):
        place.mkdir(parents=True)
        (place / "index.html").write_bytes(page.content)
    headers = "".join(
        f'add_header {name} "{value}";'
        for name, value in page.getheaders()
        if name not in _OF_A_FILE
    )
    floor = FLOOR.format(port=floor_port, folder=folder / "floor", path=path, headers=headers)
    _configure(folder, port, environment, site, others=floor)
    with _nginx(folder, port, core) as process:
        yield Server(process, port), Server(process, floor_port)


@contextmanager
def https(folder, port, *, core, environment, site):
    """Run nginx with the site's configuration and TLS, as readers meet it, at that port.

    Its certificate is signed by nobody; its key is in the folder, as `privkey.pem`.
    """
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"),
        ],
        stderr=subprocess.DEVNULL,
        check=True,
    )
    brotli = ["--brotli"] if BROTLI.exists() else []
    _configure(folder, port, environment, site, options=["--certificate", folder, *brotli])
    with _nginx(folder, port, core) as process:
        yield Server(process, port)


def _configure(folder, port, environment, site, *, options=(), others=""):
    """Write the configuration of an nginx before a server of the site, and with other servers."""
    # Beside the configuration it includes Debian's list of types.
    (folder / "mime.types").symlink_to("/etc/nginx/mime.types")
    command = [sys.executable, "manage.py", "nginx_conf", "--listen", f"127.0.0.1:{port}"]
    (folder / "site.conf").write_text(
        subprocess.run(
            [
                *command,
                "--cache",
                folder / "pages",
                "--servers",
                f"127.0.0.1:{site.port}",
                *options,
            ],
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    # Started by root, its workers would be somebody who may not read this folder.
    user = "" if os.geteuid() else "user root;"
    modules = f"load_module {BROTLI};" if BROTLI.exists() else ""
    (folder / "nginx.conf").write_text(
        NGINX.format(folder=folder, modules=modules, places=places, user=user, others=others)
    )


@contextmanager
def _nginx(folder, port, core):
    main = folder / "nginx.conf"
    command = [_program("nginx"), "-p", folder, "-c", main, "-e", folder / "error.log"]
    with _running(command, core=core) as process:
        _wait_for(process, lambda: _is_open(port))
        yield process


@contextmanager
def redis(folder, *, core):
    """Run a Redis on a socket in that folder that keeps a log; give its process and its address."""
    door = folder / "redis.sock"
    # As docs/deploying.md has it: what is counted must survive a crash.
    options = ["--port", "0", "--save", "", "--appendonly", "yes"]
    command = [_program("redis-server"), "--unixsocket", door, "--dir", folder, *options]
    with _running(command, core=core) as process:
        _wait_for(process, door.exists)
        yield process, f"unix://{door}"


def lacks(program, module=None):
    """Return what is not installed, or None."""
    if _program(program) is None:
        return program
    return None if module is None or find_spec(module) else f"the Python package {module}"


def _program(name):
    # Debian keeps nginx where only root looks.
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")


@contextmanager
def _running(command, *, core, environment=None):
    process = subprocess.Popen(
        command,
        env=os.environ | (environment or {}),
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _is_open(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _wait_for(process, is_so):
    deadline = time.monotonic() + START_LIMIT
    while not is_so():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("The server did not start.")
        time.sleep(0.05)
