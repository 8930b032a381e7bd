"""The app of the audit trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who saw and changed what."""

    name = "wellbought.web.audit"
    label = "audit"
