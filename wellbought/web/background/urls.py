"""URLs of background work."""

from django.urls import path

from wellbought.web.background import views

app_name = "background"

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<str:key>/", views.job, name="job"),
    path("<str:key>/file/", views.job_file, name="file"),
]
