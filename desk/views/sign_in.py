"""The way in: what is asked of whoever wants to the desk, and how often it may be answered."""

from allauth.account.views import LoginView, LogoutView
from allauth.core import ratelimit
from django.contrib.auth.views import PasswordResetConfirmView, PasswordResetView
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from desk import known_browsers
from desk.forms.sign_in import ForgottenPasswordForm, SignInForm
from desk.throttling import TOO_MANY, Throttled


class SignIn(Throttled, LoginView):
    template_name = "admin/login.html"
    form_class = SignInForm
    redirect_field_name = "next"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "title": _("Log in"),
            "app_path": self.request.get_full_path(),
            "next": context["redirect_field_value"] or "",
        }


@method_decorator(require_POST, name="dispatch")
class StartAgain(LogoutView):
    """Forget who was about to sign in."""

    def get_redirect_url(self):
        return reverse("admin:login")


class ForgottenPassword(Throttled, PasswordResetView):
    """Send a link to who has that address, and say the same to everybody."""

    form_class = ForgottenPasswordForm

    def form_valid(self, form):
        address = form.cleaned_data["email"].casefold()
        if not ratelimit.consume(self.request, action="reset_password", key=address):
            form.add_error("email", ValidationError(TOO_MANY, code="rate_limited"))
            return self.form_invalid(form)
        return super().form_valid(form)


class NewPassword(PasswordResetConfirmView):
    """Take a new password from who has the link, whose browser is known from then on.

    So strangers who fail all day long keep nobody out.
    """

    def form_valid(self, form):
        response = super().form_valid(form)
        known_browsers.remember(response, self.user)
        return response
