"""The mails with a link by which somebody who has forgotten the password sets a new one."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from publication.models import Publication


def links_for(address):
    """Return the messages to everybody whose account has that e-mail address now."""
    form = _Links({"email": address})
    form.messages = []
    if form.is_valid():
        site = urlsplit(settings.SITE_ADDRESS)
        # The site's own address, whatever host was asked.
        form.save(
            domain_override=site.netloc,
            use_https=site.scheme == "https",
            extra_email_context={"site_name": Publication.current().name},
        )
    return form.messages


class _Links(PasswordResetForm):
    """Django's choice of people and words; its mails are gathered instead of sent."""

    def send_mail(self, subject_template, template, context, sender, recipient, **_options):
        subject = " ".join(render_to_string(subject_template, context).split())
        body = render_to_string(template, context)
        self.messages.append(EmailMessage(subject, body, sender, [recipient]))
