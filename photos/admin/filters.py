"""By what the library is narrowed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from photos.models import Photo


class StateFilter(admin.SimpleListFilter):
    """What somebody may have to act on; each choice is a question that the QuerySet answers."""

    title = _("state")
    parameter_name = "state"
    QUESTIONS = {
        "no-alt": (_("No alt text"), "without_alt"),
        "unused": (_("Not used"), "unused"),
        "ending": (_("Licence ends soon"), "with_licence_ending"),
        "over": (_("Licence over"), "with_licence_over"),
        "pending": (_("Being developed"), "pending"),
        "lost": (_("Original lost"), "with_lost_original"),
    }

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _question) in self.QUESTIONS.items()]

    def queryset(self, request, photos):
        if self.value() not in self.QUESTIONS:
            return photos
        _label, question = self.QUESTIONS[self.value()]
        return photos.filter(pk__in=getattr(Photo.objects, question)().order_by().values("pk"))
