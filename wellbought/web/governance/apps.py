"""The app of the pages on governance."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Pages alone: what they keep lies in ``policies``."""

    name = "wellbought.web.governance"
    label = "governance"
