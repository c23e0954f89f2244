"""Fields of the desk that Django does not have."""

import csv
import json
from contextlib import suppress
from datetime import datetime

from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import prose
from articles.models.part import LONGEST_PROSE
from photos.models import Photo

LONGEST_TAG = 100  # characters; what taggit's column holds


class ProseInput(forms.Textarea):
    """A textarea that static/js/desk/prose.js turns into the editor of what prose may hold."""

    # The first opens a new part on the writing screen.
    heading_levels = [2, 3, 4]
    # What only the text of a story can hold.
    leaves_out = ()

    def __init__(self, attrs=None):
        extensions = {
            markup.extension: markup.options
            for markup in prose.ALLOWED_MARKUP
            if markup.extension not in self.leaves_out
        }
        extensions["Heading"] = {"levels": self.heading_levels}
        super().__init__({"rows": 8, "data-prose": json.dumps(extensions), **(attrs or {})})


class ProseField(forms.CharField):
    """Clean prose. What is nothing but empty markup is no text; what is too long is refused."""

    widget = ProseInput

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)

    def clean(self, value):
        cleaned = prose.clean(super().clean(value))
        self.validate(cleaned)
        if len(cleaned) > LONGEST_PROSE:
            raise ValidationError(
                _(
                    "This text has %(length)s characters with its markup; %(longest)s can be taken "
                    "in one piece. Nothing is lost: split or shorten it, then save."
                ),
                params={"length": intcomma(len(cleaned)), "longest": intcomma(LONGEST_PROSE)},
            )
        keys = prose.picture_keys(cleaned)
        if keys and Photo.objects.filter(pk__in=keys).count() < len(keys):
            raise ValidationError(
                _("A picture in this text is not in the library any more. Take it out.")
            )
        return cleaned


class TagsField(forms.CharField):
    """Tags parted by commas; one that holds a comma stands in double quotes."""

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return ", ".join(_in_quotes_if_needed(tag.name) for tag in value)

    def clean(self, value):
        text = " ".join(super().clean(value).split())
        names = next(csv.reader([text], skipinitialspace=True), [])
        tags = list({name.strip().casefold(): name.strip() for name in names}.values())
        for tag in tags:
            if len(tag) > LONGEST_TAG:
                raise ValidationError(
                    _(
                        "The tag “%(tag)s…” has %(length)d characters; a tag may have "
                        "%(longest)d. Part tags by commas."
                    ),
                    params={"tag": tag[:40], "length": len(tag), "longest": LONGEST_TAG},
                )
        return [tag for tag in tags if tag]

    def has_changed(self, initial, data):
        return self.prepare_value(initial or []) != (data or "")


class Moment(forms.DateTimeField):
    """A time to the minute, from the browser's own field; untouched, it keeps its seconds."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "widget",
            forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        )
        super().__init__(**kwargs)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as refusal:
            # Of a time that is no moment Django says that it may be one thing or the other.
            if refusal.code == "ambiguous_timezone":
                # Browsers write it so; of other ways to write it Django's own sentence has to do.
                with suppress(ValueError):
                    in_site_time(datetime.fromisoformat(value.strip()))
            raise

    def has_changed(self, initial, data):
        if initial is None:
            return bool(data)
        return timezone.localtime(initial).strftime("%Y-%m-%dT%H:%M") != (data or "")[:16]


def in_site_time(moment):
    """Return a time of the site's clocks with its time zone.

    Raises ValidationError for one that the clocks leave out or show twice, when they are changed.
    """
    zone = timezone.get_current_timezone()
    earlier, later = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if earlier.utcoffset() == later.utcoffset():
        return earlier
    if earlier.utcoffset() < later.utcoffset():
        message = _(
            "There is no %(time)s on that day: the clocks are put forward. Choose a time before or "
            "after that hour."
        )
    else:
        message = _(
            "%(time)s comes twice on that day: the clocks are put back. Choose a time before or "
            "after that hour."
        )
    raise ValidationError(message, code="no_moment", params={"time": f"{moment:%H:%M}"})


def _in_quotes_if_needed(name):
    return '"{}"'.format(name.replace('"', '""')) if "," in name or '"' in name else name
