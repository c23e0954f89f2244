"""How allauth fits the desk: which words it uses, whose address it counts, where it may lead."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from readership.readers import address_of

# Allauth has two names for it.
TOO_MANY_CODES = {"too_many_login_attempts", "rate_limited"}
TOO_MANY = _("Too many attempts. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": _("This is not your password."),
        **dict.fromkeys(TOO_MANY_CODES, TOO_MANY),
    }

    def get_client_ip(self, request):
        return address_of(request)

    def is_safe_url(self, url):
        """Lead nowhere but on this site, however many hosts it answers to."""
        return url_has_allowed_host_and_scheme(
            url, {self.request.get_host()}, require_https=self.request.is_secure()
        )

    def add_message(self, request, level, message_template=None, *args, message=None, **kwargs):
        """Say only what we say ourselves: that somebody is in, the desk shows."""
        if message:
            super().add_message(request, level, message=message)

    def _get_login_attempts_cache_key(self, request, **credentials):
        # Allauth counts for each host that a site answers to, so another host would be more tries.
        return credentials["username"].casefold()
