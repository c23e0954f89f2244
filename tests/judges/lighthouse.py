"""Google's Lighthouse opens a page in Chromium and judges it: accessibility, practices, SEO, speed.

Its times are reckoned for a simulated telephone or desk computer from what the browser did here. A
busy machine changes them, so tests look at what they are reckoned from, and `make lighthouse`
prints them.
"""

import json

from tests import browser
from tests.judges import npm

# Lighthouse needs a newer node than Debian 12's; npm brings one (package.json).
PROGRAM = npm.MODULES / "lighthouse" / "cli" / "index.js"
# On a busy machine the trace of a page sometimes lacks its beginning, and Lighthouse gives up.
ATTEMPTS = 3


def report(address, *, chromium, flags=(), is_desktop=False):
    """Return Lighthouse's report on the page at an address, as its JSON says it.

    Without `is_desktop` it is a telephone in a slow network, Lighthouse's own default. Chromium
    gets the flags beside those of the tests. Raise `RuntimeError` with Lighthouse's last words if
    there is no report.
    """
    command = [
        "node", PROGRAM, address, "--quiet", "--output=json",
        f"--chrome-flags={' '.join([*browser.FLAGS, *flags])}",
    ]  # fmt: skip
    if is_desktop:
        command.append("--preset=desktop")
    for _ in range(ATTEMPTS):
        done = npm.run(*command, environment={"CHROME_PATH": chromium})
        if done.returncode == 0:
            return json.loads(done.stdout)
    raise RuntimeError(f"Lighthouse says nothing of {address}: {done.stderr.strip()[-500:]}")


def value(report, audit):
    """Return the number that an audit measured: milliseconds, or bytes, or a plain one."""
    return report["audits"][audit]["numericValue"]
