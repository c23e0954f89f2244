"""Every address of the site. Sections come last: their addresses are a single word."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("readership.urls")),
    path("", include("articles.urls")),
]
