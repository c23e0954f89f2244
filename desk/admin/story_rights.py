"""Who may do what with stories, as Django's admin asks it."""

from articles.models import Article
from desk import access


class StoryRights:
    """For the ModelAdmin of stories: `desk.access` answers, for its lists and for each story."""

    def get_queryset(self, request):
        return access.stories_for(request.user).order_by(*self.get_ordering(request))

    # Django's autocompletion names this argument.
    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and (
            obj is None or access.may_read(request.user, obj)
        )

    def has_change_permission(self, request, article=None):
        return super().has_change_permission(request, article) and (
            article is None or access.may_edit(request.user, article)
        )

    def has_delete_permission(self, request, article=None):
        return super().has_delete_permission(request, article) and (
            article is None or access.may_delete(request.user, article)
        )

    def get_form(self, request, article=None, **kwargs):
        form = super().get_form(request, article, **kwargs)
        form.user = request.user
        return form

    def get_fields(self, request, article=None):
        """Leave out the link to a story that this person may not read, and with it its name."""
        fields = super().get_fields(request, article)
        original = article and article.translation_of
        if original is None or access.may_read(request.user, original):
            return fields
        return [name for name in fields if name != "translation_of"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Article:
            kwargs["queryset"] = access.stories_for(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
