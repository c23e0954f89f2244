"""Renditions are made after the answer: rows that wait for it are the queue.

Whoever develops a picture claims its row first; what a process claimed that was killed is due again
after a while. The same work done twice gives the same files: nothing is lost by it but time.
"""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from photos.models import Photo
from photos.renditions import LostOriginal

CLAIMED_FOR = timedelta(minutes=10)  # the largest picture takes seconds

log = logging.getLogger(__name__)


def begin():
    """Have all that is due developed, once the running transaction is stored.

    Setting `PICTURES_DEVELOPED_BY`: "thread", one beside those that answer; "worker", the command
    `develop_photos --watch`; "request", here and now.
    """
    transaction.on_commit(_BEGINNINGS[settings.PICTURES_DEVELOPED_BY])


def develop_due(*, stops=lambda: False):
    """Develop the photos that wait and withdraw those whose licence is over; return how many.

    Ends between two photos as soon as `stops()`.
    """
    done = 0
    while not stops() and (photo := _claimed()):
        develop(photo)
        done += 1
    return done


def try_to_develop_due(**options):
    """Develop what is due; return how much that was, or None when something failed.

    The disk may be full, or the database gone: then the photo waits, and the log says why.
    """
    try:
        return develop_due(**options)
    except Exception:
        log.exception("Pictures wait, and are tried again after %s.", CLAIMED_FOR)
        connections.close_all()
        return None


def develop(photo):
    """Make the renditions of a photo and describe them; tell whether its original could be read.

    When somebody changed the photo meanwhile, it is due again, and nothing is described here.
    """
    as_read = {name: getattr(photo, name) for name in ("original", *Photo.SHAPED_BY)}
    try:
        photo.remake()
    except LostOriginal as lost:
        log.warning("Photo %s is not developed. %s", photo.pk, lost)
        photo.lose_original()
    made = {name: getattr(photo, name) for name in Photo.MADE}
    Photo.objects.filter(pk=photo.pk, **as_read).update(**made)
    return not photo.has_lost_original


def is_withheld(path):
    """Tell whether a file belongs to a photo whose licence is over, and have such files removed."""
    if any(path in photo.public_paths() for photo in Photo.objects.to_withdraw()):
        begin()
        return True
    return False


def _claimed():
    """Return a photo whose turn it is and which nobody else has claimed, or None."""
    now = timezone.now()
    due = Photo.objects.pending().filter(develop_at__lte=now)
    to_withdraw = Photo.objects.to_withdraw().filter(develop_at=None)
    for queue in (due, to_withdraw):
        for pk in queue.values_list("pk", flat=True)[:10]:
            if queue.filter(pk=pk).order_by().update(develop_at=now + CLAIMED_FOR):
                return Photo.objects.filter(pk=pk).first()
    return None


_bell = threading.Event()
_lock = threading.Lock()
_thread = None


def _ring():
    """Wake the thread; it dies with the process, and what it was at is due again later."""
    global _thread
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_develop_beside, name="developing", daemon=True)
            _thread.start()
    _bell.set()


def _develop_beside():
    again = None
    while True:
        _bell.wait(again)
        _bell.clear()
        # What failed is claimed until then.
        again = None if try_to_develop_due() is not None else CLAIMED_FOR.total_seconds()
        connections.close_all()


_BEGINNINGS = {"thread": _ring, "worker": lambda: None, "request": develop_due}
