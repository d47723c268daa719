"""Jobs as their owner sees them."""

import pytest
from django.test import Client

from tests.web.said import rows, text
from xueshi.access.actors import actor_of
from xueshi.access.exports import export_of_job
from xueshi.access.models import Account
from xueshi.intake.models import Job, JobState


@pytest.fixture
def owner(db) -> Account:
    """An account that may do nothing but look at its jobs."""
    made: Account = Account.objects.create(username="owner")
    return made


@pytest.fixture
def browser(owner) -> Client:
    """The owner's client."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    return client


def job(owner: Account, **values: object) -> Job:
    return Job.objects.create(**{"kind": "load", "owner": owner, **values})


def test_a_running_job_asks_again_and_says_what_it_does(owner, browser):
    one = job(owner, state=JobState.RUNNING, percent=42, message="Loading people")

    response = browser.get(f"/jobs/{one.number}/progress/")

    assert f'hx-get="/jobs/{one.number}/progress/"' in response.content.decode()
    assert text(response) == "进行中 42% 42% 正在载入人员 取消"


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_a_job_that_is_over_asks_no_more(owner, browser, state):
    response = browser.get(f"/jobs/{job(owner, state=state).number}/progress/")

    assert "hx-get" not in response.content.decode()


def test_a_failed_job_shows_code_and_reason(owner, browser):
    one = job(owner, state=JobState.FAILED, error_code="FILE-003", error_text="不是工作簿")

    assert "FILE-003 不是工作簿" in text(browser.get(f"/jobs/{one.number}/"))


def test_a_finished_load_leads_to_what_was_loaded(owner, browser):
    one = job(owner, state=JobState.DONE, percent=100)

    assert f'href="/uploads/{one.number}/"' in browser.get(f"/jobs/{one.number}/").content.decode()


def test_jobs_of_others_are_not_listed(owner, browser):
    job(Account.objects.create(username="other"))
    job(owner, state=JobState.QUEUED)

    assert [row.split()[1] for row in rows(browser.get("/jobs/"))] == ["排队中"]


def test_cancelling_needs_a_form_and_stops_the_job(owner, browser):
    one = job(owner, state=JobState.QUEUED)

    browser.post(f"/jobs/{one.number}/cancel/")

    one.refresh_from_db()
    assert one.state == JobState.CANCELLED


def test_a_result_that_is_gone_is_not_found(owner, browser):
    one = job(owner, state=JobState.DONE, result_file="../secret-key")

    assert browser.get(f"/jobs/{one.number}/result/").status_code == 404


def test_a_long_list_has_pages(owner, browser):
    for _ in range(51):
        job(owner)

    first, second = browser.get("/jobs/"), browser.get("/jobs/?page=2")

    assert "第 1–50 行，共 51 行" in text(first)
    assert len(rows(second)) == 1


@pytest.mark.parametrize("address", ["", "progress/", "result/"])
def test_a_job_of_another_is_not_found_on_any_page(owner, browser, address):
    one = job(Account.objects.create(username="other"), state=JobState.RUNNING)

    assert browser.get(f"/jobs/{one.number}/{address}").status_code == 404


def test_a_job_of_another_is_not_cancelled(owner, browser):
    one = job(Account.objects.create(username="other"), state=JobState.RUNNING)

    response = browser.post(f"/jobs/{one.number}/cancel/")

    one.refresh_from_db()
    assert (response.status_code, one.state) == (404, JobState.RUNNING)


def test_looking_at_the_address_of_cancelling_cancels_nothing(owner, browser):
    one = job(owner, state=JobState.RUNNING)

    response = browser.get(f"/jobs/{one.number}/cancel/")

    one.refresh_from_db()
    assert (response.status_code, one.state) == (405, JobState.RUNNING)


def test_the_result_is_handed_out_under_its_own_name(owner, browser, settings, tmp_path):
    settings.XUESHI_DATA = tmp_path
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "back.xlsx").write_bytes(b"rows")
    one = job(owner, state=JobState.DONE, result_file="back.xlsx")
    export_of_job("check", one.number, "back.xlsx", by=actor_of(owner))

    response = browser.get(f"/jobs/{one.number}/result/")

    assert b"".join(response.streaming_content) == b"rows"
    assert response.headers["Content-Disposition"] == 'attachment; filename="back.xlsx"'


def test_without_jobs_the_list_has_no_row(owner, browser):
    response = browser.get("/jobs/")

    assert response.status_code == 200
    assert Job.objects.count() == 0
    assert not any("排队中" in row for row in rows(response))


@pytest.mark.parametrize("page", ["99", "9" * 5000])
def test_a_page_beyond_the_end_is_the_last_one(owner, browser, page):
    for _ in range(51):
        job(owner)

    assert len(rows(browser.get(f"/jobs/?page={page}"))) == 1


def test_a_stranger_is_asked_to_sign_in(owner):
    one = job(owner, state=JobState.DONE)

    assert Client().get(f"/jobs/{one.number}/").headers["Location"].startswith("/sign-in/")
