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


def install(*programs):
    """Make sure that the programs and the packages are there, or skip or fail the test."""
    missing = [name for name in ("node", "npm", *programs) if not shutil.which(name)]
    if missing:
        _give_up(f"{', '.join(missing)} is not installed")
    MODULES.mkdir(exist_ok=True)
    # Tests run in several processes, and one of them installs for all.
    with (HERE / ".installing").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not STAMP.exists() or STAMP.read_text() != LOCK.read_text():
            _install()


def run(*command):
    """Run a judge and return the finished process; what it says is text."""
    return subprocess.run(
        command, cwd=HERE, capture_output=True, text=True, timeout=300, check=False
    )


def _install():
    done = run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    if done.returncode:
        _give_up(f"npm could not install them: {done.stderr.strip()[-300:]}")
    shutil.copyfile(LOCK, STAMP)


def _give_up(why):
    reason = f"No judges from npm: {why}."
    if os.environ.get("REQUIRE_JUDGES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
