"""What the staff see outside the admin."""

from django.urls import path

from desk.views.preview import article_preview

urlpatterns = [
    path("preview/<int:pk>/", article_preview, name="article_preview"),
]
