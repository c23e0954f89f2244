"""Search for readers and for programs."""

from django.urls import path

from search.views import search_json, search_page

urlpatterns = [
    path("search/", search_page, name="search"),
    path("search/json/", search_json, name="search_json"),
]
