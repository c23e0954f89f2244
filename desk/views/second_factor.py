"""A person's own way in: what beside the password lets them to the desk."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from django.contrib import admin
from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from desk.forms.second_factor import ConfirmForm, NewAppForm, NewPasskeyForm, SecondFactorForm
from desk.second_factor import is_missing
from desk.throttling import Throttled
from staff import second_factor


class SecondFactor(Throttled, AuthenticateView):
    """Ask whoever has given the password for a code or a passkey as well."""

    template_name = "desk/second_factor.html"
    form_class = SecondFactorForm
    extra_context = {"title": _("Second factor")}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        asked = context["js_data"]["request_options"]["publicKey"]
        return context | {"has_passkey": bool(asked.get("allowCredentials"))}


class Passkey(LoginWebAuthnView):
    """Let in whoever has a passkey, which says who they are as well."""


class AccountScreen:
    """A view of allauth's as a screen of the desk, with its door and its frame."""

    title = ""

    @classmethod
    def as_view(cls, **options):
        return admin.site.account_view(super().as_view(**options))

    def get_context_data(self, **kwargs):
        frame = admin.site.each_context(self.request)
        return frame | super().get_context_data(**kwargs) | {"title": self.title}


class Change(AccountScreen):
    """A screen that changes what somebody signs in with, of which they are told by mail."""

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.tell_of_change(self.request.user)
        return response


class Account(AccountScreen, IndexView):
    title = _("My login")
    template_name = "desk/account.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_missing": is_missing(self.request)}


class Confirm(Throttled, AccountScreen, ReauthenticateView):
    title = _("Confirm that it is you")
    template_name = "desk/confirm.html"
    form_class = ConfirmForm


class NewApp(Throttled, Change, ActivateTOTPView):
    title = _("Set up codes of an app")
    template_name = "desk/new_app.html"
    form_class = NewAppForm

    def form_valid(self, form):
        response = super().form_valid(form)
        # Allauth remembers which codes have been used, but not of the one that sets up an app.
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        app.wrap().validate_code(form.cleaned_data["code"])
        return response


class RemoveApp(Change, DeactivateTOTPView):
    title = _("Remove the codes of the app")
    template_name = "desk/sure.html"


class RecoveryCodes(AccountScreen, ViewRecoveryCodesView):
    title = _("Recovery codes")
    template_name = "desk/recovery_codes.html"


class NewRecoveryCodes(Change, GenerateRecoveryCodesView):
    title = _("New recovery codes")
    template_name = "desk/sure.html"


class NewPasskey(Change, AddWebAuthnView):
    title = _("Add a passkey")
    template_name = "desk/new_passkey.html"
    form_class = NewPasskeyForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        # Where the device can, the passkey alone lets in; a plain security key is welcome as well.
        chosen = context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"]
        chosen.update(residentKey="preferred", requireResidentKey=False)
        return context


class RemovePasskey(Change, RemoveWebAuthnView):
    title = _("Remove a passkey")
    template_name = "desk/sure.html"
    success_url = reverse_lazy("mfa_index")
