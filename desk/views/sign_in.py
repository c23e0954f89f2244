"""The way in: what is asked of whoever wants to the desk, and how often it may be answered."""

from http import HTTPStatus
from urllib.parse import urlsplit

from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.views import PasswordResetView
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from desk.forms.sign_in import ForgottenPasswordForm, SignInForm
from desk.sign_in import TOO_MANY, TOO_MANY_CODES
from publication.models import Publication

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


class SignIn(Throttled, LoginView):
    template_name = "admin/login.html"
    form_class = SignInForm
    redirect_field_name = "next"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"title": _("Sign in"), "next": context["redirect_field_value"] or ""}


class ForgottenPassword(Throttled, PasswordResetView):
    """Send a link to who has that address, and say the same to everybody."""

    form_class = ForgottenPasswordForm

    def form_valid(self, form):
        address = form.cleaned_data["email"].casefold()
        if not ratelimit.consume(self.request, action="reset_password", key=address):
            form.add_error("email", ValidationError(TOO_MANY, code="rate_limited"))
            return self.form_invalid(form)
        site = urlsplit(settings.SITE_ADDRESS)
        self.extra_email_context = {
            "protocol": site.scheme,
            "domain": site.netloc,
            "site_name": Publication.current().name,
        }
        return super().form_valid(form)
