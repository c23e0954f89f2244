"""A service on this machine, which keeps what it is told."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread


class Listener(HTTPServer):
    """`told` is a list of `(path, body)`; `status` is what it answers."""

    def __init__(self):
        self.told = []
        self.status = 204
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/publish"


class _Answer(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.append((self.path, body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_arguments):
        """Say nothing: a test's output is for what fails."""


@contextmanager
def listening():
    with Listener() as listener:
        thread = Thread(target=listener.serve_forever)
        thread.start()
        try:
            yield listener
        finally:
            listener.shutdown()
            thread.join()
