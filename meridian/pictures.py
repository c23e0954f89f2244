"""The pictures of the demo, drawn and developed on all cores while the stories are stored."""

import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from io import BytesIO

from django.core.files.base import ContentFile

from meridian.illustrations import draw, monogram
from photos import darkroom, renditions
from photos.rights import Rights


@contextmanager
def studio():
    """Give functions that start a picture and return the `Future` of what `Photo.keep` takes."""
    drawers = ProcessPoolExecutor(initializer=_leave_interrupts_to_the_command)
    try:
        yield Studio(drawers)
    finally:
        drawers.shutdown(cancel_futures=True)


class Studio:
    def __init__(self, drawers):
        self._drawers = drawers

    def illustration(self, motif, *, seed, accent, credit):
        return self._drawers.submit(_develop, draw, motif, credit, seed=seed, accent=accent)

    def portrait(self, name, *, seed, accent):
        return self._drawers.submit(_develop, monogram, name, "", seed=seed, accent=accent)


def _leave_interrupts_to_the_command():
    """Let Ctrl-C, which the terminal sends to all of us, stop the command alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _develop(draw_picture, subject, credit, **look):
    content = BytesIO()
    draw_picture(subject, **look).save(content, "PNG", compress_level=1)
    developed = darkroom.develop(ContentFile(content.getvalue(), name="drawing.png"))
    return developed, renditions.make(developed.original, rights=Rights(credit))
