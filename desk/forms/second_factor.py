"""The second factor of a person: given when it is asked for, and set up."""

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _code_field(label):
    """Return a field for digits that stand on a phone, or on paper."""
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attributes))


class SecondFactorForm(AuthenticateForm):
    code = _code_field(_("Code of your app, or a recovery code"))


class NewAppForm(ActivateTOTPForm):
    code = _code_field(_("Code that the app shows now"))


class NewPasskeyForm(AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("Such as that of the phone or the key.")
    )
    # Whether it may stand for the password as well is the device's to say, not a choice to make.
    passwordless = None


class ConfirmForm(ReauthenticateForm):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password", "autofocus": True}),
    )
