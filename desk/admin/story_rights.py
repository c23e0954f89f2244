"""Who may do what with stories, as Django's admin asks it."""

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

    def save_model(self, request, article, form, change):
        if not change:
            article.created_by = request.user
        super().save_model(request, article, form, change)
