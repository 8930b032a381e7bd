"""The app that lends its templates to the check and the workspace."""

from django.apps import AppConfig


class InterviewConfig(AppConfig):
    """Asking for facts and telling an outcome."""

    name = "wellbought.web.interview"
    label = "interview"
