"""The pages about people over time, and the work lists of their units, in the browser of each side."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.offices import INSTALLER
from tests.web.conftest import county, enter, office, signed_in  # noqa: F401
from tests.web.office import BRANCH, FAR, SIBLING
from xueshi.access.actors import today
from xueshi.access.models import Account, Appointment, AuditRecord
from xueshi.kernel.actors import Role
from xueshi.kernel.windows import FOREVER, Span
from xueshi.people.corrections import Asked, correction_ask
from xueshi.people.exemptions import exemption_grant
from xueshi.people.floating import floating_begin
from xueshi.people.models import (
    Affiliation,
    Correction,
    Exemption,
    ExemptionReason,
    Floating,
    Membership,
    Office,
    Subject,
    Tag,
    Transfer,
)
from xueshi.people.transfers import Letter, transfer_issue

pytestmark = pytest.mark.django_db


def a_day(days_ago: int) -> date:
    return today() - timedelta(days=days_ago)


@pytest.fixture
def far_secretary(office) -> Client:  # noqa: F811
    """The secretary of a branch in another township."""
    account: Account = Account.objects.create(username="far", display_name="far", password="!")
    unit = office.unit(FAR)
    Appointment.objects.create(account=account, role=Role.BRANCH_SECRETARY, organisation=unit, recorded_by=0)
    client = Client(headers={"accept-language": "zh-hans"})
    enter(client, account)
    return client


@pytest.fixture
def letter(office) -> Transfer:  # noqa: F811
    return transfer_issue(
        office.people["P02"], Letter("清组字001", office.unit(FAR)), on=a_day(5), by=office.actor("officer")
    )


@pytest.fixture
def stay(office) -> Floating:  # noqa: F811
    by = office.actor("officer")
    return floating_begin(office.people["P02"], office.unit(FAR), "", span=Span(a_day(250)), by=by)


def sent(client: Client, route: str, args: list[object], **fields: object) -> Any:
    return client.post(reverse(route, args=args), fields)


def test_a_letter_is_issued_accepted_and_confirmed_in_the_browser(office, signed_in, far_secretary):  # noqa: F811
    one = office.people["P02"]
    fields = {"letter": "清组字001", "target": FAR, "on": a_day(3), "days": 30, "dues_until": "2026-05"}

    sent(signed_in("officer"), "transfer_new", [one.number], **fields)
    made = Transfer.objects.get()
    sent(far_secretary, "transfer_step", [made.number, "accept"], on=a_day(2))
    sent(signed_in("secretary"), "transfer_step", [made.number, "confirm"], on=a_day(1))

    made.refresh_from_db()
    assert (made.state, made.accepted_on, made.dues_until) == ("confirmed", a_day(2), date(2026, 5, 1))
    assert Affiliation.objects.known().get(person=one, valid_to=FOREVER).organisation == office.unit(FAR)


def test_both_sides_see_the_transfer_and_nobody_else(office, signed_in, far_secretary, letter):  # noqa: F811
    address = reverse("transfer", args=[letter.number])

    seen = [
        signed_in("secretary").get(address).status_code,
        far_secretary.get(address).status_code,
        signed_in("member").get(address).status_code,
        signed_in("stranger").get(address).status_code,
    ]

    assert seen == [200, 200, 200, 404]


@pytest.mark.parametrize(("side", "chosen"), [("far", "incoming"), ("secretary", "outgoing")])
def test_the_desk_has_the_letter_on_the_list_of_each_side(office, signed_in, far_secretary, letter, side, chosen):  # noqa: F811
    client = far_secretary if side == "far" else signed_in(side)

    lists = {
        name: "乙达标" in client.get(reverse("transfers"), {"list": name}).content.decode()
        for name in ("incoming", "outgoing", "expired", "closed")
    }

    assert [name for name, there in lists.items() if there] == [chosen]


def test_a_letter_that_has_expired_is_on_the_list_of_expired_ones(office, signed_in):  # noqa: F811
    by = office.actor("officer")
    transfer_issue(office.people["P02"], Letter("x", office.unit(FAR), days=5), on=a_day(5), by=by)
    client = signed_in("officer")

    pages = {name: client.get(reverse("transfers"), {"list": name}) for name in ("incoming", "outgoing", "expired")}

    assert [name for name, page in pages.items() if page.context["page"].total] == ["expired"]


def test_the_target_is_named_exactly_or_not_found(office, signed_in):  # noqa: F811
    fields = {"letter": "1", "target": "红星村党支部", "on": a_day(0), "days": 30}

    answer = sent(signed_in("officer"), "transfer_new", [office.people["P02"].number], **fields)

    assert answer.status_code == 422
    assert "没有全称或编号为“红星村党支部”的党组织" in answer.content.decode()
    assert not Transfer.objects.exists()


def test_the_letter_can_be_printed_with_its_receipt(office, signed_in, letter):  # noqa: F811
    page = signed_in("secretary").get(reverse("transfer_letter", args=[letter.number])).content.decode()

    assert "中国共产党党员组织关系介绍信回执" in page
    assert "组织关系由清河县委城关镇党委石桥村党支部转往清河县委柳林镇党委红星村党支部" in page
    assert "有效期 30 天" in page


def test_a_refused_step_says_why_and_changes_nothing(office, far_secretary, letter):  # noqa: F811
    answer = sent(far_secretary, "transfer_step", [letter.number, "accept"], on=a_day(6))

    assert answer.status_code == 422
    assert f"{a_day(6)} 不在" in answer.content.decode()
    assert Transfer.objects.get().state == "issued"


def test_a_stay_is_confirmed_by_the_host_and_seen_at_home(office, signed_in, far_secretary, stay):  # noqa: F811
    sent(far_secretary, "stay_step", [stay.number, "confirm"], on=a_day(20))
    sent(far_secretary, "stay_step", [stay.number, "present"], kind="meeting", day=a_day(10))

    page = signed_in("secretary").get(reverse("stay", args=[stay.number])).content.decode()
    assert "支部组织生活" in page
    assert Floating.objects.known().get().seen_on == a_day(10)


def test_each_end_has_the_stay_on_its_own_lists(office, signed_in, far_secretary, stay):  # noqa: F811
    names = ("confirm", "guests", "away", "quiet", "over")

    lists = {
        side: [name for name in names if client.get(reverse("stays"), {"list": name}).context["page"].total]
        for side, client in (("home", signed_in("secretary")), ("host", far_secretary))
    }

    assert lists == {"home": ["away", "quiet"], "host": ["confirm", "guests", "quiet"]}


def test_who_was_not_seen_for_half_a_year_is_marked(office, signed_in, stay):  # noqa: F811
    page = signed_in("secretary").get(reverse("stays"), {"list": "away"}).content.decode()

    assert "已满6个月没有联系" in page


def test_the_host_does_not_reach_the_person_s_own_pages(office, far_secretary, stay):  # noqa: F811
    answer = far_secretary.get(reverse("person_timeline", args=[office.people["P02"].number]))

    assert answer.status_code == 404


def test_exemptions_are_confirmed_together_after_a_preview(office, signed_in):  # noqa: F811
    row = Exemption.objects.known().get()
    client = signed_in("secretary")

    preview = client.post(reverse("exemptions_confirm"), {"pick": [row.pk, 999999, "x"]})
    unchanged = Exemption.objects.known().get()
    client.post(reverse("exemptions_confirm"), {"pick": [row.pk], "go": "1"})

    assert "丙年老" in preview.content.decode()
    assert unchanged == row
    assert Exemption.objects.known().get().reviewed_on == today()


def test_one_exemption_is_not_confirmed_twice_a_day(office, signed_in):  # noqa: F811
    client = signed_in("secretary")
    client.post(reverse("exemptions_confirm"), {"pick": [Exemption.objects.known().get().pk], "go": "1"})

    preview = client.post(reverse("exemptions_confirm"), {"pick": [Exemption.objects.known().get().pk]})

    assert (len(preview.context["ready"]), len(preview.context["skipped"])) == (0, 1)


@pytest.mark.parametrize(
    ("days", "lists"),
    [(364, ["due"]), (366 + 1, ["overdue"]), (365 - 61, []), (365 - 59, ["due"]), (None, ["overdue"])],
)
def test_reviews_are_due_overdue_or_neither(office, signed_in, days, lists):  # noqa: F811
    Exemption.objects.all().delete()
    decided = a_day(days) if days is not None else None
    span = Span(a_day(400))
    exemption_grant(office.people["P02"], ExemptionReason.OTHER, decided_on=decided, span=span, by=INSTALLER)
    client = signed_in("secretary")

    found = [
        name for name in ("due", "overdue") if client.get(reverse("exemptions"), {"list": name}).context["page"].total
    ]

    assert found == lists


@pytest.mark.parametrize(
    ("kind", "fields", "model"),
    [
        ("office", {"organisation": SIBLING, "kind": "deputy", "first": "2026-01-01"}, Office),
        ("tag", {"kind": "young", "basis": "某条例第八条", "first": "2026-01-01", "last": "2027-12-31"}, Tag),
        ("exemption", {"reason": "immobile", "decided_on": "2026-01-01", "first": "2026-01-01"}, Exemption),
        ("floating", {"host": FAR, "first": "2026-01-01"}, Floating),
    ],
)
def test_an_officer_records_a_state(office, signed_in, kind, fields, model):  # noqa: F811
    one = office.people["P05"]

    answer = sent(signed_in("officer"), "state_new", [one.number, kind], **fields)

    assert answer.status_code == 302
    row = model.objects.known().get(person=one)
    assert (row.valid_from, row.valid_to) == (
        date(2026, 1, 1),
        date(2028, 1, 1) if kind == "tag" else FOREVER,
    )


def test_a_mark_without_an_end_or_a_basis_is_refused(office, signed_in):  # noqa: F811
    fields = {"kind": "young", "basis": "", "first": "2026-01-01"}

    answer = sent(signed_in("officer"), "state_new", [office.people["P05"].number, "tag"], **fields)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"basis", "last"}


def test_a_stage_is_recorded_and_offers_only_what_can_follow(office, signed_in):  # noqa: F811
    one, client = office.people["P05"], signed_in("officer")

    offered = client.get(reverse("state_new", args=[one.number, "membership"])).context["form"].fields["to"].choices
    answer = sent(client, "state_new", [one.number, "membership"], to="left", on=a_day(1))

    assert [value for value, _ in offered] == ["full", "cancelled", "stopped", "left", "struck_off"]
    assert answer.status_code == 302
    assert Membership.objects.known().get(person=one, valid_to=FOREVER).standing == "left"


def test_a_secretary_records_no_state(office, signed_in):  # noqa: F811
    answers = [
        signed_in("secretary").get(reverse("state_new", args=[office.people["P05"].number, kind])).status_code
        for kind in ("membership", "office", "tag")
    ]

    assert answers == [403, 403, 403]


def test_a_state_is_ended_on_its_last_day_and_taken_back(office, signed_in):  # noqa: F811
    one, client = office.people["P01"], signed_in("officer")
    row = Office.objects.known().get(person=one)

    sent(client, "state_close", [one.number, "office", row.pk], last="2026-03-31")
    ended = Office.objects.known().get(person=one)
    sent(client, "state_undo", [one.number, "office", ended.pk], reason="录错人")

    assert ended.valid_to == date(2026, 4, 1)
    assert not Office.objects.known().filter(person=one).exists()


def test_the_timeline_tells_then_now_and_known_on(office, signed_in):  # noqa: F811
    one, client = office.people["P01"], signed_in("officer")
    address = reverse("person_timeline", args=[one.number])
    row = Office.objects.known().get(person=one)
    sent(client, "state_close", [one.number, "office", row.pk], last="2025-12-31")

    then = client.get(address, {"on": "2025-06-30"}).context["timeline"]
    now = client.get(address).context["timeline"]
    before = client.get(address, {"known": a_day(1).isoformat()}).context["timeline"]

    offices = {name: line.lanes[2] for name, line in (("then", then), ("now", now), ("before", before))}
    assert {name: len(lane.now) for name, lane in offices.items()} == {"then": 1, "now": 0, "before": 0}
    assert {name: len(lane.pieces) for name, lane in offices.items()} == {"then": 1, "now": 1, "before": 0}


def test_a_member_asks_the_unit_decides_and_the_record_changes(office, signed_in):  # noqa: F811
    one = office.people["P02"]
    row = Membership.objects.known().get(person=one)
    fields = {"admitted_on": "2001-06-20", "reason": "入党志愿书写的是6月20日"}

    sent(signed_in("member"), "correction_new", [one.number, "membership", row.pk], **fields)
    request = Correction.objects.get()
    own = sent(signed_in("member"), "correction_decide", [request.number], decision="grant", answer="")
    sent(signed_in("secretary"), "correction_decide", [request.number], decision="grant", answer="已核对")

    assert own.status_code == 403
    assert Membership.objects.known().get(person=one).admitted_on == date(2001, 6, 20)
    page = signed_in("member").get(reverse("correction", args=[request.number])).content.decode()
    assert "已核对" in page


def test_nobody_asks_for_somebody_else(office, signed_in):  # noqa: F811
    one = office.people["P01"]
    row = Membership.objects.known().get(person=one)

    answers = [
        signed_in(role).get(reverse("correction_new", args=[one.number, "membership", row.pk])).status_code
        for role in ("member", "officer")
    ]

    assert answers == [404, 404]


def test_requests_are_on_the_list_of_the_unit_and_of_the_member(office, signed_in):  # noqa: F811
    one = office.people["P02"]
    row = Membership.objects.known().get(person=one)
    by = office.actor("member")
    correction_ask(one, Asked(Subject.MEMBERSHIP, row.pk, "写错", admitted_on=date(2001, 6, 20)), by=by)

    totals = {
        role: signed_in(role).get(reverse("corrections")).context["page"].total
        for role in ("member", "secretary", "officer", "stranger")
    }

    assert totals == {"member": 1, "secretary": 1, "officer": 1, "stranger": 0}


def test_fields_that_a_form_does_not_own_are_not_read(office, signed_in, far_secretary, letter, stay):  # noqa: F811
    owned = {"person": office.people["P01"].pk, "source": 1, "target": 1, "state": "confirmed", "stage": "returned"}
    dated = {"valid_from": "2000-01-01", "valid_to": "2000-01-02", "recorded_by": 99, "superseded_at": "2026-01-01"}

    sent(far_secretary, "transfer_step", [letter.number, "accept"], on=a_day(1), **owned, **dated)
    sent(far_secretary, "stay_step", [stay.number, "confirm"], on=a_day(1), **owned, **dated)

    letter.refresh_from_db()
    assert (letter.state, letter.person, letter.source) == ("accepted", office.people["P02"], office.unit(BRANCH))
    assert not Floating.objects.filter(recorded_by=99).exists()
    assert not Affiliation.objects.filter(recorded_by=99).exists()


@pytest.mark.parametrize("route", ["transfers", "stays", "exemptions", "corrections"])
def test_a_longer_list_costs_no_more_queries(office, signed_in, letter, stay, route, django_assert_max_num_queries):  # noqa: F811
    client = signed_in("officer")
    client.get(reverse(route))

    with django_assert_max_num_queries(15):
        client.get(
            reverse(route), {"list": {"transfers": "outgoing", "stays": "away", "exemptions": "all"}.get(route, "")}
        )


def test_the_timeline_asks_once_for_each_of_eight_kinds_of_state(office, signed_in, django_assert_max_num_queries):  # noqa: F811
    client = signed_in("officer")
    address = reverse("person_timeline", args=[office.people["P01"].number])
    client.get(address)

    with django_assert_max_num_queries(16 if connection.vendor == "sqlite" else 21):
        client.get(address)


def test_whoever_looks_leaves_a_record(office, signed_in, letter, stay):  # noqa: F811
    client, one = signed_in("secretary"), office.people["P02"]
    addresses = [
        reverse("person_timeline", args=[one.number]),
        reverse("transfer", args=[letter.number]),
        reverse("transfer_letter", args=[letter.number]),
        reverse("stay", args=[stay.number]),
    ]

    for address in addresses:
        client.get(address)
    client.get(reverse("transfers"), {"list": "outgoing"})

    opened = AuditRecord.objects.filter(verb="person.read", thing=one.number).order_by("pk")
    assert [record.facts["part"] for record in opened] == ["timeline", "transfer", "letter", "stay"]
    listed = AuditRecord.objects.get(verb="people.listed")
    assert (listed.thing, listed.facts) == ("transfers", {"filters": {"list": "outgoing"}, "hits": 1})
