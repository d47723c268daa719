"""The history of a person as pages show it."""

import pytest
from django.utils.translation import override

from tests.web.conftest import county, office  # noqa: F401
from tests.web.office import BRANCH
from xueshi.kernel.actors import NotFoundError
from xueshi.people.reads import history


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("P01", ("党内职务", "石桥村党支部 书记")),
        ("P02", ("组织关系", BRANCH)),
        ("P03", ("不作硬性要求", "年老体弱")),
        ("P04", ("党员干部", "")),
    ],
)
def test_each_kind_of_state_is_told(office, number, expected):  # noqa: F811
    with override("zh-hans"):
        changes = history(office.people[number], by=office.actor("officer"))

    assert expected in [(one.kind, one.text) for one in changes]
    assert ("党籍", "预备党员") in [(one.kind, one.text) for one in changes]


def test_members_read_their_own_history_and_no_other(office):  # noqa: F811
    assert history(office.people["P02"], by=office.actor("member"))
    with pytest.raises(NotFoundError):
        history(office.people["P01"], by=office.actor("member"))
