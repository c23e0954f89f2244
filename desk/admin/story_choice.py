"""Choosing a story on a screen that arranges stories instead of writing them."""

from desk.access import stories_for
from sources.widgets import TypeAheadFields


class StoryChoice(TypeAheadFields):
    """For a ModelAdmin or an inline whose `article` is a story that readers can or will see."""

    autocomplete_fields = ["article"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "article":
            # What may not be chosen is refused by the form, which says why, to whoever may read it.
            kwargs["limit_choices_to"] = None
            kwargs["queryset"] = stories_for(request.user).select_related("section")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Stories are written on their own screen, not in a window on the way."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "article":
            field.widget.can_add_related = field.widget.can_change_related = False
        return field
