"""What readers' pages, in templates/, are set with: Jinja2, and the words that they may use.

The desk's screens, in desk/templates/, are Django's own.
"""

from collections import defaultdict
from functools import lru_cache
from itertools import groupby

from django.contrib.humanize.templatetags.humanize import intcomma
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import defaultfilters
from django.template.defaulttags import querystring
from django.utils import timezone, translation
from django.utils.text import capfirst
from jinja2 import Environment, StrictUndefined, Template

from articles import share_card, structured_data
from newsroom import language, translating
from newsroom.compositor import Compositor, Settled
from permalinks.paths import path_to
from publication.share_links import share_links
from syndication import oembed

DATES_REMEMBERED = 2_000  # less than a megabyte; a front page prints forty


class Page(Template):
    """A page, which is in one language."""

    def render(self, *given, **words):
        with language.settled():
            return super().render(*given, **words)


class Pages(Environment):
    """Keeps all pages of each language, their fragments, and their words as a plain dictionary."""

    code_generator_class = Compositor
    template_class = Page

    @property
    def cache(self):
        return self.editions[language.of_page()]

    @cache.setter
    def cache(self, empty):
        self.editions = defaultdict(dict)

    def fragments(self, name):
        """Return what a template has for others to print: a page asks twenty of them."""
        kept = self.cache
        if self.auto_reload or name not in kept:
            kept[name] = self.get_template(name).module
        return kept[name]

    def _generate(self, source, *arguments, **options):
        return super()._generate(Settled(self.globals).visit(source), *arguments, **options)

    def make_globals(self, d):
        return {**self.globals, **(d or {})}


def environment(**options):
    """Return the environment of all pages; a name that a page is not given is an error."""
    pages = Pages(
        **options | {"undefined": StrictUndefined},
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    pages.newstyle_gettext = True  # `{% trans %}` hands on what its message has gaps for
    pages.globals |= {
        "_": translating.gettext,
        "gettext": translating.gettext,
        "ngettext": translating.ngettext,
        "npgettext": translating.npgettext,
        "pgettext": translating.pgettext,
        "json_ld": structured_data.json_ld,
        "oembed_addresses": oembed.addresses,
        "querystring": _querystring,
        "share_card_address": share_card.address,
        "share_links": share_links,
        "site_direction": _site_direction,
        "site_language": translation.get_language,
        "static": _static,
        "structured_data": structured_data,
        "today": timezone.localdate,
        "url": path_to,
    }
    pages.filters |= {
        # Without what keeps a text untranslated until it is printed: now it is.
        "capfirst": capfirst.__wrapped__,
        "date": _date,
        "floatformat": defaultfilters.floatformat,
        "intcomma": intcomma,
        "linebreaks": defaultfilters.linebreaks_filter,
        "linebreaksbr": defaultfilters.linebreaksbr,
        "moment": _moment,
        "regroup": _regroup,
        "truncatechars": defaultfilters.truncatechars,
        "truncatewords": defaultfilters.truncatewords,
        "urlencode": defaultfilters.urlencode,
    }
    return pages


def _static(path):
    # As Django's, which asks first whether there are static files at all.
    return staticfiles_storage.url(path)


def _site_direction():
    return "rtl" if translation.get_language_bidi() else "ltr"


def _querystring(query, **changes):
    """Return a `QueryDict` as `?page=2&…`, with other values for some of its names."""
    return querystring(None, query, **changes)


def _date(value, format_name):
    """Print a date, or a time in the site's zone, in a format of the language or of Django."""
    return _printed(value, format_name, language.of_page(), timezone.get_current_timezone())


@lru_cache(maxsize=DATES_REMEMBERED)
def _printed(value, format_name, _language, _zone):
    return defaultfilters.date(timezone.template_localtime(value), format_name)


def _moment(at):
    """Print a time for machines; a story to be previewed may have none yet."""
    return structured_data.moment(at) if at else ""


def _regroup(rows, attribute):
    """Return `(value, rows)` for each run of rows that have one value of an attribute."""
    return [(value, list(run)) for value, run in groupby(rows, lambda row: getattr(row, attribute))]
