"""One entry is proved to somebody who has no database, and a ledger that was set back is found by a checkpoint."""

import json
from datetime import date, timedelta

import pytest

from tests.behind import behind_the_back
from tests.offices import INSTALLER, county, person
from xueshi.kernel.errors import XueshiError
from xueshi.kernel.units import Credit, HalfDays
from xueshi.ledger.actions import append
from xueshi.ledger.models import Block, Participation, Posting, Seal
from xueshi.ledger.offline import check
from xueshi.ledger.proofs import Entry, cut, prove, write_checkpoint
from xueshi.ledger.sealing import public_key, seal
from xueshi.ledger.statements import Fact, Line
from xueshi.rules.facts import Form, OrganiserLevel

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 14)


@pytest.fixture
def people():
    return [person(county(name)["first"]) for name in ("甲县委", "乙县委", "丙县委")]


def write(people, count: int = 7, begin: int = 0) -> None:
    items = []
    for number in range(begin, begin + count):
        day = DAY + timedelta(days=number)
        fact = Fact("unit", f"r{number}", people[number % len(people)].pk, "学习", Form.F3, day, day)
        items.append(
            (fact, (Line(day, day, Form.F3, OrganiserLevel.COUNTY, Credit(200), HalfDays(1), Credit(0), "M24", "1"),))
        )
    append(items, batch="b", by=INSTALLER)


def written(tmp_path, proof):
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(proof), encoding="utf-8")
    return path


def test_every_entry_has_a_proof_that_holds_without_the_database(people, tmp_path):
    write(people)
    seal()
    write(people, begin=7)
    seal()
    names = [f"F{key}" for key in Participation.objects.values_list("pk", flat=True)]
    names += [f"P{key}" for key in Posting.objects.values_list("pk", flat=True)]

    proved = [check(written(tmp_path, prove(Entry.named(name))), key=public_key()) for name in names]

    assert [one.entry for one in proved] == names
    assert {one.seal for one in proved} == {1, 2}
    assert all("r0" in one.text for one in proved if one.entry == names[0])


@pytest.mark.parametrize(
    ("where", "value", "why"),
    [
        (("format",), "other", "format"),
        (("entry", "text"), "posting|1|999", "entry"),
        (("entry", "name"), "P999", "name"),
        (("block", "postings"), 99, "block"),
        (("block", "root"), "0" * 64, "entry"),
        (("seal", "facts_to"), 99, "seal"),
        (("seal", "root"), "0" * 64, "block"),
        (("seal", "signature"), "0" * 128, "signature"),
        (("key",), "0" * 64, "signature"),
        (("in_block", "at"), 0, "entry"),
        (("in_seal", "at"), 0, "block"),
        (("in_block", "steps"), [], "ValueError"),
        (("in_block",), None, "TypeError"),
        (("seal", "algorithm"), "md5", "ValueError"),
    ],
)
def test_a_proof_of_which_a_part_was_changed_does_not_hold(people, tmp_path, where, value, why):
    write(people)
    seal()
    second = Posting.objects.order_by("pk")[4]
    proof = prove(Entry("posting", second.pk))
    inner = proof
    for name in where[:-1]:
        inner = inner[name]
    inner[where[-1]] = value

    with pytest.raises(XueshiError) as refused:
        check(written(tmp_path, proof))

    assert (refused.value.code, refused.value.values["why"]) == ("SEAL-011", why)


def test_a_proof_signed_by_another_installation_is_not_taken_for_ours(people, tmp_path, settings):
    write(people)
    key = public_key()
    settings.XUESHI_LEDGER_SIGNING_KEY = "22" * 32
    seal()
    path = written(tmp_path, prove(Entry("fact", Participation.objects.earliest("pk").pk)))

    with pytest.raises(XueshiError) as refused:
        check(path, key=key)

    assert refused.value.values["why"] == "key"


@pytest.mark.parametrize(
    ("name", "code"), [("X1", "SEAL-012"), ("F", "SEAL-012"), ("F99", "SEAL-012"), ("P１", "SEAL-012")]
)
def test_an_entry_that_there_is_not_has_no_proof(people, name, code):
    write(people)
    seal()

    with pytest.raises(XueshiError) as refused:
        prove(Entry.named(name))

    assert refused.value.code == code


def test_an_entry_that_is_not_sealed_yet_has_no_proof_yet(people):
    write(people)

    with pytest.raises(XueshiError) as refused:
        prove(Entry("fact", Participation.objects.earliest("pk").pk))

    assert refused.value.code == "SEAL-010"


def test_a_checkpoint_finds_a_ledger_that_was_set_back(people, tmp_path):
    write(people)
    seal()
    write(people, begin=7)
    seal()
    path = tmp_path / "checkpoint.json"
    number = write_checkpoint(path)
    held = cut(path)

    with behind_the_back():
        Block.objects.filter(seal=2).delete()
        Seal.objects.filter(number=2).delete()
        Posting.objects.filter(participation__record__in=[f"r{n}" for n in range(7, 14)]).delete()
        Participation.objects.filter(record__in=[f"r{n}" for n in range(7, 14)]).delete()

    assert (number, held) == (2, None)
    found = cut(path)
    assert found is not None
    assert found.code == "SEAL-008"


def test_a_checkpoint_of_a_ledger_without_seals_is_not_written(tmp_path):
    assert write_checkpoint(tmp_path / "checkpoint.json") == 0
    assert not (tmp_path / "checkpoint.json").exists()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"number": 1}'])
def test_a_file_that_is_no_checkpoint_is_refused(tmp_path, text):
    path = tmp_path / "checkpoint.json"
    path.write_text(text)

    with pytest.raises(XueshiError) as refused:
        cut(path)

    assert refused.value.code == "SEAL-009"
