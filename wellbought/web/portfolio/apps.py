"""The app of the portfolio."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """All purchases and systems in use of an organisation. It has no tables of its own."""

    name = "wellbought.web.portfolio"
    label = "portfolio"
