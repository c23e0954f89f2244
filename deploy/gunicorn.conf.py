"""How gunicorn serves the site: by default on a laptop, by environment variables on a server.

Threads wait for the database while others work. On SQLite one process is enough: its writers
stand in a queue anyway.
"""

import ctypes
import gc
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from newsroom import environment

# Left to itself, glibc gives each thread a heap of its own, and all of them keep what pages took:
# a fifth of a worker's memory. One at a time runs Python anyway. What is large gets memory of its
# own, and gives it back; glibc would take it from the heap as soon as it saw that it does not last.
# What pages took at the heap's end stays for the next ones: to give it back after each and to ask
# for it anew took as long as a query. See mallopt(3).
M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD = -8, -3, -1
LARGE, SPARE = 128 * 1024, 4 * 1024 * 1024  # bytes
if hasattr(ctypes.CDLL(None), "mallopt"):
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
    ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
    ctypes.CDLL(None).mallopt(M_TRIM_THRESHOLD, SPARE)

LOG_LEVELS = ("critical", "error", "warning", "info", "debug")

environment.read_file(Path(__file__).resolve().parent.parent / ".env")
try:
    port = environment.whole_number("PORT", default=8000, minimum=1, maximum=65_535)
    bind = environment.socket_address("BIND", default=f"127.0.0.1:{port}")
    workers = environment.whole_number("WEB_WORKERS", default=1, minimum=1)
    threads = environment.whole_number("WEB_THREADS", default=8, minimum=1)
    loglevel = environment.one_of("GUNICORN_LOG_LEVEL", LOG_LEVELS, default="warning")
except ImproperlyConfigured as error:
    sys.exit(f"newsroom cannot start: {error}")
worker_class = "gthread"
# A reader's connection is kept for the pictures that follow the page.
keepalive = 5  # seconds
timeout = 30  # seconds; an upload of 25 MB is developed within it
graceful_timeout = 20  # seconds, to finish what is being answered
# Nobody steers gunicorn but by signals.
control_socket_disable = True
# Heartbeats in memory: on a slow disk they would stop a busy worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None


def post_worker_init(worker):
    """Keep garbage collection away from the site's own objects, and say where the site is."""
    gc.collect()
    gc.freeze()
    if worker.age == 1:
        where = bind if bind.startswith("unix:") else f"http://{bind}/"
        print(f"\nThe site is ready at {where}   (Ctrl-C stops it)\n", flush=True)
