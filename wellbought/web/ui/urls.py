"""The pages that show the design system."""

from django.urls import path

from wellbought.web.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.components, name="components"),
    path("<slug:name>/", views.layout, name="layout"),
]
