"""URLs of archives."""

from django.urls import path

from wellbought.web.archives import views

app_name = "archives"

urlpatterns = [
    path("purchases/<slug:key>/archive/", views.purchase, name="purchase"),
    path("purchases/<slug:key>/publish/", views.publish, name="publish"),
    path("purchases/<slug:key>/publish/ocds.json", views.release, name="ocds-file"),
    path("purchases/<slug:key>/publish/register.<str:ending>", views.entry, name="register-file"),
    path("archive/", views.organisation, name="organisation"),
    path("archive/import/", views.read_in, name="import"),
]
