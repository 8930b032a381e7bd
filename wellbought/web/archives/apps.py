"""The app of archives."""

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    """Export and import. It has no tables of its own: ``sources.py`` lists those that go along."""

    name = "wellbought.web.archives"
    label = "archives"
