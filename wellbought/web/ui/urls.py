"""The page that shows every component."""

from django.urls import path

from wellbought.web.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("home/", views.home, name="home"),
    path("plain/", views.plain, name="plain"),
    path("workspace/", views.workspace, name="workspace"),
]
