"""Numbers of sources: small ones in the text, which lead to what the report rests on, and back."""

from articles.prose import SourceMark, marked_sources


def number_sources(parts, attributions):
    """Return the attributions, those that the text marks first, numbered in the order of the marks.

    Each gets its `number`, or None, and `marks`, the `SourceMark`s that lead to it; each part gets
    `marks`, one for each in its prose: None where the story does not list the source any more.
    """
    attributions, listed = list(attributions), {}
    for attribution in attributions:
        attribution.number, attribution.marks = None, []
        listed.setdefault(attribution.source_id, attribution)
    numbered = []
    for part in parts:
        part.marks = []
        for key in marked_sources(part.prose):
            attribution = listed.get(key)
            if attribution and attribution.number is None:
                numbered.append(attribution)
                attribution.number = len(numbered)
            part.marks.append(attribution and _mark(attribution))
    return numbered + [each for each in attributions if each.number is None]


def unlisted_sources(parts, attributions):
    """Return the keys of the sources that the text marks and the story does not list, each once."""
    listed = {attribution.source_id for attribution in attributions}
    marked = [key for part in parts for key in marked_sources(part.prose)]
    return list(dict.fromkeys(key for key in marked if key not in listed))


def _mark(attribution):
    # No anchor of a part has a dot. Feeds lead here too, whatever the numbers are there.
    place = f"mark.{attribution.pk}.{len(attribution.marks) + 1}"
    mark = SourceMark(attribution.number, place, target=f"source.{attribution.pk}")
    attribution.marks.append(mark)
    return mark
