"""The design system as a Django app, so that its static files are found."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Name and label of the app."""

    name = "wellbought.web.ui"
    label = "ui"
