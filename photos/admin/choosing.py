"""What the writing screen asks: photos to choose from, and a new one uploaded in place."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from photos.admin.uses import describe_uses
from photos.forms import UploadForm
from photos.models import Photo
from photos.uses import fetch_uses
from sources.widgets import can_be_key

MOST_CHOICES = 24
MOST_PHOTOS = 200  # that are asked for by their keys


class Choosing:
    """For the ModelAdmin of photos."""

    @method_decorator([require_safe, never_cache])
    def choices(self, request):
        """Answer the photos that the typed words find, the newest first, one page of them.

        With `photos`, keys parted by commas, those are answered, whatever they are called.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        if "photos" in request.GET:
            keys = request.GET["photos"].split(",")[:MOST_PHOTOS]
            photos = Photo.objects.filter(pk__in=filter(can_be_key, keys))
        else:
            term = request.GET.get("term", "").replace("\0", "")[:100]
            photos, _may_repeat = self.get_search_results(request, Photo.objects.all(), term)
            photos = photos[:MOST_CHOICES]
        found = list(photos)
        fetch_uses(found)
        return JsonResponse({"results": [self.choice(photo, request) for photo in found]})

    @method_decorator(require_POST)
    def upload(self, request):
        """Take a picture from the writing screen; answer the photo, or messages by field."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES, uploader=request.user)
        if not form.is_valid():
            status = 413 if form.is_too_large else 400
            return JsonResponse({"errors": form.errors}, status=status)
        photo = form.save()
        self.log_addition(request, photo, _("Uploaded on the writing screen."))
        return JsonResponse(self.new_choice(photo, request))

    def choice(self, photo, request):
        """Describe a photo for scripts, with what somebody should know who chooses it."""
        return {
            "id": photo.pk,
            "text": str(photo),
            "alt": photo.alt,
            "credit": photo.credit,
            "thumbnail": photo.thumbnail_url,
            "states": [sentence for _name, sentence in photo.states()],
            "uses": [*describe_uses(photo, request, self.admin_site)],
        }

    def new_choice(self, photo, request):
        """Describe a photo that was uploaded just now, with those that it looks like."""
        twins = [
            _("Looks like “%(photo)s”, uploaded before.") % {"photo": twin}
            for twin in photo.twins()
        ]
        return self.choice(photo, request) | {"twins": twins}
