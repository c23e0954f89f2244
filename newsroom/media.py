"""Pictures for readers, on a laptop; on a server, nginx or an object storage hands them out."""

from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

from photos import developing
from photos.renditions import FORMATS

MIME_TYPES = {format_.ending: format_.mime_type for format_ in FORMATS}
# What the darkroom names a rendition: nothing else below the media root is for readers.
RENDITION = rf"(?P<path>[0-9a-f]{{2}}/[0-9a-f]{{32}}-[0-9x]+\.(?P<ending>{'|'.join(MIME_TYPES)}))"


@require_safe
def rendition(request, path, ending):
    """Serve a derived picture. Another picture has another name, so browsers may keep it for ever.

    One whose licence is over is gone at that moment, also while its file waits to be removed.
    """
    if developing.is_withheld(f"renditions/{path}"):
        raise Http404
    response = serve(request, path, document_root=Path(settings.MEDIA_ROOT) / "renditions")
    response.headers["Content-Type"] = MIME_TYPES[ending]
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
