"""What beside a password lets a person in: codes of an app, or passkeys."""

from functools import partial

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from publication.models import Publication
from staff import post
from staff.models import Mail

# Recovery codes stand in for one of these, and are none themselves.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_set_up(user):
    return is_mfa_enabled(user, FACTORS)


def holders():
    """Return the rows of everybody who has set up a second factor."""
    return Authenticator.objects.filter(type__in=FACTORS)


@transaction.atomic
def remove(person, *, by):
    """Let somebody who has lost it in by the password alone, and tell them who did."""
    Authenticator.objects.filter(user=person).delete()
    tell_of_change(person, by=by)


def tell_of_change(person, *, by=None):
    """Write to a person whose second factor they themselves, or `by`, have changed."""
    if not person.email:
        return
    context = {
        "by": by,
        "address": settings.SITE_ADDRESS + reverse("mfa_index"),
        "publication": Publication.current(),
    }
    mail = Mail.objects.create(
        address=person.email,
        subject=_("Your login was changed"),
        body=render_to_string("staff/mail/second_factor.txt", context),
    )
    transaction.on_commit(partial(post.send, [mail]), robust=True)
