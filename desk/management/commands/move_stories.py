from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from taggit.models import Tag
from tqdm import tqdm

from articles import publishing
from articles.models import Article, Status
from authors.models import Author
from publication.models import Section


class Command(BaseCommand):
    help = (
        "Moves stories into another section: those of a section, of a tag, of an author, or of all "
        "that is named. Their former addresses lead to the new ones."
    )

    def add_arguments(self, parser):
        parser.add_argument("to", help="The slug of the section that they shall be in.")
        for name in ("section", "tag", "author"):
            parser.add_argument(f"--{name}", help=f"Move those of the {name} with this slug.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Name the stories; move none of them."
        )

    def handle(self, *, to, dry_run, **options):
        target = _named(Section, to)
        stories = _chosen(**options).exclude(section=target).order_by("pk")
        if dry_run:
            for story in stories.iterator(chunk_size=500):
                self.stdout.write(f"“{story}”")
            self.stdout.write(f"{stories.count()} stories would be moved to {target}.")
            return
        keys = list(stories.values_list("pk", flat=True))
        refusals = []
        for key in tqdm(keys, unit=" stories", disable=None):
            try:
                _move(key, target)
            except ValidationError as error:
                refusals.append(f"Story {key}: {' '.join(error.messages)}")
        self.stdout.write(f"{len(keys) - len(refusals)} stories were moved to {target}.")
        if refusals:
            raise CommandError("These stay where they were:\n" + "\n".join(refusals))


def _chosen(*, section, tag, author, **_options):
    if not (section or tag or author):
        raise CommandError("Say which stories to move: --section, --tag or --author.")
    stories = Article.objects.kept()
    if section:
        stories = stories.filter(section=_named(Section, section))
    if tag:
        stories = stories.filter(tagged_articles__tag=_named(Tag, tag))
    if author:
        stories = stories.by(_named(Author, author))
    return stories


def _named(model, slug):
    row = model.objects.filter(slug=slug).first()
    if row is None:
        raise CommandError(f"There is no {model._meta.model_name} with the slug “{slug}”.")
    return row


@transaction.atomic
def _move(key, section):
    """Change the section as an editor would: what readers see of it becomes a Version."""
    story = Article.objects.select_for_update().get(pk=key)
    story.section = section
    if story.status == Status.PUBLISHED:
        publishing.publish(story)
    else:
        story.save()
