"""Begin a real installation: ``python -m xueshi.site.manage found --organisation 某县委 --system wang 王某 ...``."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from xueshi.access.models import Account
from xueshi.access.password_actions import LINK
from xueshi.kernel.actors import Role
from xueshi.organisations.models import Level, Organisation
from xueshi.site.founding import Founder, found_installation, links_again

ROLES = {
    "system": Role.SYSTEM_ADMINISTRATOR,
    "security": Role.SECURITY_ADMINISTRATOR,
    "audit": Role.AUDIT_ADMINISTRATOR,
}


class Command(BaseCommand):
    """Founds the top organisation and opens the three administrators' accounts; run again, it renews links that were not used."""

    help = "Found the top organisation of an empty installation and open the accounts of the three administrators."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The organisation, its level, and user name and name of each administrator."""
        parser.add_argument("--organisation", metavar="NAME", help="the organisation at the top")
        parser.add_argument("--level", choices=[level.name.lower() for level in Level], default="county")
        for name in ROLES:
            parser.add_argument(f"--{name}", nargs=2, metavar=("USERNAME", "NAME"), help=f"{name} administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a link for each administrator, good for one choice of a password."""
        if Account.objects.exists() or Organisation.objects.exists():
            links = links_again()
            if not links:
                raise CommandError("the installation has begun already, and every administrator has a password")
        else:
            links = self._found(options)
        for username, secret in links.items():
            self.stdout.write(f"{username}  {reverse('password_link', args=[secret])}")
        self.stdout.write(
            f"每个链接只能使用一次，{LINK.seconds // 60} 分钟内有效 · each link works once, within that time"
        )

    def _found(self, options: dict[str, Any]) -> dict[str, str]:
        missing = [f"--{name}" for name in ("organisation", *ROLES) if not options[name]]
        if missing:
            raise CommandError(f"an empty installation needs {', '.join(missing)}")
        founders = [Founder(role, *options[name]) for name, role in ROLES.items()]
        if len({founder.username for founder in founders}) < len(founders):
            raise CommandError("the three administrators are three people")
        return found_installation(options["organisation"], Level[options["level"].upper()], founders)
