"""The app: the back door: recording AI that came without a tender."""

from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    """The back door: recording AI that came without a tender."""

    name = "wellbought.web.arrivals"
    label = "arrivals"
