"""Signing in as Django does it, with the rights of a role."""

from django.contrib.auth.backends import ModelBackend

from staff.models import role_of
from staff.permissions import PERMISSIONS


class RoleBackend(ModelBackend):
    """Rights follow from the role at every question, so they cannot get out of step with it.

    Groups and permissions of single accounts, which Django keeps in tables, count for nothing.
    """

    def user_can_authenticate(self, user):
        """Refuse whoever is not on the staff, in the words that strangers hear."""
        return super().user_can_authenticate(user) and user.is_staff

    def get_all_permissions(self, user_obj, obj=None):
        """Return names as `articles.view_article`; of single rows it knows nothing."""
        return PERMISSIONS[role_of(user_obj)] if obj is None else frozenset()
