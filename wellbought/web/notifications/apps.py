"""The app of notifications."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Mail about what waits."""

    name = "wellbought.web.notifications"
    label = "notifications"
