"""The app of readiness."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    """Courses, slides, trainings and the webinar; keeps how far members have come."""

    name = "wellbought.web.readiness"
    label = "readiness"
