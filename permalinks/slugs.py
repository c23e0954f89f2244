"""Words of an address, made from a name or a headline."""

import unicodedata

from django import forms
from django.db import models
from django.utils.text import slugify


def slug_of(text):
    """Return the text as a slug; in other scripts than Latin it keeps its letters."""
    return slugify(text) or slugify(text, allow_unicode=True)


def tidy_slug(text):
    """Return the text in small letters, each accented one as a single character."""
    return unicodedata.normalize("NFC", text.lower())


class TypedSlug(forms.SlugField):
    """Takes capitals and split accents, as some keyboards and clipboards write them."""

    def to_python(self, value):
        slug = super().to_python(value)
        return slug and tidy_slug(slug)


class SlugField(models.SlugField):
    """Django's own, to the database; a form of it tidies what was typed before it judges it."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": TypedSlug, **kwargs})

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs


def first_free(base, is_taken, *, longest):
    """Return the base, or the base with the first number from 2 on that is not taken."""
    candidate, number = base[:longest], 2
    while is_taken(candidate):
        ending = f"-{number}"
        candidate, number = f"{base[: longest - len(ending)]}{ending}", number + 1
    return candidate
