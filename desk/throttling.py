"""Forms that are tried too often: what is said, and how it is answered."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

# Allauth has two names for it.
TOO_MANY_CODES = {"too_many_login_attempts", "rate_limited"}
TOO_MANY = _("Too many attempts. Wait five minutes, then try again.")
WAIT = 5 * 60  # seconds; see ACCOUNT_RATE_LIMITS


class Throttled:
    """A view that answers 429, with what was typed, when its form was tried too often."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        codes = {error.code for errors in form.errors.values() for error in errors.as_data()}
        if codes & TOO_MANY_CODES:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response.headers["Retry-After"] = WAIT
        return response
