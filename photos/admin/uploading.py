"""Pictures come into the library: many at once, or one in the place of another."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from photos import darkroom, developing
from photos.admin.describing import MOST
from photos.forms import PictureForm
from photos.models import Photo
from photos.uses import uses_of


class Uploading:
    """For the ModelAdmin of photos."""

    def add_view(self, request, form_url="", extra_context=None):
        """Take files, each on its own: good ones are kept, each bad one is named with its reason.

        A script sends one file at a time and is answered in JSON; a form sends all at once.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._upload_page(request, PictureForm())
        files = request.FILES.getlist("original")
        if request.accepts("text/html"):
            return self._take_many(request, files)
        return self._take_one(request, files)

    def _take_one(self, request, files):
        form = _form_of(*files[:1])
        if not form.is_valid():
            status = 413 if form.is_too_large else 400
            return JsonResponse({"errors": form.errors}, status=status)
        return JsonResponse(self.new_choice(self._keep(request, form), request), status=201)

    def _take_many(self, request, files):
        if not files:
            return self._upload_page(request, _form_of(), status=400)
        # One after the other: all of them developed would not fit into memory.
        kept = [photo for file in files if (photo := self._kept_or_named(request, file))]
        if not kept:
            return self._upload_page(request, PictureForm(), status=400)
        count = len(kept)
        sentence = ngettext("%(count)s picture is kept.", "%(count)s pictures are kept.", count)
        messages.success(request, sentence % {"count": count})
        keys = ",".join(str(photo.pk) for photo in kept)
        return redirect(f"{reverse('admin:photos_photo_describe')}?photos={keys}")

    def _kept_or_named(self, request, file):
        form = _form_of(file)
        if form.is_valid():
            return self._keep(request, form)
        reason = " ".join(form.errors["original"])
        messages.error(request, _("“%(name)s”: %(reason)s") % {"name": file.name, "reason": reason})
        return None

    def _keep(self, request, form):
        photo = Photo(uploaded_by=request.user)
        form.keep(photo)
        photo.save()
        developing.begin()
        self.log_addition(request, photo, _("Uploaded."))
        return photo

    def _upload_page(self, request, form, *, status=200):
        context = self.admin_site.each_context(request) | {
            "title": _("Upload pictures"),
            "opts": self.opts,
            "form": form,
            "largest_file": darkroom.LARGEST_FILE,
            "most_described": MOST,
        }
        return TemplateResponse(request, "admin/photos/photo/upload.html", context, status=status)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def replace(self, request, object_id):
        """Take a file in the place of a photo's: all that shows the photo shows the new one."""
        photo = self.get_object(request, unquote(object_id))
        if photo is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_change_permission(request, photo):
            raise PermissionDenied
        form = PictureForm(request.POST or None, request.FILES or None)
        status = 200
        if request.method == "POST":
            form = _form_of(*request.FILES.getlist("original")[:1])
            if form.is_valid():
                return self._put_in_place(request, photo, form)
            status = 413 if form.is_too_large else 400
        context = self.admin_site.each_context(request) | {
            "title": _("Replace the file"),
            "opts": self.opts,
            "photo": photo,
            "uses": len(uses_of(photo)),
            "form": form,
        }
        return TemplateResponse(request, "admin/photos/photo/replace.html", context, status=status)

    def _put_in_place(self, request, photo, form):
        form.keep(photo)
        photo.save()
        developing.begin()
        self.log_change(request, photo, _("Replaced the file."))
        messages.success(
            request,
            _("All that shows this picture has the new file. See whether its words still fit."),
        )
        return redirect("admin:photos_photo_change", photo.pk)


def _form_of(*files):
    return PictureForm({}, MultiValueDict({"original": files}))
