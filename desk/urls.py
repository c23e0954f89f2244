"""The desk's screens that are no model's own, and what the staff see outside the admin."""

from importlib import import_module

from django.contrib.auth.views import (
    PasswordResetCompleteView,
    PasswordResetDoneView,
)
from django.urls import path

from desk.views.assignments import (
    finish_assignment,
    plan_story,
    story_assignments,
    story_plan,
    withdraw_assignment,
)
from desk.views.board import board
from desk.views.checklist_settings import checklist_settings
from desk.views.figures import figure_table, figures_page
from desk.views.moving import move_story
from desk.views.my_stories import mail_choice, start
from desk.views.notes import reopen_note, reply_to_note, resolve_note, story_notes
from desk.views.preview import article_preview, outside_preview, preview_card, shared_preview
from desk.views.schedule import month_schedule, week_schedule
from desk.views.sign_in import ForgottenPassword, NewPassword, SignIn, StartAgain


def _second_factor(name):
    """Return a view of desk.views.second_factor, which is imported when somebody asks for it.

    Passkeys bring a tenth of a worker's memory with them.
    """

    def view(request, **arguments):
        screens = import_module("desk.views.second_factor")
        return getattr(screens, name).as_view()(request, **arguments)

    return view


# The names are those by which allauth leads from one to the other.
sign_in = [
    # In place of the admin's own form; it keeps the name that the admin has for it as well.
    path("admin/login/", SignIn.as_view(), name="account_login"),
    path("admin/login/second-factor/", _second_factor("SecondFactor"), name="mfa_authenticate"),
    path("admin/login/passkey/", _second_factor("Passkey"), name="mfa_login_webauthn"),
    path("admin/login/again/", StartAgain.as_view(), name="account_logout"),
    path("admin/account/", _second_factor("Account"), name="mfa_index"),
    path("admin/account/confirm/", _second_factor("Confirm"), name="account_reauthenticate"),
    path("admin/account/app/", _second_factor("NewApp"), name="mfa_activate_totp"),
    path("admin/account/app/remove/", _second_factor("RemoveApp"), name="mfa_deactivate_totp"),
    path("admin/account/passkeys/add/", _second_factor("NewPasskey"), name="mfa_add_webauthn"),
    path(
        "admin/account/passkeys/<int:pk>/remove/",
        _second_factor("RemovePasskey"),
        name="mfa_remove_webauthn",
    ),
    path(
        "admin/account/recovery-codes/",
        _second_factor("RecoveryCodes"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "admin/account/recovery-codes/new/",
        _second_factor("NewRecoveryCodes"),
        name="mfa_generate_recovery_codes",
    ),
    path("admin/password_reset/", ForgottenPassword.as_view(), name="admin_password_reset"),
    path("admin/password_reset/done/", PasswordResetDoneView.as_view(), name="password_reset_done"),
    path(
        "admin/password_reset/<uidb64>/<token>/",
        NewPassword.as_view(),
        name="password_reset_confirm",
    ),
    path(
        "admin/password_reset/complete/",
        PasswordResetCompleteView.as_view(),
        name="password_reset_complete",
    ),
]
urlpatterns = [
    path("admin/", start, name="start"),
    *sign_in,
    path("admin/mail/", mail_choice, name="mail_choice"),
    path("admin/board/", board, name="board"),
    path("admin/calendar/", month_schedule, name="calendar"),
    path("admin/calendar/<int:year>/<int:month>/", month_schedule, name="calendar_month"),
    path(
        "admin/calendar/week/<int:year>/<int:month>/<int:day>/",
        week_schedule,
        name="calendar_week",
    ),
    path("admin/checklist/", checklist_settings, name="checklist"),
    path("admin/figures/", figures_page, name="figures"),
    path("admin/figures/<slug:key>.csv", figure_table, name="figure_table"),
    path("admin/stories/plan/", plan_story, name="plan_story"),
    path("admin/stories/<int:pk>/move/", move_story, name="move_story"),
    path("admin/stories/<int:pk>/plan/", story_plan, name="story_plan"),
    path("admin/stories/<int:pk>/assignments/", story_assignments, name="story_assignments"),
    path("admin/assignments/<int:pk>/done/", finish_assignment, name="finish_assignment"),
    path("admin/assignments/<int:pk>/withdraw/", withdraw_assignment, name="withdraw_assignment"),
    path("admin/stories/<int:pk>/notes/", story_notes, name="story_notes"),
    path("admin/notes/<int:pk>/reply/", reply_to_note, name="reply_to_note"),
    path("admin/notes/<int:pk>/resolve/", resolve_note, name="resolve_note"),
    path("admin/notes/<int:pk>/reopen/", reopen_note, name="reopen_note"),
    path("preview/<int:pk>/", article_preview, name="article_preview"),
    path("preview/<int:pk>/card.jpg", preview_card, name="preview_card"),
    path("preview/<int:pk>/<slug:where>/", shared_preview, name="shared_preview"),
    path("preview/new/<uuid:key>/", article_preview, name="article_preview"),
    path("preview/new/<uuid:key>/card.jpg", preview_card, name="preview_card"),
    path("preview/new/<uuid:key>/<slug:where>/", shared_preview, name="shared_preview"),
    path("preview/by-link/<str:token>/", outside_preview, name="outside_preview"),
]
