"""Which language and time zone a page is made in."""

from django.utils import timezone, translation


def middleware(get_response):
    """Settle both for the time of a request, so that no word or date of it has to look them up."""

    def answer(request):
        language, zone = translation.get_language(), timezone.get_current_timezone()
        with translation.override(language), timezone.override(zone):
            return get_response(request)

    return answer
