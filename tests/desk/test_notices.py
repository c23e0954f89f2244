"""E-mail from the desk: who is told what, and that no broken mail server breaks anything."""

from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from articles.models import Status
from desk.models import Assignment, DueNotice, MailChoice
from publication.models import Publication
from staff.models import Mail, Role
from tests.desk.story_form import publishable
from tests.factories import make_article, make_author, make_section, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _publication(db):
    publication = Publication.stored()
    publication.name = "The Ledger"
    publication.save()


@pytest.fixture
def world(db):
    return make_section(name="World")


@pytest.fixture
def editor_of_world(world):
    return make_staff(Role.EDITOR, sections=[world], email="editor@news.example")


@pytest.fixture
def ana(world):
    author = make_author(name="Ana Ruiz")
    return make_staff(Role.REPORTER, sections=[world], author=author, email="ana@news.example")


@pytest.fixture
def post(client, django_capture_on_commit_callbacks):
    """Send a form as a person, and let what waits for the end of the transaction happen."""

    def post(person, path, sent):
        client.force_login(person)
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(path, sent, follow=True)

    return post


def move(post, person, article, status):
    return post(person, f"/admin/stories/{article.pk}/move/", {"status": status})


def assign(post, person, article, to):
    sent = {"person": to.pk, "role": "words", "task": "Ask the mayor"}
    sent |= {"due_on": "2090-05-04", "due_time": "18:30"}
    sent = {f"assignment-{name}": value for name, value in sent.items()}
    return post(person, f"/admin/stories/{article.pk}/assignments/", sent)


def told():
    return {address: message.subject for message in mail.outbox for address in message.to}


def test_person_is_told_of_an_assignment(post, editor_of_world, ana, world, settings):
    settings.SITE_ADDRESS = "https://news.example"
    article = make_article(status="draft", section=world, headline="The harbour “vote” & more")

    assign(post, editor_of_world, article, ana)

    [message] = mail.outbox
    assert message.to == ["ana@news.example"]
    assert message.subject == "Assigned to you: The harbour “vote” & more"
    for words in ("“The harbour “vote” & more”", "Ask the mayor", "4 May 2090, 18:30",
                  f"https://news.example/admin/articles/article/{article.pk}/change/",
                  "The Ledger", "https://news.example/admin/mail/"):  # fmt: skip
        assert words in message.body
    assert message.content_subtype == "plain"


def test_editors_of_the_section_are_told_of_a_review(post, editor_of_world, ana, world):
    asia = make_section(parent=world)
    make_staff(Role.EDITOR, sections=[make_section()], email="sport@news.example")
    make_staff(Role.CHIEF, email="chief@news.example")
    article = make_article(status="draft", section=asia, headline="Vote", authors=[ana.author])

    move(post, ana, article, "in-review")

    assert told() == {"editor@news.example": "For your review: Vote"}


def test_section_without_editor_is_the_chiefs(post, ana, world):
    make_staff(Role.CHIEF, email="chief@news.example")
    article = make_article(status="draft", section=world, headline="Vote", authors=[ana.author])

    move(post, ana, article, "in-review")

    assert told() == {"chief@news.example": "For your review: Vote"}


def test_writers_are_told_of_publication_and_not_of_changes(post, editor_of_world, ana, world):
    article = make_article(status="ready", section=world, headline="Vote", authors=[ana.author])
    article.published_at = None
    article.save()

    move(post, editor_of_world, article, "published")
    move(post, editor_of_world, article, "published")

    assert told() == {"ana@news.example": "Published: Vote"}
    article.refresh_from_db()
    assert article.address in mail.outbox[0].body
    assert len(mail.outbox) == 1


def test_scheduled_story_is_not_called_published(post, editor_of_world, ana, world):
    later = timezone.now() + timezone.timedelta(days=1)
    article = make_article(
        status="ready", section=world, headline="Vote", authors=[ana.author], published_at=later
    )

    move(post, editor_of_world, article, "published")

    assert told() == {"ana@news.example": "Scheduled: Vote"}


@pytest.fixture
def scheduled(post, editor_of_world, ana, world):
    """A story of Ana's that is to appear in a day; of that she has been told."""
    later = timezone.now() + timezone.timedelta(days=1)
    article = make_article(
        status="ready", section=world, headline="Vote", authors=[ana.author], published_at=later
    )
    move(post, editor_of_world, article, "published")
    mail.outbox.clear()
    article.refresh_from_db()
    return article


@pytest.fixture
def send_notices(capsys, django_capture_on_commit_callbacks):
    """Run the command at a moment, and return what it said."""

    def send_notices(*options, at):
        with time_machine.travel(at), django_capture_on_commit_callbacks(execute=True):
            call_command("send_notices", *options)
        return capsys.readouterr().out

    return send_notices


def test_writers_are_told_once_when_a_scheduled_story_is_out(scheduled, send_notices):
    send_notices(at=scheduled.published_at - timezone.timedelta(minutes=1))
    assert mail.outbox == []

    said = send_notices(at=scheduled.published_at + timezone.timedelta(minutes=1))
    send_notices(at=scheduled.published_at + timezone.timedelta(minutes=2))

    assert said == "“Vote” has appeared.\nThe writers of 1 stories were told.\n"
    [message] = mail.outbox
    assert message.to == ["ana@news.example"]
    assert message.subject == "Published: Vote"
    assert "Your story has appeared: “Vote”" in message.body
    assert scheduled.address in message.body


def test_dry_run_tells_nobody_of_what_is_out(scheduled, send_notices):
    later = scheduled.published_at + timezone.timedelta(minutes=1)

    said = send_notices("--dry-run", at=later)
    assert mail.outbox == []
    send_notices(at=later)

    assert said == "“Vote” has appeared.\nThe writers of 1 stories would be told.\n"
    assert len(mail.outbox) == 1


def test_story_under_embargo_is_not_called_out(scheduled, send_notices):
    scheduled.embargo_until = scheduled.published_at + timezone.timedelta(hours=2)
    scheduled.save()

    send_notices(at=scheduled.published_at + timezone.timedelta(hours=1))
    assert mail.outbox == []
    send_notices(at=scheduled.published_at + timezone.timedelta(hours=3))

    assert len(mail.outbox) == 1


def test_schedule_that_was_called_off_is_forgotten(post, editor_of_world, scheduled, send_notices):
    move(post, editor_of_world, scheduled, "ready")
    with time_machine.travel(scheduled.published_at + timezone.timedelta(hours=1)):
        move(post, editor_of_world, scheduled, "published")
    mail.outbox.clear()

    send_notices(at=scheduled.published_at + timezone.timedelta(hours=2))

    assert mail.outbox == []


def test_notice_waits_while_the_mail_server_does_not_answer(scheduled, send_notices, settings):
    later = scheduled.published_at + timezone.timedelta(minutes=1)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(CommandError, match="The mail server does not answer"):
        send_notices(at=later)
    settings.EMAIL_BACKEND = working
    send_notices(at=later)

    assert len(mail.outbox) == 1


@pytest.fixture
def unsent(client, django_capture_on_commit_callbacks, editor_of_world, ana, world):
    """A step whose process was killed when it was saved and nobody had been told."""
    article = make_article(status="ready", section=world, headline="Vote", authors=[ana.author])
    client.force_login(editor_of_world)
    with django_capture_on_commit_callbacks():
        client.post(f"/admin/stories/{article.pk}/move/", {"status": "published"})
    assert mail.outbox == []


@pytest.mark.usefixtures("unsent")
def test_mail_of_a_process_that_was_killed_is_sent_once_by_the_next(send_notices):
    send_notices(at=timezone.now())
    send_notices(at=timezone.now())

    assert told() == {"ana@news.example": "Published: Vote"}
    assert len(mail.outbox) == 1
    assert not Mail.objects.exists()


@pytest.mark.usefixtures("unsent")
def test_mail_whose_sender_was_killed_is_sent_again_after_its_claim(send_notices, monkeypatch):
    sent = Mail.delete

    def killed(_mail):
        raise KeyboardInterrupt

    monkeypatch.setattr(Mail, "delete", killed)
    with pytest.raises(KeyboardInterrupt):
        send_notices(at=timezone.now())
    monkeypatch.setattr(Mail, "delete", sent)

    send_notices(at=timezone.now() + timezone.timedelta(minutes=1))
    assert len(mail.outbox) == 1
    send_notices(at=timezone.now() + timezone.timedelta(minutes=6))
    assert len(mail.outbox) == 2
    send_notices(at=timezone.now() + timezone.timedelta(minutes=12))
    assert len(mail.outbox) == 2


@pytest.mark.usefixtures("unsent")
def test_mail_that_waited_for_a_day_is_not_sent_any_more(send_notices, caplog):
    send_notices(at=timezone.now() + timezone.timedelta(hours=25))

    assert mail.outbox == []
    assert not Mail.objects.exists()
    assert "waited for a day" in caplog.text


@pytest.mark.usefixtures("unsent")
def test_address_that_is_refused_keeps_no_other_from_its_mail(send_notices, settings):
    Mail.objects.create(address="refused@news.example", subject="No", body="No")
    Mail.objects.create(address="last@news.example", subject="Yes", body="Yes")
    settings.EMAIL_BACKEND = f"{__name__}.OneIsRefused"

    with pytest.raises(CommandError):
        send_notices(at=timezone.now())

    assert list(told()) == ["ana@news.example", "last@news.example"]
    assert Mail.objects.get().address == "refused@news.example"
    assert Mail.objects.waiting().exists()


class OneIsRefused(EmailBackend):
    def send_messages(self, messages):
        if "refused@news.example" in messages[0].to:
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)


@pytest.mark.django_db(transaction=True)
def test_several_processes_tell_writers_once(ana, world):
    for _ in range(10):
        article = make_article(status="published", section=world, authors=[ana.author])
        DueNotice.objects.create(article=article)

    def run(_number):
        call_command("send_notices", verbosity=0)
        connection.close()

    with ThreadPoolExecutor(4) as processes:
        list(processes.map(run, range(4)))

    assert len(mail.outbox) == 10


def test_writing_screen_tells_like_the_board(post, editor_of_world, ana, world):
    sent = publishable(world, ana.author, headline="Vote")

    post(editor_of_world, "/admin/articles/article/add/", sent)

    assert told() == {"ana@news.example": "Published: Vote"}


def test_nobody_is_mailed_what_they_did_themselves(post, editor_of_world, world):
    author = make_author(user=editor_of_world)
    article = make_article(status="draft", section=world, authors=[author], published_at=None)

    move(post, editor_of_world, article, "in-review")
    move(post, editor_of_world, article, "published")
    assign(post, editor_of_world, article, editor_of_world)

    assert mail.outbox == []


def test_nobody_is_mailed_who_does_not_want_it(post, editor_of_world, ana, world):
    article = make_article(status="draft", section=world)

    post(ana, "/admin/mail/", {})
    assign(post, editor_of_world, article, ana)
    assert mail.outbox == []

    post(ana, "/admin/mail/", {"is_mailed": "on"})
    assign(post, editor_of_world, article, ana)
    assert len(mail.outbox) == 1
    assert MailChoice.objects.count() == 1


def test_who_has_no_address_or_has_left_is_passed_over(post, editor_of_world, world):
    nameless = make_staff(Role.REPORTER, sections=[world], author=make_author())
    left = make_staff(Role.EDITOR, sections=[world], email="left@news.example", is_active=False)
    article = make_article(status="draft", section=world)

    assign(post, editor_of_world, article, nameless)
    move(post, nameless, article, "in-review")

    assert Assignment.objects.count() == 1
    assert left.email not in told()


def test_refused_step_tells_nobody(post, editor_of_world, ana, world):
    article = make_article(status="draft", section=world, authors=[], published_at=None)

    move(post, editor_of_world, article, "published")

    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_broken_mail_server_breaks_no_step_and_is_told(
    client, editor_of_world, ana, world, settings, caplog
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    article = make_article(status="ready", section=world, authors=[ana.author])
    client.force_login(editor_of_world)

    address = f"/admin/stories/{article.pk}/move/"
    page = client.post(address, {"status": "published"}, follow=True)

    article.refresh_from_db()
    assert article.status == Status.PUBLISHED
    assert "A notice could not be sent by e-mail." in caplog.text
    assert "It is saved, but Ana Ruiz could not be told by e-mail." in page.content.decode()
    assert Mail.objects.count() == 1


def test_choice_of_mail_is_ones_own_and_needs_a_sign_in(client):
    assert "/login/" in client.post("/admin/mail/").url
    assert not MailChoice.objects.exists()
