"""The app of the examples."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Example purchases."""

    name = "wellbought.web.demo"
    label = "demo"
