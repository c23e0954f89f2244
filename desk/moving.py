"""Taking a story a step further without opening it, by the same rules as on its own screen."""

from django.core.exceptions import ValidationError
from django.db import transaction

from articles import publishing
from articles.models import Article, Status
from desk import notices, workflow
from desk.checklist import Demands
from desk.proof import Proof


@transaction.atomic
def move(article, status, *, by, reason="", warn):
    """Give a stored story another status, and tell whoever waits for it.

    A story that is taken down needs a `reason` for readers. Raises ValidationError with whatever
    forbids the step: whose it is, the checklist, or publication itself.
    """
    # Two editors who move a story at once do it one after the other.
    article = Article.objects.select_for_update().get(pk=article.pk)
    before = article.status
    if status not in workflow.statuses_for(by, article):
        raise ValidationError(workflow.refusal(article, status))
    if status == Status.TAKEN_DOWN:
        publishing.take_down(article, reason=reason)
    elif status != before:
        article.status = status
        demands = Demands.of_move(before, status)
        if refusals := [each.message for each in demands.refusals(Proof.of(article))]:
            raise ValidationError(refusals)
        if status == Status.PUBLISHED:
            publishing.publish(article, by=by)
        else:
            # A form that was opened before must not take the step back.
            article.save(update_fields=["status", "changed_at", "revision"])
    notices.tell_of_step(article, before=before, by=by, warn=warn)
    return article
