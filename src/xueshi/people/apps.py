"""The room of people as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People; nothing starts before the ciphers of the vault have given the right answers."""

    name = "xueshi.people"

    def ready(self) -> None:
        """Check the ciphers and hashes."""
        from xueshi.people.vault.selftest import check

        check()
