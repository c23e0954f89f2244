"""Keeping what is typed, and taking turns: no save overwrites what its writer has not seen."""

from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.models import Article
from desk.models import Draft, Editing


class Stale(Exception):
    """Somebody changed the story, or its draft, since this form was opened."""


class Base(NamedTuple):
    """What a form was opened with: the story's revision, and the stamp of the draft or None."""

    revision: int
    stamp: UUID | None

    @classmethod
    def now(cls, article, draft):
        """Return the base of a form that is opened now."""
        return cls(draft.revision if draft else article.revision, draft and draft.stamp)

    @classmethod
    def needed(cls, article, draft):
        """Return the base that a form must have, so that its writer has seen all there is."""
        return cls(article.revision, draft and draft.stamp)

    @classmethod
    def sent(cls, fields):
        """Read the base that a form carries; one that carries none has seen nothing."""
        revision = fields.get("revision", "")
        is_number = revision.isdecimal() and len(revision) < 10
        return cls(int(revision) if is_number else -1, as_uuid(fields.get("stamp", "")))


@transaction.atomic
def keep(form, *, by, base, article, leaves=False):
    """Keep an unsaved form of a story in its Draft, and return that; raises Stale.

    `form` is a list of `[name, value]`, `base` what it was opened with. Its writer is at work on
    the story since, unless this is the last that is heard of them.
    """
    if not Article.objects.select_for_update().filter(pk=article.pk, revision=base.revision):
        raise Stale
    fresh = _fresh(form, by, base.revision)
    if base.stamp is None:
        draft, is_new = Draft.objects.get_or_create(article=article, defaults=fresh)
        if not is_new:
            raise Stale
    elif Draft.objects.filter(article=article, stamp=base.stamp).update(**fresh):
        draft = Draft.objects.of(article)
    else:
        raise Stale
    if leaves:
        Editing.objects.leave(article, by)
    else:
        Editing.objects.see(article, by)
    return draft


@transaction.atomic
def keep_new(form, *, by, key):
    """Keep an unsaved form of a story that is not stored yet, under the key that it carries.

    Nobody else's draft is touched, whatever key is sent: raises Stale.
    """
    draft, is_new = Draft.objects.get_or_create(key=key, defaults=_fresh(form, by, 0))
    if draft.saved_by_id != by.pk:
        raise Stale
    if not is_new:
        Draft.objects.filter(key=key).update(**_fresh(form, by, 0))
    return Draft.objects.get(key=key)


def replace(form, *, by, article, revision, notes=None):
    """Keep a form as the Draft of a story, whatever draft there was.

    `revision` is the story's that the form takes into account.
    """
    fresh = _fresh(form, by, revision) | {"notes": notes or {}}
    draft, _is_new = Draft.objects.update_or_create(article=article, defaults=fresh)
    return draft


def take_turn(article, base):
    """Let a form of this base, and no other, change the story; its draft goes into it.

    Needs a transaction, which the save belongs to. Raises Stale.
    """
    here = Article.objects.filter(pk=article.pk, revision=base.revision)
    if not here.update(revision=F("revision") + 1):
        raise Stale
    drafts = Draft.objects.filter(article=article)
    drafts.filter(stamp=base.stamp).delete()
    if drafts.exists():
        raise Stale


def as_uuid(text):
    try:
        return UUID(text)
    except ValueError:
        return None


def _fresh(form, by, revision):
    return {
        "form": form,
        "saved_by": by,
        "saved_at": timezone.now(),
        "revision": revision,
        "stamp": uuid4(),
    }
