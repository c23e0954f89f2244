"""A table in which many photos are described at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from photos.forms import DescriptionForm, SameForAllForm
from photos.models import Photo
from sources.widgets import can_be_key

MOST = 250  # photos in one table; an address with more of them may be too long for a server


class Describing:
    """For the ModelAdmin of photos."""

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def describe(self, request):
        """Show and store the words of the photos that the address names.

        A photo that somebody removed meanwhile is left out; what was typed of the others is kept.
        """
        if not self.has_change_permission(request):
            raise PermissionDenied
        photos = _named(request.GET.get("photos", ""))
        if request.method != "POST":
            return self._table(request, [self._line(photo) for photo in photos])
        sent = request.POST
        if "_fill" in sent:
            sent = _filled(sent, photos)
        lines = [self._line(photo, sent) for photo in photos]
        if "_fill" in sent:
            return self._table(request, lines, SameForAllForm(sent, prefix="all"))
        if [line for line in lines if not line.is_valid()]:
            return self._table(request, lines, SameForAllForm(sent, prefix="all"), status=400)
        return self._store(request, lines)

    def _store(self, request, lines):
        removed = [line.instance for line in lines if self._removes(request, line)]
        for line in lines:
            if line.instance not in removed:
                line.store()
        for photo in removed:
            self.log_deletions(request, [photo])
            self.delete_model(request, photo)
        count = len(lines) - len(removed)
        stored = ngettext("%(count)s photo is described.", "%(count)s photos are described.", count)
        messages.success(request, stored % {"count": count})
        return redirect("admin:photos_photo_changelist")

    def _removes(self, request, line):
        photo = line.instance
        wanted = line.cleaned_data["remove"] and self.has_delete_permission(request, photo)
        if wanted and photo.is_used:
            text = _("“%(photo)s” is in use and stays.") % {"photo": photo}
            messages.warning(request, text)
        return wanted and not photo.is_used

    def _line(self, photo, sent=None):
        return DescriptionForm(sent, instance=photo, prefix=f"photo-{photo.pk}")

    def _table(self, request, lines, same=None, *, status=200):
        context = self.admin_site.each_context(request) | {
            "title": _("Describe pictures"),
            "opts": self.opts,
            "lines": lines,
            "same": same or SameForAllForm(prefix="all"),
            "may_remove": self.has_delete_permission(request),
            "has_errors": status != 200,
        }
        return TemplateResponse(request, "admin/photos/photo/describe.html", context, status=status)


def _named(keys):
    """Return the photos whose keys stand in an address as `3,5,8`, in that order."""
    asked = [int(key) for key in keys.split(",") if can_be_key(key)][:MOST]
    found = Photo.objects.in_bulk(asked)
    return [found[key] for key in dict.fromkeys(asked) if key in found]


def _filled(sent, photos):
    """Return what was sent with each value of the line for all in every photo's line."""
    filled = sent.copy()
    for name in SameForAllForm.Meta.fields:
        if value := sent.get(f"all-{name}"):
            for photo in photos:
                filled[f"photo-{photo.pk}-{name}"] = value
    return filled
