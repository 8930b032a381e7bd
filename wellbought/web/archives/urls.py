"""URLs of archives."""

from django.urls import path

from wellbought.web.archives import views

app_name = "archives"

urlpatterns = [
    path("purchases/<slug:key>/archive/", views.purchase, name="purchase"),
    path("archive/", views.organisation, name="organisation"),
    path("archive/import/", views.read_in, name="import"),
]
