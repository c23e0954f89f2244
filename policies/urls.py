from django.urls import path

from policies.views import policy_page

urlpatterns = [
    path("", policy_page, {"kind": "about"}, name="about"),
    path("<slug:kind>/", policy_page, name="policy"),
]
