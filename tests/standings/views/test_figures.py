"""A figure is reported beside its clause, confirmed by another, judged, and withdrawn with a reason."""

import pytest
from django.urls import reverse

from tests.web.office import BRANCH
from tests.web.said import text
from xueshi.access.models import Account, Appointment
from xueshi.kernel.actors import Role
from xueshi.rules.verdicts import Status
from xueshi.standings.models import ReportedFigure

CLAUSE = ("C23", "C23-I05")


@pytest.fixture
def colleague(office, signed_in):
    """A second officer of the county, signed in."""
    account = Account.objects.create(username="colleague", display_name="同事", password="!")
    Appointment.objects.create(
        account=account, role=Role.DEPARTMENT_OFFICER, organisation=office.unit("清河县委"), recorded_by=account.pk
    )
    office.accounts["colleague"] = account
    return signed_in("colleague")


def address(office, unit: str = "清河县委", clause: str = "C23-I05") -> str:
    return reverse("figure_new", args=[office.unit(unit).number, "C23", clause])


def told(**more: object) -> dict[str, object]:
    return {"ask": "", "figure": "2000", "on": "2025-12-31", "source": "年度总结", **more}


def statuses(response) -> list[Status]:
    return [verdict.status for verdict in response.context["verdicts"]]


def test_a_figure_counts_once_another_has_confirmed_it(office, signed_in, colleague):
    officer = signed_in("officer")
    assert officer.post(address(office), told()).status_code == 302
    figure = ReportedFigure.objects.get()
    before = officer.get(reverse("clause", args=CLAUSE))

    colleague.post(reverse("figure_act", args=[figure.number, "confirm"]))
    after = officer.get(reverse("clause", args=CLAUSE))

    assert statuses(before)[0] is Status.NOT_ASSESSABLE
    assert [(verdict.window.last.year, verdict.status) for verdict in after.context["verdicts"]][:2] == [
        (2026, Status.NOT_ASSESSABLE),
        (2025, Status.MET),
    ]
    assert "2000 人" in text(after)


def test_a_share_is_kept_exactly(office, signed_in):
    signed_in("officer").post(address(office, clause="C23-I06"), told(figure="37/40"))

    figure = ReportedFigure.objects.get()

    assert (figure.part, figure.whole) == (37, 40)


def test_the_reporter_does_not_confirm_and_what_is_over_is_over(office, signed_in, colleague):
    officer = signed_in("officer")
    officer.post(address(office), told())
    figure = ReportedFigure.objects.get()
    confirm = reverse("figure_act", args=[figure.number, "confirm"])

    own = officer.post(confirm)
    colleague.post(confirm)
    again = colleague.post(confirm)

    assert (own.status_code, again.status_code) == (400, 400)
    figure.refresh_from_db()
    assert figure.confirmed_by_id == office.accounts["colleague"].pk


def test_a_withdrawn_figure_stays_to_be_seen_and_counts_no_more(office, signed_in, colleague):
    officer = signed_in("officer")
    officer.post(address(office), told())
    figure = ReportedFigure.objects.get()
    colleague.post(reverse("figure_act", args=[figure.number, "confirm"]))

    refused = officer.post(reverse("figure_act", args=[figure.number, "withdraw"]), {"reason": " "})
    officer.post(reverse("figure_act", args=[figure.number, "withdraw"]), {"reason": "误报"})
    page = officer.get(reverse("clause", args=CLAUSE))

    assert refused.status_code == 400
    assert set(statuses(page) or [Status.NOT_ASSESSABLE]) == {Status.NOT_ASSESSABLE}
    assert "误报" in text(page)


@pytest.mark.parametrize(
    ("field", "value"), [("figure", "viel"), ("figure", "-1"), ("on", "2999-01-01"), ("source", ""), ("ask", "other")]
)
def test_what_cannot_be_is_refused_beside_its_field(office, signed_in, field, value):
    response = signed_in("officer").post(address(office), told(**{field: value}))

    assert response.status_code == 422
    assert response.context["form"].errors
    assert not ReportedFigure.objects.exists()


def test_who_may_not_report_does_not(office, signed_in):
    assert signed_in("secretary").get(address(office)).status_code == 404
    assert signed_in("secretary").get(address(office, BRANCH)).status_code == 200
    assert signed_in("stranger").get(address(office)).status_code == 404
    assert signed_in("member").get(address(office, BRANCH)).status_code == 404


def test_a_figure_of_another_county_is_not_found(office, signed_in):
    signed_in("officer").post(address(office), told())
    figure = ReportedFigure.objects.get()

    for act in ("confirm", "withdraw", "shred"):
        assert signed_in("stranger").post(reverse("figure_act", args=[figure.number, act])).status_code == 404
    assert signed_in("officer").post(reverse("figure_act", args=[figure.number, "shred"])).status_code == 404
    assert signed_in("officer").get(reverse("figure_act", args=[figure.number, "confirm"])).status_code == 405


@pytest.mark.parametrize("clause", ["C23-I99", "C23-I22"])
def test_a_clause_that_asks_for_nothing_takes_no_figure(office, signed_in, clause):
    assert signed_in("officer").get(address(office, clause=clause)).status_code == 404
