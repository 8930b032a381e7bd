"""The app of the claim checker."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Vendors' texts with their claims marked; inside a purchase, how far each claim has come."""

    name = "wellbought.web.claims"
    label = "claims"
