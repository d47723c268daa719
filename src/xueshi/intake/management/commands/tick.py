"""Work that has to be done from time to time; run it every minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from xueshi.access.exports import exports_expire
from xueshi.access.seal import seal
from xueshi.intake.import_work import stagings_expire
from xueshi.intake.jobs import revive


class Command(BaseCommand):
    """Start jobs anew whose process died, seal the audit trail, and delete exports and staging files whose time is over."""

    help = "Start dead jobs anew, seal the audit trail and delete exports whose time is over; run it every minute."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do what is due and say how many jobs were touched."""
        seal()
        exports_expire()
        stagings_expire()
        touched = revive()
        if touched:
            self.stdout.write(f"{touched} jobs revived or given up")
