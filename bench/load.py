"""A load of many readers at once, by wrk where it is installed, else by this module itself."""

import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

CONNECTIONS = 8
_WRK_SCRIPT = Path(__file__).with_name("beacon.lua")


def load(port, path, *, seconds, core, article=None, encoding=""):
    """Ask for a page as often as the server can answer; return how many answers came.

    `encoding` is sent as Accept-Encoding. With an article's number each request is a beacon of
    another reader. Raises RuntimeError when an answer was not 2xx, or none came in time.
    """
    program = _wrk if shutil.which("wrk") else _python
    ended = subprocess.run(
        program(f"http://127.0.0.1:{port}{path}", seconds, article, encoding),
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 30,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    if "Non-2xx" in ended.stdout or "Socket errors" in ended.stdout:
        raise RuntimeError(f"{path} was not answered well:\n{ended.stdout}")
    answers = int(re.search(r"(\d+) requests in", ended.stdout)[1])
    if not answers:
        raise RuntimeError(f"{path} was not answered within {seconds} s.")
    return answers


def _wrk(url, seconds, article, encoding):
    script = ["--script", _WRK_SCRIPT] if article else []
    script += ["--header", f"Accept-Encoding: {encoding}"] if encoding else []
    load = [f"--connections={CONNECTIONS}", "--threads=1", f"--duration={seconds}s"]
    return ["wrk", *load, *script, url, "--", *([str(article)] if article else [])]


def _python(url, seconds, article, encoding):
    command = [sys.executable, __file__, url, str(seconds), encoding]
    return [*command, *([str(article)] if article else [])]


def _ask(host, path, until, encoding, article):
    connection, asked, failures = HTTPConnection(host), 0, 0
    while time.monotonic() < until:
        asked += 1
        if article:
            headers = {
                "User-Agent": "Mozilla/5.0 Firefox/140.0",
                "X-Forwarded-For": f"{id(connection)}.{asked}",
            }
            connection.request("POST", path, f'{{"article": {article}}}', headers)
        else:
            connection.request("GET", path, headers={"Accept-Encoding": encoding})
        response = connection.getresponse()
        response.read()
        failures += response.status >= 300
    return asked, failures


def main(url, seconds, encoding, article=None):
    host, _, path = url.removeprefix("http://").partition("/")
    until = time.monotonic() + int(seconds)
    with ThreadPoolExecutor(CONNECTIONS) as readers:
        asked = [
            readers.submit(_ask, host, f"/{path}", until, encoding, article)
            for _ in range(CONNECTIONS)
        ]
        answers, failures = map(sum, zip(*(each.result() for each in asked), strict=True))
    print(f"{answers} requests in {seconds} s")
    if failures:
        print(f"Non-2xx: {failures}")


if __name__ == "__main__":
    main(*sys.argv[1:])
