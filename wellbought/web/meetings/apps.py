"""The app: meetings of a purchase's team."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings of a purchase's team."""

    name = "wellbought.web.meetings"
    label = "meetings"
