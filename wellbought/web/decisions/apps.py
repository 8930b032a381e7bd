"""The app: decisions and gates of a purchase."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions and gates of a purchase."""

    name = "wellbought.web.decisions"
    label = "decisions"
