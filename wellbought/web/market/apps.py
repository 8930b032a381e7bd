"""The app of market research."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    """Searching what others bought, figures about it, and what a team keeps of both."""

    name = "wellbought.web.market"
    label = "market"
