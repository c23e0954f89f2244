"""Fill the newsroom with the demo publication, The Meridian."""

import re
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from articles.models import (
    Article,
    ArticleAttribution,
    Byline,
    Correction,
    FrontPage,
    FrontPagePick,
    Part,
    Status,
    Version,
)
from authors.models import Author, Profile
from desk.models import Note, Plan
from meridian.audience import FRUITLESS_SEARCHES, REFERRERS, views_by_day, views_by_hour
from meridian.manuscripts import parts_of, read_publication, read_stories
from meridian.pictures import studio
from photos.models import Photo, PhotoAttribution
from policies.models import Policy
from publication.models import Publication, Section
from readership.models import (
    ArticleViews,
    DailyReferrer,
    DailyViews,
    FruitlessSearch,
    HourlyViews,
)
from sources.models import Source

DAYS_BY_HOUR = 2
UNNAMED = Publication._meta.get_field("name").default
_source_slug = re.compile('(?<=<sup data-source=")[^"]+')
_picture_slug = re.compile('(?<=<figure data-photo=")[^"]+')


class Command(BaseCommand):
    help = (
        "Loads the demo publication. What is there already stays as it is, so the command can be "
        "stopped and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--once",
            action="store_true",
            help="Do nothing when the demo is complete or the newsroom is somebody's own.",
        )

        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many stories are missing; load none."
        )

    def handle(self, *, once, dry_run, **options):
        stories = read_stories()
        if once and _is_in_use(stories):
            self.stdout.write("The newsroom is in use: the demo is left as it is.")
            return
        missing = _without_those_that_exist(stories)
        if dry_run:
            self.stdout.write(f"{len(missing)} of {len(stories)} stories would be loaded.")
            return
        paper = read_publication()
        self.stdout.write(f"Loads {len(missing)} stories, and draws their pictures.")
        with studio() as drawers:
            pictures = {
                slug: _start_picture(drawers, slug, story, paper)
                for slug, story in missing.items()
                if "picture" in story
            }
            _load_sections(paper["sections"])
            _load_sources(paper["sources"])
            _load_policies(paper["policies"])
            self._load_authors(paper["authors"], drawers)
            for slug, story in tqdm(missing.items(), unit=" stories", disable=None):
                _load_story(slug, story, pictures.get(slug))
        _arrange_front_page(paper["front_page"])
        _load_tallies()
        _name_publication(paper["publication"])
        self.stdout.write(f"The Meridian has {len(stories)} stories, {len(missing)} of them new.")

    def _load_authors(self, authors, drawers):
        accents = Section.Accent.values
        portraits = {
            author["slug"]: drawers.portrait(
                author["name"], seed=author["slug"], accent=accents[number % len(accents)]
            )
            for number, author in enumerate(authors)
            if not Author.objects.filter(slug=author["slug"]).exists()
        }
        for author in authors:
            if author["slug"] in portraits:
                _load_author(author, portraits[author["slug"]].result())
        self.stdout.write(f"The Meridian has {len(authors)} authors.")


def _is_in_use(stories):
    """Tell a newsroom that must be left alone from a new or half-loaded one."""
    if Publication.current().name != UNNAMED or Article.objects.exclude(slug__in=stories).exists():
        return True
    # The first account is made after the demo: whoever has one began without it.
    can_sign_in = get_user_model().objects.filter(is_staff=True).exists()
    return can_sign_in and not Article.objects.exists()


def _without_those_that_exist(stories):
    existing = set(Article.objects.filter(slug__in=stories).values_list("slug", flat=True))
    return {slug: story for slug, story in stories.items() if slug not in existing}


def _start_picture(drawers, slug, story, paper):
    """Begin to draw; a translation has the drawing of its original, with words of its own."""
    accents = {section["slug"]: section["accent"] for section in paper["sections"]}
    return drawers.illustration(
        story["picture"]["motif"],
        seed=story.get("translation_of", slug),
        accent=accents[story["section"]],
        credit=story["picture"].get("credit", ""),
    )


def _arrange_front_page(chosen):
    """Choose what leads the page, unless the demo was complete or somebody has chosen already."""
    if Publication.current().name != UNNAMED or FrontPagePick.objects.exists():
        return
    sections = {"top": None} | {section.slug: section for section in Section.objects.top()}
    FrontPage.objects.current().arrange(
        FrontPagePick(section=sections[part], order=order, article=Article.objects.get(slug=slug))
        for part, slugs in chosen.items()
        for order, slug in enumerate(slugs)
    )


def _name_publication(fields):
    """Give the publication its name: the last step, and the sign that the demo is complete."""
    Publication.objects.filter(pk=Publication.stored().pk, name=UNNAMED).update(**fields)


def _load_sections(sections):
    for order, section in enumerate(sections):
        parent = Section.objects.filter(slug=section.get("parent")).first()
        fields = section | {"order": order, "parent": parent}
        Section.objects.get_or_create(slug=section["slug"], defaults=fields)


def _load_sources(sources):
    for source in sources:
        Source.objects.get_or_create(slug=source["slug"], defaults=source)


def _load_policies(policies):
    for kind, prose in policies.items():
        Policy.objects.get_or_create(kind=kind, defaults={"prose": prose})


@transaction.atomic
def _load_author(fields, drawing):
    profiles = fields.get("profiles", [])
    fields = {name: value for name, value in fields.items() if name != "profiles"}
    portrait = _keep_photo(drawing, alt=f"Monogram of {fields['name']}")
    author = Author.objects.create(**fields, portrait=portrait)
    Profile.objects.bulk_create(Profile(author=author, **profile) for profile in profiles)


@transaction.atomic
def _load_story(slug, story, drawing):
    original = Article.objects.filter(slug=story.get("translation_of")).first()
    article = Article.objects.create(
        slug=slug,
        headline=story["headline"],
        standfirst=story["standfirst"],
        kind=story["kind"],
        section=Section.objects.get(slug=story["section"]),
        dateline=story.get("dateline", ""),
        language=story["language"],
        translation_of=original,
        lead_photo=drawing and _load_picture(story["picture"], drawing.result()),
        backstory=story.get("backstory", ""),
        ai_use=story.get("ai_use", ""),
        status=story.get("status", Status.PUBLISHED),
        taken_down_reason=story.get("taken_down_reason", ""),
        published_at=_publication_of(story),
    )
    # In live coverage all but the first part, the summary, have a time.
    times = [None, *map(_hours_ago, story.get("entries_hours_ago", []))]
    for order, (subhead, prose) in enumerate(parts_of(_with_keys(story["prose"]))):
        posted_at = times[order] if order < len(times) else None
        Part.objects.create(
            article=article, order=order, subhead=subhead, prose=prose, posted_at=posted_at
        )
    for order, byline in enumerate(story["bylines"]):
        author = Author.objects.get(slug=byline["author"])
        Byline.objects.create(article=article, author=author, role=byline["role"], order=order)
    for order, attribution in enumerate(story.get("attributions", [])):
        _load_attribution(article, order, attribution)
    article.tags.add(*story["tags"])
    article.recount_words()
    _load_work(article, story)
    if article.status == Status.PUBLISHED:
        _load_versions(article, story.get("changes", []))
    if article.is_published:
        _load_views(article, story)


def _publication_of(story):
    """Return when a story came out or will, or None if nothing is settled yet."""
    if "days_ago" in story:
        return _days_ago(story["days_ago"])
    return story.get("published_at")


def _load_work(article, story):
    """Say what is still to be done for a story, and for which day it is planned."""
    if "planned_in_days" in story:
        day = timezone.localdate() + timedelta(days=story["planned_in_days"])
        Plan.objects.create(article=article, day=day)
    Note.objects.bulk_create(Note(article=article, text=text) for text in story.get("notes", []))


def _with_keys(prose):
    """Name sources and pictures by their keys.

    A file knows the slugs of sources alone, and of a picture the slug of the older story it leads.
    """
    prose = _source_slug.sub(lambda slug: str(Source.objects.get(slug=slug[0]).pk), prose)
    return _picture_slug.sub(
        lambda slug: str(Article.objects.get(slug=slug[0]).lead_photo_id), prose
    )


def _load_versions(article, changes):
    """Keep a Version of each form that the story had, and what readers were told of each change.

    Of a change the file has what stood there before (`was`) and what stands there now.
    """
    forms = [{part: part.prose for part in article.parts.all()}]
    for change in reversed(changes):
        before = {
            part: prose.replace(change["now"], change["was"]) for part, prose in forms[0].items()
        }
        forms.insert(0, before)
    for form, change in zip(forms, [None, *changes], strict=True):
        for part, prose in form.items():
            part.prose = prose
            part.save()
        made_at = _days_ago(change["days_ago"]) if change else article.published_at
        version = Version.objects.take(article, at=made_at)
        if change and "kind" in change:
            Correction.objects.create(version=version, kind=change["kind"], text=change["text"])
            article.updated_at = made_at
            article.save()


def _load_views(article, story):
    published_on, today = timezone.localdate(article.published_at), timezone.localdate()
    days = views_by_day(story.get("views", 0), first=published_on, last=today)
    imported = story.get("imported_views", 0)
    if days or imported:
        ArticleViews.objects.create(article=article, imported=imported, counted=sum(days.values()))
    DailyViews.objects.bulk_create(
        DailyViews(article=article, day=day, count=count) for day, count in days.items()
    )
    HourlyViews.objects.bulk_create(
        HourlyViews(article=article, hour=hour, count=count)
        for day, views in days.items()
        if day >= today - timedelta(days=DAYS_BY_HOUR)
        for hour, count in views_by_hour(views, day=day, until=timezone.now()).items()
    )


def _load_tallies():
    """Say where the readers of these days came from, and what they looked for in vain."""
    today = timezone.localdate()
    DailyReferrer.objects.bulk_create(
        (
            DailyReferrer(day=today - timedelta(days=age), name=name, count=share * (9 - age))
            for name, share in REFERRERS.items()
            for age in range(7)
        ),
        ignore_conflicts=True,
    )
    FruitlessSearch.objects.bulk_create(
        (
            FruitlessSearch(day=today, name=words, count=count)
            for count, words in enumerate(reversed(FRUITLESS_SEARCHES), start=1)
        ),
        ignore_conflicts=True,
    )


def _load_picture(picture, drawing):
    photo = _keep_photo(
        drawing,
        alt=picture["alt"],
        caption=picture.get("caption", ""),
        credit=picture.get("credit", ""),
    )
    if "source" in picture:
        source = Source.objects.get(slug=picture["source"]["slug"])
        PhotoAttribution.objects.create(
            photo=photo, source=source, used_for=picture["source"]["used_for"]
        )
    return photo


def _keep_photo(drawing, **fields):
    photo = Photo(licence=Photo.Licence.OWN, **fields)
    photo.keep(*drawing)
    photo.save()
    return photo


def _load_attribution(article, order, attribution):
    part = attribution.get("part")
    ArticleAttribution.objects.create(
        article=article,
        order=order,
        source=Source.objects.get(slug=attribution["source"]),
        used_for=attribution["used_for"],
        url=attribution.get("url", ""),
        part=article.parts.all()[part - 1] if part else None,
    )


def _hours_ago(hours):
    return timezone.now() - timedelta(hours=hours)


def _days_ago(days):
    return timezone.now() - timedelta(days=days)
