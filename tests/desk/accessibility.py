"""What axe finds on a page of the desk."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# To describe only what is wrong takes a third of the time.
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


def faults(page):
    """Return what breaks WCAG 2.2 AA, as `(rule, element, why)`."""
    found = Axe().run(page, options=OPTIONS).response
    return [
        (fault["id"], node["html"][:200], node.get("failureSummary", "")[:300])
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
