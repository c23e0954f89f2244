from django import template

from desk.people import name_of
from staff.models import role_of

register = template.Library()
register.filter("person", name_of)


@register.filter
def role(user):
    """Return what somebody is at the desk, as "Editor"; '' without a role."""
    given = role_of(user)
    return given.label if given else ""
