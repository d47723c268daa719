"""Accounts, rights and the audit trail as a Django application."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Sees to it that no installation starts with settings that the law forbids."""

    name = "xueshi.access"
    label = "access"

    def ready(self) -> None:
        """Register the checks."""
        from xueshi.access import checks  # noqa: F401
