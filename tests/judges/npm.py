"""Judges that come from npm, installed from their lock when a test first wants one.

Without node, npm, Java or the network the tests are skipped; with REQUIRE_JUDGES=1 they fail
instead, so that nobody takes what was not judged for what was found right.
"""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
LOCK = HERE / "package-lock.json"
# A copy of the lock, written last: a folder without it was left half-installed.
STAMP = MODULES / ".installed"


class Missing(Exception):
    """What a judge needs is not on this machine; the message says what."""


def install(*programs):
    """Make sure that the programs and the packages are there, or skip or fail the test."""
    try:
        install_or_raise(*programs)
    except Missing as missing:
        reason = f"No judges from npm: {missing}."
        if os.environ.get("REQUIRE_JUDGES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


def install_or_raise(*programs):
    """Do the same outside of tests; raise `Missing` if they cannot be had."""
    missing = [name for name in ("node", "npm", *programs) if not shutil.which(name)]
    if missing:
        raise Missing(f"{', '.join(missing)} is not installed")
    MODULES.mkdir(exist_ok=True)
    # Tests run in several processes, and one of them installs for all.
    with (HERE / ".installing").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not STAMP.exists() or STAMP.read_text() != LOCK.read_text():
            _install()


def run(*command, environment=()):
    """Run a judge and return the finished process; what it says is text.

    `node` is the one that came from npm, where there is one for this machine.
    """
    path = os.pathsep.join([str(MODULES / ".bin"), os.environ["PATH"]])
    return subprocess.run(
        command,
        cwd=HERE,
        env=os.environ | {"PATH": path} | dict(environment),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _install():
    done = run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    if done.returncode:
        raise Missing(f"npm could not install them: {done.stderr.strip()[-300:]}")
    shutil.copyfile(LOCK, STAMP)
