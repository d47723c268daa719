"""Two files from choosing to loading, page by page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.office import AS_OF, BRANCH, REGISTER, ROSTER
from tests.web.said import rows, text
from xueshi.intake.jobs import work
from xueshi.intake.models import Job, Upload
from xueshi.ledger.models import Participation
from xueshi.people.models import Person

MORE_PEOPLE = f"{ROSTER}P09,壬新来,{BRANCH},2001-07-01,,,否,,\n"
MORE_ENTRIES = f"""{REGISTER}P09,集中轮训班,脱产培训,是,2026-05-11,2026-05-15,40,5,清河县委组织部,县,R09
P99,集中轮训班,脱产培训,是,2026-05-11,2026-05-15,40,5,清河县委组织部,县,R10
"""


def files(roster: str = MORE_PEOPLE, register: str = MORE_ENTRIES) -> dict[str, object]:
    """What the form sends."""
    return {
        "roster": SimpleUploadedFile("名册.csv", roster.encode()),
        "register": SimpleUploadedFile("台账.csv", register.encode()),
        "as_of": AS_OF.isoformat(),
    }


@pytest.fixture
def checked(signed_in) -> Job:
    """A check that was asked for in the browser and done by the worker."""
    response = signed_in("officer").post("/uploads/new/", files())
    job = Job.objects.get(number=response.url.strip("/").split("/")[-1])
    work.func(job.number)
    job.refresh_from_db()
    return job


def test_the_check_counts_what_would_happen_and_loads_nothing(office, signed_in, checked):
    page = text(signed_in("officer").get(f"/uploads/{checked.number}/"))

    assert "读取行数 9 新增人员 1 变更人员 0 未变人员 8" in page
    assert "读取行数 10 新增记录 1 台账已有 8" in page
    assert "未采纳行 1" in page
    assert not Person.objects.filter(identity__local_number="P09").exists()


def test_refused_rows_are_listed_with_place_code_and_reason(office, signed_in, checked):
    listed = rows(signed_in("officer").get(f"/uploads/{checked.number}/"))

    assert listed == ["台账.csv 11 人员编号 REGISTER-004 名册中没有此人；允许：名册中的人员编号或公民身份号码"]


def test_refused_rows_come_back_as_a_file(office, signed_in, checked):
    response = signed_in("officer").get(f"/jobs/{checked.number}/result/")

    assert response.headers["Content-Disposition"].endswith('.xlsx"')
    assert b"".join(response).startswith(b"PK")


def test_confirming_loads_and_judges(office, signed_in, checked):
    response = signed_in("officer").post(f"/uploads/{checked.number}/confirm/")
    job = Job.objects.get(number=response.url.strip("/").split("/")[-1])

    work.func(job.number)

    loaded = text(signed_in("officer").get(f"/uploads/{job.number}/"))
    page = text(signed_in("officer").get("/people/?name=壬新来"))
    assert "载入与评定结果" in loaded
    assert "读取行数 9 新增人员 1 变更人员 0 未变人员 8" in loaded
    assert "壬新来 石桥村党支部 进度滞后 40 5" in page
    assert Participation.objects.filter(record="R09").count() == 1


def test_only_a_check_can_be_confirmed(office, signed_in, checked):
    response = signed_in("officer").post(f"/uploads/{checked.number}/confirm/")
    loaded = Job.objects.get(number=response.url.strip("/").split("/")[-1])
    work.func(loaded.number)

    again = signed_in("officer").post(f"/uploads/{loaded.number}/confirm/")

    assert again.status_code == 404
    assert Job.objects.filter(kind="load").count() == 1


def test_a_check_is_listed_with_the_others(office, signed_in, checked):
    listed = rows(signed_in("officer").get("/uploads/"))

    assert [row.split()[2:] for row in listed] == [["2026-06-30", "已完成", "检查结果"]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"roster": ""}, "这个字段是必填项。"),
        ({"as_of": "2999-01-01"}, "这一天还没有到，请选择今天或更早的日期。"),
        ({"as_of": "昨天"}, "输入一个有效的日期。"),
    ],
)
def test_a_form_that_is_not_filled_says_what_is_missing(office, signed_in, change, said):
    response = signed_in("officer").post("/uploads/new/", {**files(), **change})

    assert response.status_code == 422
    assert said in text(response)
    assert Job.objects.filter(kind="check").count() == 0


def test_a_file_that_is_no_sheet_fails_the_check_with_a_code(office, signed_in):
    given = {**files(), "roster": SimpleUploadedFile("照片.xlsx", b"\x89PNG\r\n\x1a\n")}
    response = signed_in("officer").post("/uploads/new/", given)
    job = Job.objects.get(number=response.url.strip("/").split("/")[-1])

    work.func(job.number)

    page = text(signed_in("officer").get(f"/jobs/{job.number}/"))
    assert "未成功" in page
    assert "FILE-" in page or "INTAKE-" in page


def test_an_unfinished_check_has_no_result_page(office, signed_in):
    response = signed_in("officer").post("/uploads/new/", files())

    assert signed_in("officer").get(f"/uploads/{response.url.strip('/').split('/')[-1]}/").status_code == 404


@pytest.mark.parametrize("role", ["member", "secretary"])
def test_who_may_not_import_uploads_nothing(office, signed_in, role):
    before = Upload.objects.count()

    response = signed_in(role).post("/uploads/new/", files())

    assert response.status_code == 403
    assert Upload.objects.count() == before
    assert not Job.objects.filter(kind="check").exists()


def test_a_check_of_another_office_is_neither_shown_nor_confirmed(office, signed_in, checked):
    client = signed_in("stranger")

    answers = [client.get(f"/uploads/{checked.number}/"), client.post(f"/uploads/{checked.number}/confirm/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert client.get("/uploads/").context["page"].total == 0
    assert not Job.objects.filter(kind="load").exists()


def test_a_check_that_was_cancelled_cannot_be_confirmed(office, signed_in):
    client = signed_in("officer")
    number = client.post("/uploads/new/", files()).url.strip("/").split("/")[-1]
    client.post(f"/jobs/{number}/cancel/")

    work.func(number)

    assert Job.objects.get(number=number).state == "cancelled"
    assert client.post(f"/uploads/{number}/confirm/").status_code == 404
    assert not Person.objects.filter(identity__local_number="P09").exists()


def test_refused_rows_are_told_in_english_too(office, signed_in, checked):
    response = signed_in("officer").get(f"/uploads/{checked.number}/", headers={"accept-language": "en"})

    listed = rows(response)
    assert len(listed) == 1
    assert "REGISTER-004" in listed[0]
    assert "名册中没有此人" not in listed[0]


def test_files_without_mistakes_have_no_refused_rows(office, signed_in):
    client = signed_in("officer")
    number = client.post("/uploads/new/", files(ROSTER, REGISTER)).url.strip("/").split("/")[-1]

    work.func(number)

    response = client.get(f"/uploads/{number}/")
    assert (response.context["page"].total, response.context["codes"]) == (0, [])
    assert client.get(f"/jobs/{number}/result/").status_code == 404


def test_an_upload_that_there_is_not_is_not_found(office, signed_in):
    assert signed_in("officer").get("/uploads/0000000000000000/").status_code == 404
