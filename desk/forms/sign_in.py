"""What a person of the staff says to get in."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.utils.translation import gettext_lazy as _

from staff import post
from staff.models import ForgottenPassword

LONGEST_NAME = 254  # characters, of an e-mail address


class SignInForm(AuthenticationForm):
    """Django's form, whose tries are counted. A wrong name and a wrong password take as long."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _(
            "No account has this name and this password. Mind capital and small letters."
        )
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["username"]
        name.label, name.max_length = _("User name or e-mail address"), LONGEST_NAME
        name.widget.attrs["maxlength"] = LONGEST_NAME

    def clean_username(self):
        """Return the name of the account, also for an e-mail address that is one person's alone."""
        typed = self.cleaned_data["username"]
        found = get_user_model().objects.filter(email__iexact=typed, is_staff=True)[:2]
        return found[0].get_username() if len(found) == 1 else typed

    def clean(self):
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name and password:
            adapter = get_adapter()
            self.user_cache = adapter.authenticate(self.request, username=name, password=password)
            if self.user_cache is None:
                raise self.get_invalid_login_error()
        return self.cleaned_data

    def login(self, request, redirect_url=None):
        """Answer by leading on: to the desk, or to the second factor first."""
        return perform_login(request, self.get_user(), redirect_url=redirect_url)


class ForgottenPasswordForm(PasswordResetForm):
    def save(self, **_options):
        """Have the mail sent beside the answer, whose time would tell whose address is known."""
        address = self.cleaned_data["email"]
        post.send_beside(ForgottenPassword.objects.create(address=address))
