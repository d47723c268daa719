"""Acting on many people at once: who is reached, who is left out, and a job that is killed halfway."""

from contextlib import suppress
from datetime import date

import pytest

from tests.web.conftest import county, office  # noqa: F401
from tests.web.office import BRANCH
from xueshi.intake.jobs import work
from xueshi.intake.models import Job, JobState
from xueshi.kernel.actors import NotFoundError
from xueshi.kernel.errors import XueshiError
from xueshi.people.models import Exemption, Person, Tag
from xueshi.standings import act_work
from xueshi.standings.act_work import Chosen, act_enqueue, act_job, act_named, act_preview
from xueshi.standings.acts import NOT_EXEMPT, NOT_YOURS

TAG = {"kind": "party_worker", "basis": "《干部教育培训工作条例》第五条", "first": "2026-01-01", "last": "2026-12-31"}


def everybody(query: str = "", listing: str = "roster") -> Chosen:
    return Chosen(listing, query, (), everybody=True)


def job(office, chosen: Chosen, act: str = "tag", given: dict[str, str] = TAG, role: str = "officer") -> Job:  # noqa: F811
    """A job of a role that is about to be done."""
    by = office.actor(role)
    wanted = act_named(act, by=by)
    return act_enqueue(wanted, chosen, dict(given), expected=chosen.people(by=by).count(), by=by)


def silent(percent: int, message: str) -> None:
    """Progress that nobody hears."""


def test_all_hits_of_a_filter_get_the_tag_once(office):  # noqa: F811
    chosen = everybody(f"unit={office.unit(BRANCH).number}")

    first = act_job(job(office, chosen), silent, office.actor("officer"))
    again = act_job(job(office, chosen), silent, office.actor("officer"))

    assert first == {"act": "tag", "people": 5, "done": 5, "skipped": 0}
    assert again == {"act": "tag", "people": 5, "done": 0, "skipped": 5}
    assert Tag.objects.count() == 5
    assert {row.valid_to for row in Tag.objects.all()} == {date(2027, 1, 1)}


def test_those_who_were_ticked_get_it_and_nobody_else(office):  # noqa: F811
    chosen = Chosen("roster", "", (office.people["P01"].number, office.people["P06"].number), everybody=False)

    act_job(job(office, chosen), silent, office.actor("officer"))

    assert {tag.person_id for tag in Tag.objects.all()} == {office.people["P01"].pk, office.people["P06"].pk}


def test_a_figure_of_a_clause_can_be_acted_on_as_a_whole(office):  # noqa: F811
    chosen = everybody("clause=M24-I02&status=met", "people")

    act_job(job(office, chosen), silent, office.actor("officer"))

    assert [tag.person for tag in Tag.objects.all()] == [office.people["P02"]]


def test_the_preview_says_who_is_left_out_and_changes_nothing(office):  # noqa: F811
    by = office.actor("secretary")
    review = act_named("review", by=by)

    reached, left_out = act_preview(review, everybody().people(by=by), {"on": date(2026, 6, 1)}, by=by)

    assert reached == 1
    assert {words for _person, words in left_out} == {NOT_EXEMPT}
    assert len(left_out) == 4
    assert Exemption.objects.filter(superseded_at=None, reviewed_on=None).count() == 1


def test_a_confirmed_review_is_due_again_in_a_year(office):  # noqa: F811
    by = office.actor("secretary")

    result = act_job(job(office, everybody(), "review", {"on": "2026-06-01"}, "secretary"), silent, by)

    row = Exemption.objects.get(superseded_at=None)
    assert (result["done"], row.person, row.review_due) == (1, office.people["P03"], date(2027, 6, 1))


def test_an_ended_tag_ends_for_its_holders_only(office):  # noqa: F811
    holders = Chosen("roster", "", (office.people["P01"].number,), everybody=False)
    act_job(job(office, holders), silent, office.actor("officer"))

    given = {"kind": "party_worker", "on": "2026-03-01"}
    result = act_job(job(office, everybody(), "untag", given), silent, office.actor("officer"))

    assert (result["done"], result["skipped"]) == (1, 7)
    assert Tag.objects.get(superseded_at=None).valid_to == date(2026, 3, 1)


def test_a_secretary_gives_no_tags_and_reaches_nobody_of_another_branch(office):  # noqa: F811
    by = office.actor("secretary")
    far = Chosen("roster", "", (office.people["P08"].number,), everybody=False)

    with pytest.raises(NotFoundError):
        act_named("tag", by=by)
    with pytest.raises(XueshiError) as refused:
        far.people(by=by)

    assert refused.value.code == "LIST-003"


def test_a_right_over_one_branch_does_not_reach_another(office):  # noqa: F811
    by = office.actor("secretary")
    review = act_named("review", by=by)
    far = Person.objects.filter(pk=office.people["P08"].pk)

    reached, left_out = act_preview(review, far, {"on": date(2026, 6, 1)}, by=by)

    assert (reached, [words for _person, words in left_out]) == (0, [NOT_YOURS])


def test_no_more_people_than_can_be_looked_through(office, monkeypatch):  # noqa: F811
    by = office.actor("officer")

    monkeypatch.setattr(act_work, "MOST", 8)
    assert everybody().people(by=by).count() == 8
    monkeypatch.setattr(act_work, "MOST", 7)

    with pytest.raises(XueshiError) as refused:
        everybody().people(by=by)
    assert refused.value.code == "LIST-004"


def test_a_list_that_has_changed_since_the_preview_is_left_alone(office):  # noqa: F811
    by = office.actor("officer")
    queued = act_enqueue(act_named("tag", by=by), everybody(), dict(TAG), expected=7, by=by)

    with pytest.raises(XueshiError) as refused:
        act_job(queued, silent, by)

    assert (refused.value.code, Tag.objects.count()) == ("LIST-005", 0)


@pytest.mark.parametrize("after", range(6))
def test_a_job_killed_before_any_batch_finishes_with_the_same_people(office, monkeypatch, after):  # noqa: F811
    monkeypatch.setattr(act_work, "BATCH", 1)
    by = office.actor("officer")
    act_job(job(office, everybody(f"unit={office.unit(BRANCH).number}")), silent, by)
    queued = job(office, everybody("tag=party_worker"), "untag", {"kind": "party_worker", "on": "2026-03-01"})
    beats = []

    def dying(percent: int, message: str) -> None:
        beats.append(percent)
        if len(beats) > after:
            raise KeyboardInterrupt

    with suppress(KeyboardInterrupt):
        act_job(queued, dying, by)
    result = act_job(queued, silent, by)

    assert (len(beats), result["people"], result["done"]) == (min(5, after + 1), 5, 5)
    assert Tag.objects.filter(superseded_at=None, valid_to=date(2026, 3, 1)).count() == 5
    assert Tag.objects.count() == 10


def test_the_worker_leaves_a_file_that_names_everybody(office, django_capture_on_commit_callbacks):  # noqa: F811
    queued = job(office, everybody(f"unit={office.unit(BRANCH).number}"))

    with django_capture_on_commit_callbacks():
        work.func(queued.number)

    queued.refresh_from_db()
    assert (queued.state, queued.result["done"]) == (JobState.DONE, 5)
    assert queued.result_file == f"act-{queued.number}.xlsx"
