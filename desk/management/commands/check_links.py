from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db.models import Prefetch, Q
from django.utils import timezone
from tqdm import tqdm

from articles.models import Article, Part, Status
from desk import link_checking
from desk.links import is_own, links_of
from desk.models import Link
from desk.models.link import LONGEST_ADDRESS

FRESH = timedelta(days=1)
# Whoever publishes a story in a hurry is told soon after what was wrong with it.
RECENT = timedelta(days=7)


class Command(BaseCommand):
    help = (
        "Tries the links that lead from stories to other sites, and keeps what was found for the "
        "checklist: those of stories that are being written, are scheduled, or were published in "
        "the last seven days. A link is tried again after a day. Run it every few minutes."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="Try the links of all stories, old ones too."
        )
        parser.add_argument(
            "--again", action="store_true", help="Try those too that were tried in the last day."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many links would be tried; try none."
        )

    def handle(self, *, again, dry_run, **options):
        addresses = _addresses_of(Article.objects.kept() if options["all"] else _in_work())
        if not again:
            fresh = Link.objects.filter(checked_at__gt=timezone.now() - FRESH)
            addresses -= set(fresh.values_list("address", flat=True))
        if dry_run:
            self.stdout.write(f"{len(addresses)} links would be tried.")
            return
        self._try(sorted(addresses))

    def _try(self, addresses):
        numbers = dict.fromkeys(Link.Verdict, 0)
        verdicts = link_checking.check(addresses)
        for found in tqdm(verdicts, total=len(addresses), unit=" links", disable=None):
            _keep(found)
            numbers[found.verdict] += 1
            if found.verdict == Link.Verdict.DEAD:
                tqdm.write(f"Dead: {found.address} ({found.remark})", file=self.stdout)
        told = ", ".join(f"{number} {verdict.label.lower()}" for verdict, number in numbers.items())
        self.stdout.write(f"{len(addresses)} links were tried: {told}.")


def _in_work():
    unpublished = Q(status__in=[Status.DRAFT, Status.IN_REVIEW, Status.READY])
    return Article.objects.kept().filter(
        unpublished | Q(status=Status.PUBLISHED, published_at__gt=timezone.now() - RECENT)
    )


def _addresses_of(articles):
    """Return the addresses outside that stories link to, each once."""
    addresses = set()
    parts = Prefetch("parts", Part.objects.only("article", "prose"))
    stories = articles.only("pk").prefetch_related(parts, "attributions")
    for story in stories.iterator(chunk_size=500):
        places = links_of(story.parts.all(), story.attributions.all())
        addresses.update(place.address for place in places if not is_own(place.address))
    return {address for address in addresses if len(address) <= LONGEST_ADDRESS}


def _keep(found):
    Link.objects.update_or_create(
        address=found.address,
        defaults={
            "verdict": found.verdict,
            "remark": found.remark,
            "checked_at": timezone.now(),
        },
    )
