"""The people of the newsroom, and what each of them is there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from publication.models import Section


class Role(models.TextChoices):
    REPORTER = "reporter", _("Reporter")
    EDITOR = "editor", _("Editor")
    CHIEF = "chief", _("Chief editor")


class StaffMemberQuerySet(models.QuerySet):
    def active(self):
        """People who can sign in; the twin of what `role_of` asks first."""
        return self.filter(user__is_active=True, user__is_staff=True)

    def chiefs(self):
        return self.filter(role=Role.CHIEF)


class StaffMember(models.Model):
    """An account's role at the desk, and the sections for which a reporter or an editor has it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_member"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.REPORTER)
    sections = models.ManyToManyField(
        Section, blank=True, related_name="staff", verbose_name=_("sections")
    )

    objects = StaffMemberQuerySet.as_manager()

    def __str__(self):
        return (
            f"{self.user.get_full_name() or self.user.get_username()} ({self.get_role_display()})"
        )

    @cached_property
    def section_keys(self):
        """The keys of the sections this person works for, and of the sections within them."""
        covered = Section.objects.filter(Q(staff=self) | Q(parent__staff=self))
        return frozenset(covered.values_list("pk", flat=True))


def role_of(user):
    """Return the Role that an account has now, or None: not signed in, deactivated, not yet given.

    The superuser is a chief editor: the door that stays open when all others are locked.
    """
    if not (user.is_active and user.is_staff):
        return None
    if user.is_superuser:
        return Role.CHIEF
    member = getattr(user, "staff_member", None)
    return Role(member.role) if member else None


def covers(user, section_key):
    """Tell whether a section, given by its key or None, is among those a person works for."""
    role = role_of(user)
    if role is None or role == Role.CHIEF:
        return role is not None
    return section_key in user.staff_member.section_keys
