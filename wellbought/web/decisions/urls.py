"""URLs of decisions and gates."""

from django.urls import path

from wellbought.web.decisions import views

app_name = "decisions"

urlpatterns = [
    path("purchases/<slug:key>/gates/", views.gates, name="gates"),
    path("purchases/<slug:key>/gates/<slug:stage>/", views.gate, name="gate"),
    path("purchases/<slug:key>/decisions/", views.decisions, name="list"),
    path("purchases/<slug:key>/decisions/add/", views.add, name="add"),
    path("purchases/<slug:key>/decisions/verify/", views.verify, name="verify"),
]
