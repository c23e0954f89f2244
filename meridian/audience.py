"""The demo's readers, who are as invented as its stories: how many came on which day."""

from datetime import datetime, time, timedelta

from django.utils import timezone

KEPT_FROM_DAY_TO_DAY = 0.62  # of a story's readers; most come on its first day
LONGEST_TAIL = 30  # days


def views_by_day(total, *, first, last):
    """Return `{day: views}` that add up to the total, fewer each day, without days of none."""
    length = min((last - first).days, LONGEST_TAIL) + 1
    shares = [KEPT_FROM_DAY_TO_DAY**number for number in range(length)]
    views = [int(total * share / sum(shares)) for share in shares]
    views[0] += total - sum(views)
    return {first + timedelta(number): count for number, count in enumerate(views) if count}


# How readers are spread over the hours of a day, from midnight on: breakfast, lunch, evening.
HOURS = [1, 1, 1, 1, 1, 2, 5, 9, 9, 7, 6, 6, 8, 7, 5, 5, 6, 7, 8, 9, 8, 6, 4, 2]
# Sites that link to a paper of which nobody has heard: their names belong to examples.
REFERRERS = {"search.example": 5, "social.example": 3, "aggregator.example": 2, "forum.example": 1}
FRUITLESS_SEARCHES = ["horoscope", "crossword", "weather tomorrow", "tide tables"]


def views_by_hour(views, *, day, until):
    """Return `{hour: views}` that add up to the views of a day, of hours before a moment alone."""
    begin = timezone.make_aware(datetime.combine(day, time.min))
    hours = [begin + timedelta(hours=number) for number in range(len(HOURS))]
    shares = {hour: share for hour, share in zip(hours, HOURS, strict=True) if hour <= until}
    spread = {hour: views * share // sum(shares.values()) for hour, share in shares.items()}
    spread[max(spread)] += views - sum(spread.values())
    return {hour: count for hour, count in spread.items() if count}
