"""The people of the newsroom, and the mail that waits for them."""

from staff.models.mail import ForgottenPassword, Mail
from staff.models.people import Person, PersonManager, Role, StaffMember, covers, role_of

__all__ = [
    "ForgottenPassword", "Mail", "Person", "PersonManager", "Role", "StaffMember", "covers",
    "role_of",
]  # fmt: skip
