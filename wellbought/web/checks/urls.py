"""URLs of the check."""

from django.urls import path

from wellbought.web.checks import views

app_name = "checks"

urlpatterns = [
    path("", views.start, name="start"),
    path("answers/", views.answers, name="answers"),
    path("result/", views.result, name="result"),
    path("result.<str:ending>", views.download, name="download"),
    path("open/", views.open_saved, name="open"),
    path("clear/", views.clear, name="clear"),
    path("about/<slug:fact_id>/", views.question, name="question"),
]
