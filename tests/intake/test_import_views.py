"""The pages of an import, from the file to its undoing."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.intake.imported import HEADINGS, done, member, members, recorded, sheet, top
from tests.offices import account, county
from tests.web.conftest import enter
from xueshi.access.actors import actor_of
from xueshi.access.models import Account, Appointment
from xueshi.intake.models import Import, ImportState
from xueshi.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(settings, tmp_path):
    settings.XUESHI_DATA = tmp_path
    return county()


def officer(unit, username="officer") -> Account:
    made = account(username)
    Appointment.objects.create(account=made, role="department_officer", organisation=unit, recorded_by=0)
    return made


def client_of(who: Account) -> Client:
    made = Client()
    enter(made, who)
    return made


@pytest.fixture
def who(units):
    return officer(units["top"])


@pytest.fixture
def client(who):
    return client_of(who)


def worked(who: Account) -> Import:
    one = Import.objects.order_by("-pk")[0]
    return done(one, actor_of(who))


def upload(client: Client, unit, rows, headings=HEADINGS):
    file = SimpleUploadedFile("名册.csv", sheet(rows, headings))
    return client.post(reverse("import_new"), {"kind": "people", "unit": unit.number, "file": file})


def test_a_file_goes_through_all_pages_to_its_undoing(client, who, units):
    answer = upload(client, units["top"], [*members(2), ("A00003", "", FIRST_ORG)])
    one = worked(who)
    assert answer.url == reverse("import", args=[one.number])
    page = client.get(answer.url).content.decode()
    assert "A00001" in page
    chosen = {f"column-{name}": heading for name, heading in one.mapping.items()}
    client.post(reverse("import_map", args=[one.number]), chosen)
    one = worked(who)
    page = client.get(answer.url).content.decode()
    assert "TABLE-004" in page
    client.post(reverse("import_confirm", args=[one.number]))
    one = worked(who)
    assert one.state == ImportState.DONE
    assert client.get(answer.url).status_code == 200
    client.post(reverse("import_undo", args=[one.number]), {"reason": "错了"})
    one = worked(who)

    assert one.state == ImportState.UNDONE
    assert not Person.objects.exists()
    assert client.get(answer.url).status_code == 200


FIRST_ORG = "甲县委/东镇党委/第一支部"


def test_an_import_that_the_guard_stopped_asks_for_a_reason_and_then_waits(client, who, units):
    recorded(members(30), actor_of(who))
    upload(client, units["top"], members(5))
    one = worked(who)
    chosen = {f"column-{name}": heading for name, heading in one.mapping.items()} | {"complete": "on"}
    client.post(reverse("import_map", args=[one.number]), chosen)
    one = worked(who)

    without = client.post(reverse("import_confirm", args=[one.number]))
    given = client.post(reverse("import_confirm", args=[one.number]), {"reason": "核对无误"})

    assert (without.status_code, given.status_code) == (422, 302)
    assert Import.objects.get(pk=one.pk).state == ImportState.WAITING
    assert "IMPORT-002" in client.get(given.url).content.decode()


def test_a_column_that_is_needed_cannot_be_left_out(client, who, units):
    upload(client, units["top"], members(1))
    one = worked(who)

    answer = client.post(reverse("import_map", args=[one.number]), {"column-number": "人员编号"})

    assert answer.status_code == 422
    assert Import.objects.get().state == ImportState.READ


def test_imports_of_other_units_are_not_found(client, who, units):
    upload(client, units["east"], members(1))
    one = Import.objects.get()
    west = client_of(officer(units["west"], "west"))

    answers = {
        west.get(reverse("import", args=[one.number])).status_code,
        west.post(reverse("import_confirm", args=[one.number])).status_code,
        west.post(reverse("import_undo", args=[one.number]), {"reason": "x"}).status_code,
        west.post(reverse("import_act", args=[one.number, "drop"])).status_code,
        west.post(reverse("import_map", args=[one.number])).status_code,
        west.post(reverse("import_overwrite", args=[one.number])).status_code,
    }

    assert answers == {404}
    assert west.get(reverse("imports")).content.decode().count(one.number) == 0


def test_a_unit_outside_the_scope_cannot_be_chosen(units):
    west = client_of(officer(units["west"], "west"))

    answer = upload(west, units["east"], members(1))

    assert answer.status_code == 422
    assert not Import.objects.exists()


def test_who_may_not_import_sees_no_centre(units):
    other = account("nobody")

    answers = [client_of(other).get(reverse(name)).status_code for name in ("imports", "import_new")]

    assert answers == [403, 403]


def test_the_centre_stays_within_its_queries_however_long_the_list(client, who, units, django_assert_max_num_queries):
    for at in range(12):
        upload(client, units["top"], [member(at)])

    with django_assert_max_num_queries(15):
        answer = client.get(reverse("imports"))

    assert answer.content.decode().count("名册.csv") == 12


def test_the_template_holds_text_columns_words_to_choose_from_and_its_version(client):
    answer = client.get(reverse("import_template", args=["people"]))

    book = load_workbook(io.BytesIO(answer.content))
    first = book.worksheets[0]
    headings = [cell.value for cell in first[1]]
    assert headings[:3] == ["人员编号", "姓名", "公民身份号码"]
    assert first.column_dimensions["C"].width > 12
    assert first.data_validations.dataValidation[0].formula1 == '"男,女"'
    assert book["xueshi"].sheet_state == "veryHidden"
    assert book["xueshi"]["A1"].value == "people 1"


def test_the_template_filled_in_is_understood(client, who, units):
    content = client.get(reverse("import_template", args=["people"])).content
    book = load_workbook(io.BytesIO(content))
    book.worksheets[0].append(["A1", "张某", None, None, None, None, None, None, FIRST_ORG])
    filled = io.BytesIO()
    book.save(filled)
    file = SimpleUploadedFile("模板.xlsx", filled.getvalue())

    client.post(reverse("import_new"), {"kind": "people", "unit": top().number, "file": file})
    one = worked(who)

    assert one.mapping["org"] == "所在党组织"
    assert len(one.mapping) == 25


@pytest.mark.parametrize("act", ["start", "pause", "continue"])
def test_an_act_that_does_not_fit_is_refused_with_its_code(client, who, units, act):
    upload(client, units["top"], members(1))
    one = worked(who)

    answer = client.post(reverse("import_act", args=[one.number, act]))

    assert "IMPORT-003" in answer.content.decode()


def test_identity_numbers_are_shown_in_part_beside_the_columns(client, who, units):
    upload(client, units["top"], [member(1, FIRST_ORG, "11010519491231002X")], (*HEADINGS, "公民身份号码"))
    one = worked(who)

    page = client.get(reverse("import", args=[one.number])).content.decode()

    assert "110****2X" in page
    assert "11010519491231002X" not in page
