"""The app of workshops."""

from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    """Rooms, their answers and notes; nothing of who answered."""

    name = "wellbought.web.workshop"
    label = "workshop"
