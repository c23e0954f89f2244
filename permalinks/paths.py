"""Where the pages of the site are, each put together once: a front page prints a hundred."""

from functools import lru_cache

from django.urls import reverse

REMEMBERED = 4_000  # about a megabyte


@lru_cache(maxsize=REMEMBERED)
def path_to(name, *arguments):
    """Return the path of the page with that name in the table of addresses."""
    return reverse(name, args=arguments)
