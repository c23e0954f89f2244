"""What search engines and other machines are told of a page, in the words of schema.org.

Each function returns a plain dictionary, to be printed as JSON-LD. Google's documentation of
article, breadcrumb and profile page markup says which of these are read (November 2026).
"""

import json
from html import unescape

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from articles import prose
from articles.models import Byline, Kind
from permalinks.paths import path_to

CONTEXT = "https://schema.org"
TYPE_OF_KIND = {
    Kind.NEWS: "NewsArticle",
    Kind.ANALYSIS: "AnalysisNewsArticle",
    Kind.OPINION: "OpinionNewsArticle",
    Kind.EXPLAINER: "BackgroundNewsArticle",
    Kind.LIVE: "LiveBlogPosting",
}
PROPERTY_OF_ROLE = {
    Byline.Role.WORDS: "author",
    Byline.Role.PHOTOS: "contributor",
    Byline.Role.DATA: "contributor",
    Byline.Role.EDITING: "editor",
    Byline.Role.TRANSLATION: "translator",
}
# By the kinds of policies.models.Policy.
POLICY_PROPERTIES = {
    "masthead": "masthead",
    "ethics": "ethicsPolicy",
    "corrections": "correctionsPolicy",
    "sources": "unnamedSourcesPolicy",
    "ownership": "ownershipFundingInfo",
}

# Inside a script element nothing is an entity; these signs could end the element or begin another.
HARMLESS = {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"}

_as_json = json.JSONEncoder(ensure_ascii=False).encode


class JsonLd(SafeString):
    """A script element that holds data; browsers do not run it."""


def json_ld(description):
    """Return a dictionary as JSON-LD."""
    text = _as_json(description)
    for sign, harmless in HARMLESS.items():
        text = text.replace(sign, harmless)
    return JsonLd(f'<script type="application/ld+json">{text}</script>')


def story(article, *, parts, attributions, corrections, translations, tags, publication):
    """Describe a story. Reads only what its page has fetched already."""
    address = article.address
    return _without_blanks(
        {
            "@context": CONTEXT,
            "@type": TYPE_OF_KIND[article.kind],
            "@id": address,
            "url": address,
            "mainEntityOfPage": address,
            "headline": article.headline,
            "description": article.standfirst,
            "datePublished": moment(article.published_at),
            "dateModified": moment(article.updated_at or article.published_at),
            "inLanguage": article.language,
            "articleSection": article.section.name,
            "keywords": [tag.name for tag in tags],
            # schema.org knows one for news articles alone, and a live blog is none of them.
            "dateline": "" if article.kind == Kind.LIVE else article.dateline,
            "wordCount": article.word_count,
            "isAccessibleForFree": True,
            "image": _pictures(article.shown_photo),
            **_makers(article),
            "publisher": publisher(publication),
            "hasPart": [_part(part, address) for part in parts if part.subhead],
            **_coverage(article, parts, address),
            "backstory": " ".join(article.backstory.split()),
            "correction": [_correction(correction, address) for correction in corrections],
            **_translation(article, translations),
            "citation": _citations(attributions),
            "interactionStatistic": _views(article),
        }
    )


def breadcrumbs(article):
    """Describe where a story stands: under its section, and the section that holds that one."""
    sections = [article.section.parent, article.section]
    trail = [(section.name, _absolute(section)) for section in sections if section]
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(
                [*trail, (article.headline, article.address)], start=1
            )
        ],
    }


def profile_page(author):
    """Describe the page of an author; reads `author.profiles`."""
    return {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "url": _absolute(author),
        "mainEntity": _author(author)
        | _without_blanks(
            {
                "description": author.bio,
                "knowsAbout": [beat.strip() for beat in author.beats.split(",") if beat.strip()],
                "image": _pictures(author.shown_portrait),
                "sameAs": [
                    *([author.website] if author.website else []),
                    *(profile.url for profile in author.profiles.all()),
                ],
            }
        ),
    }


def site(publication):
    """Describe the publication as a whole, for its front page."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "url": _front_page(),
        "name": publication.name,
        "publisher": publisher(publication) | _without_blanks({"slogan": publication.strapline}),
    }


def publisher(publication):
    logo = publication.shown_logo
    return _without_blanks(
        {
            "@type": "NewsMediaOrganization",
            "@id": f"{_front_page()}#publication",
            "name": publication.name,
            "url": _front_page(),
            "description": publication.about,
            "logo": logo and _picture(logo, logo.jpeg(1280)),
            **_policies(publication),
        }
    )


def _policies(publication):
    return {
        POLICY_PROPERTIES[kind]: f"{settings.SITE_ADDRESS}{path_to('policy', kind)}"
        for kind in publication.policies
        if kind in POLICY_PROPERTIES
    }


def _makers(article):
    makers = {}
    for byline in article.bylines_in_order:
        makers.setdefault(PROPERTY_OF_ROLE[byline.role], []).append(_author(byline.author))
    return makers


def _author(author):
    return _without_blanks(
        {
            "@type": "Organization" if author.is_desk else "Person",
            "name": author.name,
            "url": _absolute(author),
            "jobTitle": "" if author.is_desk else author.job,
        }
    )


def _pictures(photo):
    """Describe a photo in the shapes that Google asks for, or whole when it is too small for them.

    A story without photo has none: Google wants no logo and no lettering, such as a share card is.
    """
    shown = photo and (photo.crops or [photo.jpeg(1280)])
    return shown and [_picture(photo, rendition) for rendition in shown if rendition]


def _picture(photo, rendition):
    """Describe one rendition. Who made it and owns it is left out: a credit line says neither."""
    address = photo.absolute_address_of(rendition)
    return _without_blanks(
        {
            "@type": "ImageObject",
            "url": address,
            "contentUrl": address,
            # Lengths have a unit in schema.org (Distance).
            "width": f"{rendition['width']} px",
            "height": f"{rendition['height']} px",
            "caption": photo.caption,
            "creditText": photo.credit,
            "license": photo.licence_address,
        }
    )


def _coverage(article, parts, address):
    """Describe each timed part of live coverage as a posting of its own."""
    entries = [part for part in parts if part.posted_at]
    if not (article.is_coverage and entries):
        return {}
    return {
        "coverageStartTime": moment(min(entry.posted_at for entry in entries)),
        "coverageEndTime": article.coverage_ended_at and moment(article.coverage_ended_at),
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": entry.subhead,
                "datePublished": moment(entry.posted_at),
                "url": f"{address}#{entry.anchor}",
                "articleBody": unescape(prose.plain_text(entry.prose)),
            }
            for entry in entries
        ],
    }


def _correction(correction, address):
    return {
        "@type": "CorrectionComment",
        "name": str(correction.get_kind_display()),
        "text": correction.text,
        "datePublished": moment(correction.made_at),
        "url": f"{address}#{correction.anchor}",
    }


def _translation(article, translations):
    """Name the story in its other languages, each by its address."""
    others = [
        {"@type": "NewsArticle", "@id": story.address, "inLanguage": story.language}
        for story in translations
        if story.pk != article.pk
    ]
    originals = [each for each in others if each["@id"] in _originals(translations)]
    if originals:
        return {"translationOfWork": originals[0]}
    return {"workTranslation": others}


def _originals(translations):
    return {story.address for story in translations if story.translation_of_id is None}


def _part(part, address):
    return {
        "@type": "WebPageElement",
        "name": part.subhead,
        "url": f"{address}#{part.anchor}",
    }


def _citations(attributions):
    """Describe each work once; a story may rest on it in several of its parts."""
    cited = {
        (each.source_id, each.used_for, each.link, each.archived_url): each for each in attributions
    }
    return [_citation(each) for each in cited.values()]


def _citation(attribution):
    return _without_blanks(
        {
            "@type": "CreativeWork",
            "name": str(attribution),
            "url": attribution.link,
            "archivedAt": attribution.archived_url,
            **_whose(attribution.source),
        }
    )


def _whose(source):
    """Say of a work whose it is; of a document there is nothing but its name to say."""
    if source.kind == source.Kind.PERSON:
        return {"author": {"@type": "Person", "name": source.name}}
    if source.kind == source.Kind.ORGANISATION:
        return {"publisher": {"@type": "Organization", "name": source.name}}
    return {}


def _views(article):
    views = getattr(article, "views", None)
    return views and {
        "@type": "InteractionCounter",
        "interactionType": {"@type": "ReadAction"},
        "userInteractionCount": views.total,
    }


def moment(at):
    """Return a time in ISO 8601 with the publication's offset from UTC."""
    return at.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")


def _front_page():
    return settings.SITE_ADDRESS + path_to("front_page")


def _absolute(page):
    return settings.SITE_ADDRESS + page.get_absolute_url()


def _without_blanks(description):
    """Leave out what is empty: to say nothing is right, to say "" is a statement."""
    return {name: value for name, value in description.items() if value or value == 0}
