"""A gunicorn of our own on one core, and the CPU time that it used."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")  # a second
START_LIMIT = 30  # seconds


class Server:
    def __init__(self, process, port):
        self.process, self.port = process, port

    def cpu_seconds(self):
        """Return the time in user and system mode of the server and its workers, see proc(5)."""
        return sum(map(_cpu_seconds, [self.process.pid, *_children(self.process.pid)]))

    def fetch(self, path):
        """Return status and body of a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Connection": "close"})
        response = connection.getresponse()
        return response.status, response.read()


@contextmanager
def serving(application, *, core, environment):
    """Serve a WSGI application, `module:name`, pinned to a core, with the site's own settings."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", application, "--config", "deploy/gunicorn.conf.py"],
        env=os.environ
        | {"SITE_ADDRESS": f"http://127.0.0.1:{port}"}
        | environment
        | {"BIND": f"127.0.0.1:{port}"},
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    try:
        _wait_for(process, port)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(process, port):
    deadline = time.monotonic() + START_LIMIT
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The server did not start.")


def _children(pid):
    return map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def _cpu_seconds(pid):
    # The name in parentheses may hold blanks; user and system time are fields 14 and 15.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
