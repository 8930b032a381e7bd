"""The app of organisations and people."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Organisations, people, memberships."""

    name = "wellbought.web.accounts"
    label = "accounts"
