"""Runs and how they are made."""

from tests.web.said import rows, text
from xueshi.intake.jobs import work
from xueshi.intake.models import Job
from xueshi.standings.exporters import WRITERS
from xueshi.standings.models import JudgingRun


def test_runs_are_listed_with_what_they_were_made_from(office, signed_in):
    listed = rows(signed_in("officer").get("/runs/"))

    assert listed[0].startswith(f"{office.run} 2026-06-30 M24 1.0.0 8 8 duckdb")


def test_a_run_shows_result_input_digest_and_choices(office, signed_in):
    page = text(signed_in("officer").get(f"/runs/{office.run.number}/"))

    assert "党员五年集中学习培训 达标 20.0%，达标或进度正常 40.0%" in page
    assert f"结果摘要值 {office.run.digest}" in page
    assert "输入文件 roster.csv" in page
    assert "AM-01" in page


def test_the_reports_of_a_run_are_asked_for_at_the_gate(office, signed_in):
    page = signed_in("secretary").get(f"/runs/{office.run.number}/").content.decode()

    for kind in WRITERS:
        assert f"/exports/new/report/?run={office.run.number}&amp;report={kind}" in page


def test_judging_once_more_with_another_choice_makes_another_run(office, signed_in):
    client = signed_in("officer")
    form = {name: field.initial for name, field in client.get("/runs/new/").context["form"].fields.items()}

    response = client.post("/runs/new/", {**form, "as_of": "2025-12-31", "AM-01": "always"})
    job = Job.objects.get(number=response.url.strip("/").split("/")[-1])
    work.func(job.number)

    assert job.params == {"plan": "M24", "as_of": "2025-12-31", "settings": {"AM-01": "always"}}
    latest = JudgingRun.objects.latest("pk")
    assert (latest.as_of.isoformat(), latest.settings["AM-01"]) == ("2025-12-31", "always")
    assert "与推荐口径不同" in text(client.get(f"/runs/{latest.number}/"))


def test_nobody_is_judged_as_of_a_day_to_come(office, signed_in):
    client = signed_in("officer")
    form = {name: field.initial for name, field in client.get("/runs/new/").context["form"].fields.items()}

    response = client.post("/runs/new/", {**form, "as_of": "2999-01-01"})

    assert response.status_code == 422
    assert "这一天还没有到，请选择今天或更早的日期。" in text(response)
    assert not Job.objects.filter(kind="judge").exists()


def test_choices_that_crediting_has_used_are_not_offered_again(office, signed_in):
    offered = signed_in("officer").get("/runs/new/").context["form"].fields

    assert list(offered) == ["as_of", "AM-01", "AM-14", "AM-15", "AM-25", "LC-03"]


def test_a_county_without_runs_lists_none(office, signed_in):
    response = signed_in("stranger").get("/runs/")

    assert (response.context["page"].total, rows(response)) == (0, [])


def test_only_who_may_judge_is_offered_to(office, signed_in):
    offered = {role: signed_in(role).get("/runs/").context["may_judge"] for role in ("officer", "secretary")}

    assert offered == {"officer": True, "secretary": False}


def test_a_secretary_cannot_have_a_run_judged(office, signed_in):
    response = signed_in("secretary").post("/runs/new/", {"as_of": "2025-12-31"})

    assert response.status_code == 403
    assert not Job.objects.filter(kind="judge").exists()


def test_an_option_that_there_is_not_is_not_judged_with(office, signed_in):
    client = signed_in("officer")
    form = {name: field.initial for name, field in client.get("/runs/new/").context["form"].fields.items()}

    response = client.post("/runs/new/", {**form, "as_of": "2025-12-31", "AM-01": "perhaps"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["AM-01"])
    assert not Job.objects.filter(kind="judge").exists()


def test_a_day_before_the_plan_fails_the_job_with_its_code(office, signed_in):
    client = signed_in("officer")
    form = {name: field.initial for name, field in client.get("/runs/new/").context["form"].fields.items()}
    response = client.post("/runs/new/", {**form, "as_of": "2023-12-31"})
    job = Job.objects.get(number=response.url.strip("/").split("/")[-1])

    work.func(job.number)

    job.refresh_from_db()
    assert job.state == "failed"
    assert "PACK-018" in text(client.get(f"/jobs/{job.number}/"))
    assert list(JudgingRun.objects.all()) == [office.run]


def test_a_job_that_was_cancelled_judges_nothing(office, signed_in):
    client = signed_in("officer")
    form = {name: field.initial for name, field in client.get("/runs/new/").context["form"].fields.items()}
    response = client.post("/runs/new/", {**form, "as_of": "2025-12-31"})
    job = Job.objects.get(number=response.url.strip("/").split("/")[-1])
    client.post(f"/jobs/{job.number}/cancel/")

    work.func(job.number)

    job.refresh_from_db()
    assert (job.state, job.result) == ("cancelled", {})
    assert list(JudgingRun.objects.all()) == [office.run]


def test_the_secretary_sees_the_branch_in_the_run_of_the_county(office, signed_in):
    response = signed_in("secretary").get(f"/runs/{office.run.number}/")

    assert response.context["top"].name == "石桥村党支部"
    assert {row.unit.name for _asked, row in response.context["cards"]} == {"石桥村党支部"}


def test_a_run_in_english(office, signed_in):
    response = signed_in("officer").get(f"/runs/{office.run.number}/", headers={"accept-language": "en"})

    assert f"{office.run.digest}" in text(response)
    assert "结果摘要值" not in text(response)
