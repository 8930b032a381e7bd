"""The app of the workspace."""

from django.apps import AppConfig


class PurchasesConfig(AppConfig):
    """Purchases, their teams, facts and answers."""

    name = "wellbought.web.purchases"
    label = "purchases"
