"""The ways in which a story is not public, as `{name: fields at a moment}`."""

from datetime import timedelta

from articles.models import Status

HIDDEN = {
    "draft": lambda now: {"status": Status.DRAFT},
    "in review": lambda now: {"status": Status.IN_REVIEW},
    "ready": lambda now: {"status": Status.READY},
    "scheduled": lambda now: {"published_at": now + timedelta(minutes=5)},
    "embargoed": lambda now: {"embargo_until": now + timedelta(minutes=5)},
    "expired": lambda now: {"expires_at": now - timedelta(minutes=5)},
    "taken down": lambda now: {"status": Status.TAKEN_DOWN, "taken_down_reason": "It was wrong."},
}
