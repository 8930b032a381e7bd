"""The app: the work on a purchase: who sees to what, what is said and shown."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """The work on a purchase: who sees to what, what is said and shown."""

    name = "wellbought.web.work"
    label = "work"
