from django.urls import path

from readership.views import searches, views

urlpatterns = [
    path("views/", views, name="views"),
    path("views/searches/", searches, name="fruitless_searches"),
]
