"""Looking whether something is there at an address that somebody typed.

Whoever may write a link could make this server knock at doors of its own network, which the link's
writer cannot reach. So a name is resolved once, every address it stands for must be public, and
the connection goes to just that address (OWASP, Server Side Request Forgery Prevention).
"""

import socket
import ssl
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address, ip_network
from threading import Timer
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings

LONGEST_WAIT = 10  # seconds for one answer to begin
LONGEST_LOOK = 20  # seconds for one answer in all, however slowly it drips
MOST_REDIRECTS = 5
MOST_BYTES = 500 * 1024  # as much of a robots.txt as RFC 9309 asks to read
PORTS = {"http": 80, "https": 443}
# A server may well have pages at these too; behind others stands something else.
OTHER_PORTS = {8080, 8443}
WORLD = ip_network("2000::/3")  # what IPv6 gives to the world (RFC 4291, section 2.4)
AGENT = f"newsroom-link-checker (+{settings.SITE_ADDRESS})"


HEADERS = {"User-Agent": AGENT, "Accept": "*/*"}
UNREACHED = (OSError, HTTPException)


class Refused(Exception):
    """An address that we do not go to; says why."""


class Answer(NamedTuple):
    status: int
    location: str
    body: bytes


def is_public(address):
    """Tell whether a network address is out in the world: neither private nor this machine's."""
    address = ip_address(address.partition("%")[0])
    if address.version == 6:
        # Within others, an address of IPv4 could be hidden, which a gateway would unpack.
        return address in WORLD and address.is_global and not (address.sixtofour or address.teredo)
    return address.is_global and not address.is_multicast


def follow(address, *, method, may_reach=is_public):
    """Return the `Answer` at the end of the redirects.

    Raises Refused, and OSError or HTTPException when nobody answers or talks nonsense.
    """
    for _ in range(MOST_REDIRECTS + 1):
        answer = ask(address, method=method, may_reach=may_reach)
        if not (300 <= answer.status < 400 and answer.location):
            return answer
        address = urljoin(address, answer.location)
    raise Refused("It redirects without end.")


def ask(address, *, method="HEAD", may_reach=is_public):
    """Return what one address answers; see `follow` for what is raised."""
    parts, port = _judged(address)
    network_address = _resolved(parts.hostname, port, may_reach)
    connection = _connection(parts, port, network_address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(connection):
        # A timeout of the socket begins anew with every byte, so that drops could keep us for ever.
        deadline = Timer(LONGEST_LOOK, _cut, [connection])
        deadline.start()
        try:
            connection.request(method, path, headers=HEADERS)
            answer = connection.getresponse()
            body = answer.read(MOST_BYTES) if method == "GET" else b""
            return Answer(answer.status, answer.headers.get("Location", ""), body)
        finally:
            deadline.cancel()


def _judged(address):
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        raise Refused("It is no web address.") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("It is no web address.")
    if port not in {*PORTS.values(), *OTHER_PORTS}:
        raise Refused(f"Port {port} is none of the web.")
    return parts, port


def _resolved(host, port, may_reach):
    """Return the network address to connect to; one that may not be reached spoils the name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise Refused("It is no web address.") from None
    addresses = [each[4][0] for each in found]
    if not all(may_reach(address) for address in addresses):
        raise Refused("It leads into a private network.")
    return addresses[0]


def _connection(parts, port, network_address):
    make = _SecureConnection if parts.scheme == "https" else _Connection
    return make(network_address, parts.hostname, port)


def _cut(connection):
    if connection.line:
        with suppress(OSError):
            connection.line.shutdown(socket.SHUT_RDWR)


class _Connection(HTTPConnection):
    """Speaks to a host by its name, at the network address that was judged.

    `line` is the open socket, also when `http.client` has no more use for it.
    """

    line = None

    def __init__(self, network_address, host, port):
        super().__init__(host, port, timeout=LONGEST_WAIT)
        self.network_address = network_address

    def connect(self):
        self.line = socket.create_connection((self.network_address, self.port), self.timeout)
        self.sock = self.line


class _SecureConnection(_Connection):
    default_port = PORTS["https"]

    def connect(self):
        super().connect()
        self.line = self.sock = ssl.create_default_context().wrap_socket(
            self.sock, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.line.do_handshake()
