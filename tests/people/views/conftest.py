"""The county of the pages, and a keeper of the keys."""

import pytest
from django.test import Client

from tests.web.conftest import county, enter, office, signed_in

__all__ = ["county", "office", "signed_in"]


@pytest.fixture
def keeper(office) -> Client:
    """The security administrator, signed in."""
    from xueshi.access.models import Account, Appointment
    from xueshi.kernel.actors import Role

    account: Account = Account.objects.create(username="keeper", display_name="keeper", password="!")
    Appointment.objects.create(account=account, role=Role.SECURITY_ADMINISTRATOR, recorded_by=0)
    client = Client(headers={"accept-language": "zh-hans"})
    enter(client, account)
    return client
