"""The demo's readers, who are as invented as its stories: how many came on which day."""

from datetime import timedelta

KEPT_FROM_DAY_TO_DAY = 0.62  # of a story's readers; most come on its first day
LONGEST_TAIL = 30  # days


def views_by_day(total, *, first, last):
    """Return `{day: views}` that add up to the total, fewer each day, without days of none."""
    length = min((last - first).days, LONGEST_TAIL) + 1
    shares = [KEPT_FROM_DAY_TO_DAY**number for number in range(length)]
    views = [int(total * share / sum(shares)) for share in shares]
    views[0] += total - sum(views)
    return {first + timedelta(number): count for number, count in enumerate(views) if count}
