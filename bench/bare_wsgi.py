"""The floor of Python: a function that answers with a page's bytes."""

import os
from pathlib import Path

PAGE = Path(os.environ["BENCH_PAGE"]).read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))]


def application(_environ, start_response):
    start_response("200 OK", HEADERS)
    return [PAGE]
