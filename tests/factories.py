"""Plain makers of what a test needs; every field can be overridden, nothing else happens."""

from datetime import timedelta
from io import BytesIO
from itertools import count

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles.models import (
    Article,
    ArticleAttribution,
    Byline,
    FrontPage,
    FrontPagePick,
    Part,
    Status,
)
from authors.models import Author
from desk.models import Assignment, Link, Note, Plan
from photos import darkroom
from photos.models import Photo, PhotoAttribution
from publication.models import Section
from sources.models import Source
from staff.models import StaffMember

_numbers = count(1)


def make_section(**fields):
    number = next(_numbers)
    return Section.objects.create(**{"name": f"Section {number}", "slug": f"s{number}"} | fields)


def make_author(**fields):
    number = next(_numbers)
    return Author.objects.create(**{"name": f"Author {number}", "slug": f"a{number}"} | fields)


def make_source(**fields):
    number = next(_numbers)
    return Source.objects.create(**{"name": f"Source {number}", "slug": f"so{number}"} | fields)


def make_article(*, parts=("<p>Some text.</p>",), authors=None, tags=(), **fields):
    """Make a published story with one byline; `parts` are proses or `(subhead, prose)` pairs."""
    number = next(_numbers)
    defaults = {"headline": f"Headline {number}", "status": Status.PUBLISHED}
    if "section" not in fields:
        defaults["section"] = make_section()
    if "published_at" not in fields:
        defaults["published_at"] = timezone.now() - timedelta(hours=1)
    article = Article.objects.create(**defaults | fields)
    for order, part in enumerate(parts):
        subhead, prose = part if isinstance(part, tuple) else (f"Subhead {order}", part)
        make_part(article, order=order, subhead=subhead, prose=prose)
    for order, author in enumerate([make_author()] if authors is None else authors):
        Byline.objects.create(article=article, author=author, order=order)
    if tags:
        article.tags.add(*tags)
    return article


def make_part(article, **fields):
    return Part.objects.create(article=article, **fields)


def make_attribution(article, **fields):
    source = fields.pop("source", None) or make_source()
    return ArticleAttribution.objects.create(
        article=article, source=source, **{"used_for": "statement"} | fields
    )


def make_assignment(article, person, **fields):
    defaults = {"task": "Ask the mayor", "due_on": timezone.localdate() + timedelta(days=1)}
    return Assignment.objects.create(article=article, person=person, **defaults | fields)


def make_plan(article, day, **fields):
    return Plan.objects.create(article=article, day=day, **fields)


def make_link(address, **fields):
    defaults = {"verdict": "alive", "remark": "200", "checked_at": timezone.now()}
    return Link.objects.create(address=address, **defaults | fields)


def make_note(article, **fields):
    return Note.objects.create(article=article, **{"text": "Who says so?"} | fields)


def make_pick(article, **fields):
    """Put a story in the lead of the front page."""
    page = fields.pop("front_page", None) or FrontPage.objects.current()
    return FrontPagePick.objects.create(article=article, front_page=page, **{"order": 0} | fields)


def picture_file(name="picture.jpg", *, size=(400, 300), colour="teal", format="JPEG"):
    """Return a real picture as a file to upload."""
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, format)
    return ContentFile(content.getvalue(), name=name)


def make_photo(*, file=None, sources=(), **fields):
    """Make a photo that is developed already; with `alt=""` it is one that nobody has described."""
    photo = Photo(**{"alt": "A teal rectangle"} | fields)
    photo.keep(darkroom.develop(file or picture_file()))
    photo.remake()
    photo.save()
    for source in sources:
        PhotoAttribution.objects.create(photo=photo, source=source, used_for="Ref image")
    return photo


def make_staff(role=None, *, sections=(), author=None, **fields):
    """Make an account of the desk; without a role it may sign in and no more."""
    number = next(_numbers)
    defaults = {"username": f"staff{number}", "is_staff": True}
    user = get_user_model().objects.create_user(**defaults | fields)
    if role:
        StaffMember.objects.create(user=user, role=role).sections.set(sections)
    if author:
        author.user = user
        author.save()
    return user
