"""The app of learning."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Courses, slides, trainings and the webinar; keeps how far members have come."""

    name = "wellbought.web.learning"
    label = "learning"
