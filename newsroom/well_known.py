"""Files that clients ask for by a fixed name, whether or not a page mentions them."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from newsroom import usage_rights
from permalinks.desk import DESK
from policies.models import pages_of
from publication.models import Publication, Section
from publication.trust_txt import statements

# What a story may be used for is told here as Content Signals (contentsignals.org). The words of
# the IETF's working group stand in the headers of each page (newsroom/usage_rights.py).
ROBOTS = """\
User-agent: *
Content-Signal: search={search}, ai-input={answers}, ai-train={training}
{rules}
Sitemap: {sitemap}
Sitemap: {sitemap_of_news}
"""
CLOSED_TO_MACHINES = (DESK, "/preview/", "/search/", "/views/")
LLMS = """\
# {name}

> {about}

{rights}

## {sections_title}

{sections}

## {elsewhere_title}

- [{sitemap_title}]({site}/sitemap.xml): {sitemap}
- [{feed_title}]({site}/feed/json/): {feed}
- [{about_us_title}]({site}/about/): {about_us}
"""
SECURITY = """\
Contact: {contact}
Expires: {expires}
Preferred-Languages: {language}
Canonical: {canonical}
"""
AN_HOUR, A_DAY = 3_600, 86_400  # seconds
# RFC 9116 wants less than a year. Nobody has to renew it while the site answers, and what somebody
# kept of a site that is gone is soon worth nothing.
SECURITY_HOLDS_FOR = timedelta(days=180)


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def robots(_request):
    publication = Publication.current()
    closed = CLOSED_TO_MACHINES if publication.allows_search else ("/",)
    text = ROBOTS.format(
        search=_yes_or_no(publication.allows_search),
        answers=_yes_or_no(publication.allows_ai_answers),
        training=_yes_or_no(publication.allows_ai_training),
        rules="".join(f"Disallow: {path}\n" for path in closed),
        sitemap=settings.SITE_ADDRESS + reverse("sitemap"),
        sitemap_of_news=settings.SITE_ADDRESS + reverse("sitemap_of_news"),
    )
    return HttpResponse(text, "text/plain")


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def tdm_reservation(_request):
    """Reserve text and data mining, or not, in the words of the W3C's TDM Reservation Protocol."""
    rule = {"location": "/"} | usage_rights.tdm_reservation(Publication.current())
    return JsonResponse([rule], safe=False)


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def llms(_request):
    """Tell language models where things stand and what they may be used for (llmstxt.org)."""
    publication = Publication.current()
    text = LLMS.format(
        name=publication.name,
        about=" ".join(publication.about.split()) or publication.strapline or publication.name,
        rights="\n".join(_told_to_models(publication)),
        sections_title=_("Sections"),
        sections="\n".join(
            f"- [{section.name}]({settings.SITE_ADDRESS}{section.get_absolute_url()})"
            f"{': ' + section.description if section.description else ''}"
            for section in Section.objects.top()
        ),
        elsewhere_title=_("Elsewhere on this site"),
        sitemap_title=_("Sitemap"),
        sitemap=_("every story, by month"),
        feed_title=_("Feed"),
        feed=_("the newest stories, as JSON Feed"),
        about_us_title=_("About us"),
        about_us=_("who we are and how we work"),
        site=settings.SITE_ADDRESS,
    )
    return HttpResponse(text, "text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=A_DAY)
def security(request):
    """Tell where to report a hole in the site's security (RFC 9116)."""
    contact = Publication.of(request).security_contact
    if not contact:
        raise Http404("Nobody has been named to report holes to.")
    is_page = contact.lower().startswith("https://")
    today = datetime.combine(datetime.now(UTC), time.min)
    text = SECURITY.format(
        contact=iri_to_uri(contact) if is_page else f"mailto:{quote(contact, safe='@')}",
        expires=f"{today + SECURITY_HOLDS_FOR:%Y-%m-%dT%H:%M:%SZ}",
        language=settings.LANGUAGE_CODE,
        canonical=settings.SITE_ADDRESS + reverse("security"),
    )
    return HttpResponse(text, "text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=A_DAY)
def security_elsewhere(_request):
    return redirect("security", permanent=True)


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def trust(request):
    """Tell whom the publication belongs to and answers for, in the words of trust.txt."""
    publication = Publication.of(request)
    said = [(name, value) for _, name, value in statements(publication.trust_statements)]
    known = [
        ("contact", settings.SITE_ADDRESS + reverse("about")),
        *(
            ("disclosure", settings.SITE_ADDRESS + address)
            for _, _, address in pages_of(publication)
        ),
        ("datatrainingallowed", _yes_or_no(publication.allows_ai_training)),
    ]
    lines = [f"{name}={value}\n" for name, value in dict.fromkeys([*said, *known])]
    return HttpResponse("".join(lines), "text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=A_DAY)
def favicon(_request):
    return redirect(static("favicon.svg"))


def _told_to_models(publication):
    """Yield a sentence for each use of stories that a language model may ask about."""
    if publication.allows_ai_answers:
        yield _("You may answer questions from our stories, with a link to each.")
    else:
        yield _("You may not answer questions from our stories, with a link to each.")
    if publication.allows_ai_training:
        yield _("You may train models on our stories.")
    else:
        yield _("You may not train models on our stories.")


def _yes_or_no(is_allowed):
    return "yes" if is_allowed else "no"
