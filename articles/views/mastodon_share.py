from urllib.parse import quote

from django import forms
from django.core.validators import DomainNameValidator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from articles.story_pages import of_a_story


class ServerForm(forms.Form):
    """The one thing that a share on Mastodon needs to know: where the reader has an account."""

    server = forms.CharField(
        label=_("Your server"),
        max_length=253,
        validators=[DomainNameValidator(message=_("This is not the name of a server."))],
        help_text=_("For example: mastodon.social"),
        # Filled in by static/js/reader/mastodon.js.
        widget=forms.TextInput(attrs={"data-remembers": "mastodon-server"}),
    )

    def clean_server(self):
        return self.cleaned_data["server"].lower()


@of_a_story(lambda articles, today: articles.select_related("section"))
def mastodon_share(request, article):
    """Ask for the reader's own server, then offer a link to its share page.

    A link, not a redirect: the site sends nobody to a host that somebody else wrote in an address.
    """
    form = ServerForm(request.GET if "server" in request.GET else None)
    share_address = ""
    if form.is_valid():
        text = quote(f"{article.headline} {article.address}", safe="")
        share_address = f"https://{form.cleaned_data['server']}/share?text={text}"
    return render(
        request,
        "articles/mastodon_share.html",
        {"article": article, "form": form, "share_address": share_address},
        status=400 if form.errors else 200,
    )
