"""The history of an organisation as pages show it."""

from datetime import date

import pytest
from django.utils.translation import override

from tests.web.conftest import county, office  # noqa: F401
from tests.web.office import BRANCH
from xueshi.kernel.actors import NotFoundError
from xueshi.kernel.windows import BEGINNING, FOREVER
from xueshi.organisations.actions import organisation_rename
from xueshi.organisations.reads import ended, history, opened


def test_a_new_name_stands_beside_the_old_one(office):  # noqa: F811
    by = office.actor("officer")
    organisation_rename(office.unit(BRANCH), "石桥社区党支部", on=date(2025, 1, 1), by=by)

    with override("zh-hans"):
        changes = history(office.unit("清河县委/城关镇党委/石桥社区党支部"), by=by)

    believed = {(one.kind, one.text, one.first, one.until) for one in changes if one.superseded_at is None}
    assert ("名称", "石桥村党支部", None, date(2025, 1, 1)) in believed
    assert ("名称", "石桥社区党支部", date(2025, 1, 1), None) in believed
    assert ("隶属", "城关镇党委", None, None) in believed


def test_a_foreign_organisation_has_no_history(office):  # noqa: F811
    with pytest.raises(NotFoundError):
        history(office.unit(BRANCH), by=office.actor("stranger"))


def test_ever_and_until_further_notice_are_not_dates():
    assert (opened(BEGINNING), ended(FOREVER)) == (None, None)
    assert (opened(date(2024, 1, 1)), ended(date(2025, 1, 1))) == (date(2024, 1, 1), date(2025, 1, 1))
