"""A small newsroom for tests of who may do what."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from taggit.models import Tag

from articles import publishing, share_card
from articles.models import Article, BreakingNews, FrontPage
from desk import keeping
from desk.galley import Galley
from policies.models import Policy
from publication.models import Publication
from readership.models import ArticleViews, DailyViews
from staff.models import Role
from tests.factories import (
    make_article,
    make_assignment,
    make_attribution,
    make_author,
    make_note,
    make_photo,
    make_section,
    make_source,
    make_staff,
)

HOUR = timedelta(hours=1)


class Newsroom:
    """World with its reporter, another one and its editor; Sport with an editor; and a chief."""

    def __init__(self):
        self.world = make_section(name="World", slug="world")
        self.sport = make_section(name="Sport")
        self.asia = make_section(name="Asia", parent=self.world)
        self.ana = make_author(name="Ana", slug="ana")
        self.reporter = make_staff(Role.REPORTER, sections=[self.world], author=self.ana)
        self.other = make_staff(Role.REPORTER, sections=[self.sport], author=make_author())
        self.editor = make_staff(Role.EDITOR, sections=[self.world])
        self.sports_editor = make_staff(Role.EDITOR, sections=[self.sport])
        self.chief = make_staff(Role.CHIEF)
        self.nobody = make_staff()
        self.everybody = [
            self.reporter, self.other, self.editor, self.sports_editor, self.chief, self.nobody,
            AnonymousUser(),
        ]  # fmt: skip

    def story(self, status="draft", **fields):
        """Make a story of World by Ana, whom others may have begun it for."""
        reason = "Wrong." if status == "taken-down" else ""
        defaults = {"section": self.world, "authors": [self.ana], "taken_down_reason": reason}
        return make_article(status=status, **defaults | fields)


class Site(Newsroom):
    """The newsroom with a row of everything that an address can be of.

    Of what only those who work on it may read, each text has the word “kestrel” in it.
    """

    SECRET = "kestrel"

    def __init__(self):
        super().__init__()
        self.publication = Publication.stored()
        self.photo, self.guest = make_photo(), make_author(name="A guest")
        self.source, self.used = make_source(), make_source(slug="gazette")
        self.empty, self.tag = make_section(), Tag.objects.create(name="unused")
        self.ethics = Policy.objects.create(kind="ethics", prose="<p>Be fair.</p>")
        self._make_public_stories()
        self._make_secret_stories()
        self.planned = FrontPage.objects.create(starts_at=timezone.now() + HOUR)
        self.breaking = BreakingNews.objects.create(
            article=self.public, line="The harbour is open", until=timezone.now() + HOUR
        )

    def _make_public_stories(self):
        at = timezone.now() - timedelta(days=2)
        told = {"published_at": at, "tags": ["ports"], "lead_photo": make_photo()}
        self.public = self.story("published", headline="The harbour", slug="public", **told)
        make_attribution(self.public, source=self.used)
        publishing.publish(self.public)
        self.public.headline = "The harbour opens"
        publishing.publish(self.public)
        self.live = self.story("published", slug="live", kind="live", published_at=at)

    def _make_secret_stories(self):
        self.draft = self._secret("draft")
        self.begun = self._secret("draft", created_by=self.reporter)
        pairs = Galley.of(self.begun).pairs_for(self.begun)
        keeping.replace(pairs, by=self.reporter, article=self.begun, revision=self.begun.revision)
        self.ready = self._secret("ready")
        self.scheduled = self._secret("published", published_at=timezone.now() + HOUR)
        self.down = self._secret("taken-down")
        self.trashed = self._secret(
            "draft", created_by=self.reporter, trashed_at=timezone.now() - HOUR
        )
        self.assignment = make_assignment(self.draft, self.reporter, task=f"Find the {self.SECRET}")
        self.link = self.draft.preview_links.create(expires_at=timezone.now() + HOUR)
        ArticleViews.objects.create(article=self.public, counted=815)
        ArticleViews.objects.create(article=self.down, counted=4_711)
        DailyViews.objects.create(article=self.down, day=timezone.localdate(), count=4_711)
        self.kept = keeping.keep_new([["headline", self.SECRET]], by=self.reporter, key=uuid4())
        self.note = make_note(self.draft, text=f"About the {self.SECRET}")
        self.resolved = make_note(
            self.draft, text=f"The {self.SECRET} again", resolved_at=timezone.now()
        )

    def _secret(self, status, **fields):
        text = f"The {self.SECRET} of {status}"
        parts = [(text, f"<p>{text}</p>")]
        words = {"headline": text, "standfirst": text, "backstory": text, "tags": ["ports"]}
        return self.story(status, parts=parts, **words | fields)

    def address(self, template):
        """Fill in the keys of the rows that an address names in braces."""
        keys = {name: getattr(row, "pk", None) for name, row in vars(self).items()}
        card = f"{self.public.pk}-{share_card.token(self.public, self.publication)}"
        return template.format_map(
            keys
            | {
                "rendition": self.public.lead_photo.thumbnail_url.lstrip("/"),
                "public_url": self.public.address,
                "card": card,
                "kept": self.kept.key,
                "token": self.link.token,
                "stories": "app_label=articles&model_name=article&field_name=translation_of",
                "authors": "app_label=articles&model_name=byline&field_name=author",
                "article_type": ContentType.objects.get_for_model(Article).pk,
                "user_type": ContentType.objects.get_for_model(self.chief).pk,
            }
        )
