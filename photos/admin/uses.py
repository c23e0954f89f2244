"""What the desk says of where a photo is shown; what shows it is known by its links alone."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from photos.uses import uses_of


def describe_uses(photo, request, site):
    """Yield `{"sentence", "address"}` for each use; secret stories are not named."""
    for row in uses_of(photo):
        meta = row._meta
        if site.get_model_admin(type(row)).has_view_permission(request, row):
            name = str(row)
            address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        else:
            name, address = _("a story that you may not see"), ""
        yield {"sentence": _sentence(row, name), "address": address}


def _sentence(row, name):
    if not hasattr(row, "is_published"):
        return _("In use for: %(name)s") % {"name": name}
    if not row.is_published:
        return _("Chosen for: %(name)s") % {"name": name}
    day = date_format(timezone.localtime(row.published_at))
    return _("Ran on %(day)s: %(name)s") % {"day": day, "name": name}
