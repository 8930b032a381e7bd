"""The app of background work."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """Work beside the pages."""

    name = "wellbought.web.background"
    label = "background"
