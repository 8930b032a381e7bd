"""The app of the guidance."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """Reading and search. It has no tables: the words stand in the packs."""

    name = "wellbought.web.guidance"
    label = "guidance"

    def ready(self) -> None:
        """Read the packs at once: a broken pack must stop the start, with all its faults, and not a page later."""
        from wellbought.web.guidance.queries import pack_in

        pack_in("en")
