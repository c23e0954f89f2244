"""Trying the links of stories, politely: few at a time, and not where robots are unwelcome."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from desk import reaching
from desk.models import Link

HOSTS_AT_A_TIME = 4
PAUSE = 1  # seconds between two questions to one host
GONE = (404, 410)
Verdict = Link.Verdict


class Finding(NamedTuple):
    address: str
    verdict: str
    remark: str


def check(addresses, *, may_reach=reaching.is_public, pause=PAUSE):
    """Yield a `Finding` for each address, host by host, as they come in."""
    hosts = {}
    for address in addresses:
        parts = urlsplit(address)
        hosts.setdefault((parts.scheme, parts.netloc), []).append(address)
    with ThreadPoolExecutor(HOSTS_AT_A_TIME) as threads:
        for found in threads.map(lambda host: _check_host(host, may_reach, pause), hosts.values()):
            yield from found


def _check_host(addresses, may_reach, pause):
    """Return the findings of one host's addresses, which are tried one after the other."""
    rules = _rules_of_robots(addresses[0], may_reach)
    findings = []
    for address in addresses:
        if not rules.can_fetch(reaching.AGENT, address):
            findings.append(Finding(address, Verdict.UNKNOWN, "robots.txt keeps programs out"))
            continue
        time.sleep(pause)
        findings.append(_try(address, may_reach))
    return findings


def _try(address, may_reach):
    try:
        answer = reaching.follow(address, method="HEAD", may_reach=may_reach)
        if answer.status >= 400:
            # Many servers answer HEAD wrongly, as if nothing were there.
            answer = reaching.follow(address, method="GET", may_reach=may_reach)
    except reaching.Refused as refusal:
        return Finding(address, Verdict.DEAD, str(refusal))
    except reaching.UNREACHED as error:
        return Finding(address, *_verdict_on(error))
    if answer.status < 400:
        return Finding(address, Verdict.ALIVE, str(answer.status))
    verdict = Verdict.DEAD if answer.status in GONE else Verdict.UNKNOWN
    return Finding(address, verdict, str(answer.status))


def _verdict_on(error):
    # Other failures of a name are of our own network.
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_NONAME:
        return Verdict.DEAD, "There is no such host."
    return Verdict.UNKNOWN, f"{type(error).__name__}: {error}"[:200]


def _rules_of_robots(address, may_reach):
    """Return what a host's robots.txt asks; where none can be had, all is allowed (RFC 9309).

    A host that is broken allows nothing, so that we do not add to its troubles.
    """
    parts = urlsplit(address)
    rules = RobotFileParser()
    try:
        answer = reaching.follow(
            f"{parts.scheme}://{parts.netloc}/robots.txt", method="GET", may_reach=may_reach
        )
    except (reaching.Refused, *reaching.UNREACHED):
        # The address itself is tried next, and says better what is the matter.
        rules.allow_all = True
        return rules
    rules.disallow_all = answer.status >= 500
    rules.allow_all = 400 <= answer.status < 500
    rules.parse(answer.body.decode("utf-8", "replace").splitlines())
    return rules
