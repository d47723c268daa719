"""Every route for every role and relation: what may not be seen is not found, and nothing is open by mistake."""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.web.office import AS_OF, BRANCH, SIBLING
from xueshi.access.exports import export_of_job
from xueshi.intake.jobs import job_enqueue
from xueshi.intake.models import Job, JobState
from xueshi.intake.uploads import result_path
from xueshi.ledger.models import Participation
from xueshi.standings.upload import Files

ROLES = ("anonymous", "member", "secretary", "officer", "stranger")
TABLE = Path(__file__).with_name("routes.csv")
NOBODY = "0000000000000000"


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def checked(office) -> Job:
    """A check of the officer that is done and gave back a file."""
    done = Job.objects.create(
        kind="check",
        owner=office.accounts["officer"],
        state=JobState.DONE,
        params=Files("a", "b", "M24", AS_OF, {}).params(),
        result_file="returned.xlsx",
        result={
            "roster": {"name": "a.csv", "rows": 1},
            "register": {"name": "b.csv", "rows": 1},
            "organisations": [],
            "codes": {},
            "refused": [],
        },
    )
    result_path("returned.xlsx").write_bytes(b"rows")
    export_of_job("check", done.number, "returned.xlsx", by=office.actor("officer"))
    return done


def address(office, checked: Job, row: dict[str, str]) -> str:
    """The address of a row's route for its target."""
    route, target = row["route"], row["target"]
    if route.startswith("unit") and target:
        names = {
            "branch": BRANCH,
            "sibling": SIBLING,
            "parent": "清河县委/城关镇党委",
            "county": "清河县委",
            "foreign": "白水县委",
        }
        return reverse(route, args=[office.unit(names[target]).number])
    if route.startswith("person"):
        return reverse(route, args=[person(office, target)])
    if route == "entry":
        records = {"self": "R02", "same_branch": "R01", "sibling": "R06"}
        return reverse(route, args=[Participation.objects.get(record=records[target]).pk if target in records else 0])
    if route in ("factor_drop", "session_drop", "identity_drop"):
        return reverse(route, args=[0])
    if route in ("filter_remove", "password_link", "account_factors_reset"):
        return reverse(route, args=[NOBODY])
    if route == "run":
        return reverse(route, args=[NOBODY if target == "nobody" else office.run.number])
    if route.startswith(("job_", "upload_confirm")) or route in ("job", "upload"):
        return reverse(route, args=[checked.number])
    return reverse(route, args={"plan": ["M24"], "clause": ["M24", "M24-I02"]}.get(route, []))


def person(office, target: str) -> str:
    """The number of the person that a target means for the member, who is P02."""
    numbers = {"self": "P02", "same_branch": "P01", "sibling": "P06"}
    return office.people[numbers[target]].number if target in numbers else NOBODY


def answer(client: Client, method: str, target: str) -> str:
    """The status of one request, whose changes are taken back."""
    with transaction.atomic():
        response = client.generic(method, target)
        b"".join(response)
        transaction.set_rollback(True)
    return str(response.status_code)


def test_each_role_gets_what_the_table_says(office, signed_in, checked):
    for role in ROLES:
        signed_in(role)

    answers = [
        {**row, **{role: answer(signed_in(role), row["method"], address(office, checked, row)) for role in ROLES}}
        for row in table()
    ]

    assert answers == table()


def test_a_route_cannot_be_added_without_saying_who_may_use_it():
    routes = {name for name in get_resolver().reverse_dict if isinstance(name, str)}

    assert routes == {row["route"] for row in table()}


def test_strangers_to_the_system_are_led_to_the_sign_in(office, signed_in, checked):
    closed = [row for row in table() if row["anonymous"] == "302" and row["method"] == "GET"]

    answers = [signed_in("anonymous").get(address(office, checked, row)) for row in closed]

    assert {response.url.partition("?")[0] for response in answers} == {"/sign-in/"}


def test_hidden_and_absent_people_look_the_same(office, signed_in):
    client = signed_in("secretary")

    hidden = client.get(reverse("person", args=[office.people["P06"].number]))
    absent = client.get(reverse("person", args=[NOBODY]))

    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.replace(office.people["P06"].number.encode(), b"") == absent.content.replace(
        NOBODY.encode(), b""
    )


def test_a_job_is_its_owner_s_only(office, signed_in):
    mine = job_enqueue("judge", {}, by=office.actor("officer"))

    assert signed_in("secretary").get(reverse("job", args=[mine.number])).status_code == 404
