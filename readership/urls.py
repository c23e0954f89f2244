from django.urls import path

from readership.views import views

urlpatterns = [path("views/", views, name="views")]
