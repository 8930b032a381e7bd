"""The app of the check."""

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    """The check without an account. It has no tables: the answers stay in the visitor's own browser."""

    name = "wellbought.web.checks"
    label = "checks"
