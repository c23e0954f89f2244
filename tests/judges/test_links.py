"""No link of the demo site is broken, for readers or for machines."""

from django.core.files.storage import default_storage

from tests.judges.crawl import Crawl

# What is named in no page: places where machines look of themselves.
STARTS = [
    "/",
    "/robots.txt",
    "/llms.txt",
    "/trust.txt",
    "/.well-known/tdmrep.json",
    "/favicon.ico",
    "/service-worker.js",
    "/healthz",
]


def test_every_link_picture_feed_and_fragment_is_there(demo, collected, client):
    crawl = Crawl(client).follow(*STARTS)

    assert crawl.faults == []
    types = {answer.get("Content-Type", "").partition(";")[0] for answer in crawl.answers.values()}
    assert types >= {
        "text/html",
        "text/css",
        "text/javascript",
        "font/woff2",
        "image/avif",
        "image/webp",
        "image/jpeg",
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/xml",
        "application/json",
        "application/manifest+json",
    }
    assert len(crawl.answers) > 1_000


def test_crawl_reports_a_broken_link_picture_and_fragment(demo, collected, client, report):
    part = report.parts.last()
    part.prose = (
        '<p><a href="/world/1999/01/never/">a</a> <a href="#nowhere">b</a> '
        '<a href="/about/#nobody">c</a></p>'
    )
    part.save()
    rendition = report.lead_photo.address_of(report.lead_photo.jpeg(1280))
    default_storage.delete(rendition.removeprefix("/media/"))

    faults = "\n".join(Crawl(client).follow(report.get_absolute_url()).faults)

    assert "/world/1999/01/never/: 404" in faults
    assert f"{report.get_absolute_url()}#nowhere, which is not there" in faults
    assert "/about/#nobody, which is not there" in faults
    assert f"{rendition}: 404" in faults
