from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from taggit.models import Tag
from tqdm import tqdm

from articles.models import Article, TaggedArticle
from permalinks.models import FormerSlug

BATCH = 500  # stories


class Command(BaseCommand):
    help = (
        "Makes one tag of several: their stories get the one, and the addresses of the others lead "
        "to it."
    )

    def add_arguments(self, parser):
        parser.add_argument("tags", nargs="+", metavar="TAG", help="The names of tags to give up.")
        parser.add_argument("--into", required=True, help="The name of the tag that stays.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Count the stories; change nothing."
        )

    def handle(self, *, tags, into, dry_run, **options):
        kept = _named(into)
        given_up = [tag for tag in map(_named, dict.fromkeys(tags)) if tag != kept]
        stories = Article.objects.filter(tagged_articles__tag__in=given_up).distinct()
        would_get = "would get" if dry_run else "get"
        self.stdout.write(f"{stories.count()} stories {would_get} the tag “{kept}”.")
        if not dry_run:
            _merge(given_up, stories, kept)


@transaction.atomic
def _merge(given_up, stories, kept):
    stories = list(stories.only("pk"))
    with tqdm(total=len(stories), unit=" stories", disable=None) as bar:
        for start in range(0, len(stories), BATCH):
            batch = stories[start : start + BATCH]
            TaggedArticle.objects.bulk_create(
                [TaggedArticle(content_object=story, tag=kept) for story in batch],
                ignore_conflicts=True,
            )
            bar.update(len(batch))
    for tag in given_up:
        FormerSlug.objects.of(Tag).filter(row=tag.pk).update(row=kept.pk)
        tag.delete()
        FormerSlug.objects.keep(kept, tag.slug)


def _named(name):
    tag = Tag.objects.filter(name__iexact=name).first()
    if tag is None:
        raise CommandError(f"There is no tag “{name}”.")
    return tag
