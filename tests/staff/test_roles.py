"""What an account is at the desk, and that its rights are those of its role alone."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission

from staff.models import Role, StaffMember, covers, role_of
from tests.factories import make_section, make_staff

pytestmark = pytest.mark.django_db


def fresh(user):
    """Return the account as the next request finds it."""
    return type(user).objects.get(pk=user.pk)


@pytest.mark.parametrize("role", Role)
def test_staff_member_has_the_role_that_was_given(role):
    assert role_of(make_staff(role)) == role


def test_superuser_is_a_chief_editor(editor):
    assert role_of(editor) == Role.CHIEF
    assert covers(editor, make_section().pk)


def test_nobody_else_has_a_role():
    assert role_of(AnonymousUser()) is None
    assert role_of(make_staff()) is None
    assert role_of(make_staff(Role.CHIEF, is_active=False)) is None
    assert role_of(make_staff(Role.CHIEF, is_staff=False)) is None


def test_section_stands_for_those_within_it():
    world, sport = make_section(), make_section()
    asia = make_section(parent=world)
    at_world = make_staff(Role.EDITOR, sections=[world])
    at_asia = make_staff(Role.EDITOR, sections=[asia])

    assert [covers(at_world, each.pk) for each in (world, asia, sport)] == [True, True, False]
    assert [covers(at_asia, each.pk) for each in (world, asia, sport)] == [False, True, False]
    assert not covers(at_world, None)


def test_rights_change_in_the_moment_the_role_does():
    person = make_staff(Role.REPORTER)
    assert not person.has_perm("articles.change_frontpage")

    StaffMember.objects.update(role=Role.CHIEF)

    assert fresh(person).has_perm("articles.change_frontpage")


def test_permissions_and_groups_of_single_accounts_count_for_nothing():
    person = make_staff(Role.REPORTER)
    group = Group.objects.create(name="Everything")
    group.permissions.set(Permission.objects.all())
    person.groups.add(group)
    person.user_permissions.set(Permission.objects.all())

    assert not fresh(person).has_perm("policies.change_policy")


@pytest.mark.parametrize("role", Role)
def test_every_right_is_one_that_django_asks_for(role):
    known = {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }

    assert make_staff(role).get_all_permissions() <= known
