"""A branch recorder enters a meeting on a phone in a few taps, the secretary confirms it, and the member has the hours and their proof."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from xueshi.ledger.sealing import seal

pytestmark = pytest.mark.browser

PHONE = 390
TAPS = """() => { window.name = window.name || "0"; addEventListener("pointerdown", () => { window.name = `${Number(window.name) + 1}`; }, true); }"""


@pytest.fixture
def recorder(office):
    """A recorder of the branch."""
    from tests.web.office import BRANCH
    from xueshi.access.models import Account, Appointment
    from xueshi.kernel.actors import Role

    account = Account.objects.create(username="recorder", display_name="记录员", password="!")
    Appointment.objects.create(
        account=account, role=Role.BRANCH_RECORDER, organisation=office.unit(BRANCH), recorded_by=account.pk
    )
    office.accounts["recorder"] = account


def test_a_meeting_is_entered_in_under_ten_taps_confirmed_and_proved(enter, office, recorder, tmp_path):
    from tests.web.office import AS_OF

    page = enter("recorder", PHONE)
    page.context.add_init_script(f"({TAPS})()")
    page.goto(f"{page.url}meetings/")

    page.get_by_role("link", name="登记一次学习").click()
    page.get_by_label("学习内容").click()
    page.keyboard.type("学习党章，交流体会")
    page.locator("#id_day").fill(AS_OF.isoformat())
    page.get_by_label("戊新").click()
    page.get_by_role("button", name="提交确认").click()

    expect(page.get_by_role("heading", name="学习党章，交流体会")).to_be_visible()
    assert 1 <= int(page.evaluate("window.name")) < 10
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    address = page.url

    page = enter("secretary", PHONE)
    page.goto(address)
    page.get_by_role("button", name="确认并计入").click()
    expect(page.get_by_text("已确认")).to_be_visible()
    seal()

    page = enter("member", PHONE)
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("link", name="证明").click()
    proof = tmp_path / "proof.json"
    download.value.save_as(proof)
    page.get_by_role("link", name="乙达标").click()

    expect(page.get_by_text("学习党章，交流体会").first).to_be_visible()
    assert json.loads(Path(proof).read_text("utf-8"))["entry"]["name"].startswith("F")
