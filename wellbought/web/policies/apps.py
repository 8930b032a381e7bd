"""The app of organisations' own packs."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """Own items, their versions and publications. It has no pages."""

    name = "wellbought.web.policies"
    label = "policies"
