"""The page of the keeper of the keys."""

import pytest
from django.urls import reverse

from tests.offices import INSTALLER
from tests.web.said import rows, text
from xueshi.intake.models import Job
from xueshi.people.models import Identity
from xueshi.people.rotation import vault_rotate
from xueshi.people.vault import keyring
from xueshi.site.keys import NumberedKeys


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    secret = keyring.master_keys().read()[1]
    (tmp_path / "vault-v1").write_text(secret, "ascii")
    settings.XUESHI_VAULT_KEYS = NumberedKeys(tmp_path, "vault-v")


def test_the_keys_are_listed_with_whom_they_protect(office, keeper):
    assert rows(keeper.get(reverse("vault"))) == ["1 启用 8 —"]


def test_changing_the_master_key_is_a_job(office, keeper):
    response = keeper.post(reverse("vault_rotate"))

    job = Job.objects.latest("pk")
    assert (job.kind, response.url) == ("vault_rotate", reverse("job", args=[job.number]))
    assert rows(keeper.get(reverse("vault"))) == ["2 启用 0 —", "1 留作读取 8 —"]


def test_a_key_that_protects_nobody_is_destroyed(office, keeper):
    keeper.post(reverse("vault_rotate"))
    keeper.post(reverse("vault_drop"), {"key": "1"})
    assert sorted(keyring.master_keys().read()) == [1, 2]

    vault_rotate(Job(), lambda percent, message: None, INSTALLER)
    keeper.post(reverse("vault_drop"), {"key": "1"})

    assert rows(keeper.get(reverse("vault"))) == ["2 启用 8 —"]


@pytest.mark.parametrize("key", ["", "x", "0", "9", "1" * 5000])
def test_a_key_that_there_is_not_is_refused(office, keeper, key):
    assert keeper.post(reverse("vault_drop"), {"key": key}).url == reverse("vault")
    assert sorted(keyring.master_keys().read()) == [1]


def test_a_person_is_erased_by_number_and_reason(office, keeper, signed_in):
    one = office.people["P03"]

    response = keeper.post(reverse("vault"), {"number": one.number, "reason": "本人申请"})

    assert response.url == reverse("vault")
    page = signed_in("officer").get(reverse("person_timeline", args=[one.number]))
    assert f"已注销身份 {one.number}" in text(page)
    assert "丙年老" not in text(page)


@pytest.mark.parametrize(
    ("change", "said"), [({"number": "0" * 16}, "没有找到"), ({"reason": " "}, "必填"), ({"number": ""}, "必填")]
)
def test_what_cannot_be_erased_comes_back_with_the_reason(office, keeper, change, said):
    data = {"number": office.people["P03"].number, "reason": "本人申请", **change}

    response = keeper.post(reverse("vault"), data)

    assert response.status_code == 422
    assert said in text(response)
    assert not Identity.objects.exclude(erased_at=None).exists()


@pytest.mark.parametrize("role", ["officer", "secretary", "member"])
@pytest.mark.parametrize("route", ["vault", "vault_rotate", "vault_drop"])
def test_nobody_else_opens_the_vault(office, signed_in, role, route):
    response = signed_in(role).post(reverse(route), {"number": office.people["P03"].number, "reason": "x", "key": "1"})

    assert response.status_code == 403
    assert not Identity.objects.exclude(erased_at=None).exists()
    assert sorted(keyring.master_keys().read()) == [1]
