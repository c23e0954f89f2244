import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def create_first_editor():
    out = StringIO()
    call_command("create_first_editor", stdout=out)
    return out.getvalue()


def test_first_editor_can_sign_in_with_the_printed_password(client):
    printed = create_first_editor()

    password = re.search(r"Password: +(\S+)", printed)[1]
    assert client.login(username="editor", password=password)
    assert client.get("/admin/").status_code == 200


def test_second_call_prints_and_changes_nothing(client):
    password = re.search(r"Password: +(\S+)", create_first_editor())[1]

    assert create_first_editor() == ""
    assert client.login(username="editor", password=password)


def test_account_whose_password_could_not_be_printed_is_not_kept(django_user_model):
    class BrokenPipe(StringIO):
        def write(self, text):
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        call_command("create_first_editor", stdout=BrokenPipe())

    assert not django_user_model.objects.exists()


def test_newsroom_with_staff_gets_no_account(django_user_model):
    django_user_model.objects.create_user("ana", is_staff=True)

    assert create_first_editor() == ""
    assert django_user_model.objects.count() == 1


def test_account_of_somebody_else_is_left_alone(django_user_model):
    django_user_model.objects.create_user("editor")

    with pytest.raises(CommandError, match="editor"):
        create_first_editor()
