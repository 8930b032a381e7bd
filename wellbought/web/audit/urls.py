"""URLs of the trail."""

from django.urls import path

from wellbought.web.audit import views

app_name = "audit"

urlpatterns = [
    path("", views.trail, name="trail"),
    path("trail.<str:ending>", views.export, name="export"),
]
