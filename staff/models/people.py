"""The people of the newsroom, and what each of them is there."""

from django.conf import settings
from django.contrib.auth.models import User, UserManager
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from publication.models import Section


class Role(models.TextChoices):
    REPORTER = "reporter", _("Reporter")
    EDITOR = "editor", _("Editor")
    CHIEF = "chief", _("Chief editor")


class StaffMember(models.Model):
    """An account's role at the desk, and the sections for which a reporter or an editor has it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_member"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.REPORTER)
    sections = models.ManyToManyField(
        Section, blank=True, related_name="staff", verbose_name=_("sections")
    )

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


class PersonManager(UserManager):
    def chiefs(self):
        """Accounts that can sign in and are a chief editor's; see `role_of`."""
        is_chief = Q(is_superuser=True) | Q(staff_member__role=Role.CHIEF)
        return self.filter(is_chief, is_active=True, is_staff=True)


class Person(User):
    """An account as the desk shows it: who somebody is there, not which flags Django keeps."""

    objects = PersonManager()

    class Meta:
        proxy = True
        # Who leaves is deactivated, and what they did stays in their name.
        default_permissions = ["add", "change", "view"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["username"]

    @property
    def role(self):
        member = getattr(self, "staff_member", None)
        return Role.CHIEF if self.is_superuser else member and Role(member.role)

    def is_last_chief(self):
        """Tell whether nobody else could give people their roles.

        Chief editors who go at the same moment wait for each other here, within a transaction.
        """
        chiefs = type(self).objects.chiefs()
        keys = [person.pk for person in chiefs.select_for_update(of=["self"])]
        return self.pk in keys and not chiefs.exclude(pk=self.pk).exists()

    @transaction.atomic
    def take_role(self, role, *, sections, author=None):
        """Give a role for sections, and the name that this person writes under, if any."""
        member, _is_new = StaffMember.objects.update_or_create(user=self, defaults={"role": role})
        member.sections.set(sections)
        Author.objects.filter(user=self).exclude(pk=author and author.pk).update(user=None)
        Author.objects.filter(pk=author and author.pk).update(user=self)
