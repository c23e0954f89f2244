"""In which encoding an answer is sent: there are three, however many headers ask for them."""

import re
from functools import lru_cache

try:
    import brotli
except ImportError:  # it comes with the packages of a server
    brotli = None

# The best one first.
ENCODINGS = ("br", "gzip") if brotli else ("gzip",)
_refused = re.compile(r"q=0(\.0*)?")


def best_encoding(request):
    """Return the best encoding that a client takes: "br", "gzip", or "" for none."""
    return _best(request.META.get("HTTP_ACCEPT_ENCODING", ""))


# Browsers send a handful of different headers; whoever invents others pushes out but these.
@lru_cache(maxsize=100)
def _best(accepted):
    """Return the best encoding of an Accept-Encoding header (RFC 9110, section 12.5.3)."""
    offers = ("".join(offer.lower().split()).partition(";") for offer in accepted.split(","))
    taken = {name for name, _, weight in offers if not _refused.fullmatch(weight)}
    return next((name for name in ENCODINGS if name in taken), "")
