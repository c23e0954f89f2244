import json

from django import template
from django.utils.safestring import SafeString

from articles import structured_data

register = template.Library()

# Inside a script element nothing is an entity; these signs could end the element or begin another.
_harmless = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


class JsonLd(SafeString):
    """A script element that holds data; browsers do not run it."""


@register.filter
def moment(at):
    """Print a time for machines: to the second, as HTML knows no fraction of six digits."""
    return structured_data.moment(at) if at else ""


@register.simple_tag
def json_ld(description):
    """Print a dictionary as JSON-LD."""
    text = json.dumps(description, ensure_ascii=False).translate(_harmless)
    return JsonLd(f'<script type="application/ld+json">{text}</script>')


@register.simple_tag(takes_context=True)
def story_as_data(context):
    """Describe the story of this page and where it stands."""
    article = context["article"]
    names = ("parts", "attributions", "corrections", "translations", "tags", "publication")
    story = structured_data.story(article, **{name: context[name] for name in names})
    return JsonLd(json_ld(story) + json_ld(structured_data.breadcrumbs(article)))


@register.simple_tag
def author_as_data(author):
    return json_ld(structured_data.profile_page(author))


@register.simple_tag
def site_as_data(publication):
    return json_ld(structured_data.site(publication))
