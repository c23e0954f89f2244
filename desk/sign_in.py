"""How allauth fits the desk: which words it uses, whose address it counts, where it may lead."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk import known_browsers
from desk.throttling import TOO_MANY, TOO_MANY_CODES
from publication.models import Publication
from readership.readers import address_of

NOT_RIGHT = _("This was not accepted. Try again.")


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

    def respond_user_inactive(self, request, user):
        """Tell a person who has left, and still has a passkey, no more than a stranger."""
        messages.error(request, NOT_RIGHT)
        return redirect("admin:login")

    def send_notification_mail(self, template_prefix, user, *args, **kwargs):
        """Leave it to the screens, which write it with the change itself."""

    def _get_login_attempts_cache_key(self, request, **credentials):
        # Allauth counts for each host that a site answers to, so another host would be more tries.
        return known_browsers.counted_as(request, credentials["username"])

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        known_browsers.remember(response, user)
        return response


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": NOT_RIGHT,
        "cannot_generate_recovery_codes": _("Set up a second factor first."),
    }

    def get_totp_issuer(self):
        return Publication.current().name

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": self.get_totp_issuer()}

    def _get_site_name(self):
        return self.get_totp_issuer()

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}
