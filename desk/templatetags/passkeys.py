"""Where passkeys work: they are bound to a name, and an address of digits has none (WebAuthn)."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def passkeys_elsewhere(context):
    """Return None where passkeys may work; else the desk's address where they do, or ""."""
    site = urlsplit(context["request"].build_absolute_uri("/"))
    try:
        number = ip_address(site.hostname)
    except ValueError:
        return None
    if not number.is_loopback:
        return ""
    port = f":{site.port}" if site.port else ""
    return f"{site.scheme}://localhost{port}{reverse('admin:index')}"
