"""How gunicorn serves the site: by default on a laptop, by environment variables on a server.

Threads wait for the database while others work. On SQLite one process is enough: its writers
stand in a queue anyway.
"""

import os

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_WORKERS", "1"))
threads = int(os.environ.get("WEB_THREADS", "8"))
worker_class = "gthread"
# A reader's connection is kept for the pictures that follow the page.
keepalive = 5  # seconds
timeout = 30  # seconds; an upload of 25 MB is developed within it
graceful_timeout = 20  # seconds, to finish what is being answered
# Nobody steers gunicorn but by signals.
control_socket_disable = True
# Heartbeats in memory: on a slow disk they would stop a busy worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")


def post_worker_init(worker):
    """Say where the site is, once it answers."""
    if worker.age == 1:
        print(f"\nThe site is ready at http://{bind}/   (Ctrl-C stops it)\n", flush=True)
