"""``xueshi ledger`` seals, proves, keeps a checkpoint, and checks a proof."""

from datetime import date

import pytest

from tests.behind import behind_the_back
from tests.offices import INSTALLER, branch, person
from xueshi.cli.main import main
from xueshi.kernel.units import Credit, HalfDays
from xueshi.ledger.actions import append
from xueshi.ledger.models import Posting
from xueshi.ledger.sealing import public_key
from xueshi.ledger.statements import Fact, Line
from xueshi.rules.facts import Form, OrganiserLevel

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 14)


@pytest.fixture
def posting() -> Posting:
    fact = Fact("unit", "r1", person(branch()).pk, "主题党日", Form.F3, DAY, DAY)
    line = Line(DAY, DAY, Form.F3, OrganiserLevel.GRASSROOTS, Credit(200), HalfDays(1), Credit(100), "M24", "1")
    append([(fact, (line,))], batch="x", by=INSTALLER)
    return Posting.objects.get()


def test_a_sealed_ledger_is_whole_and_its_proof_holds(posting, tmp_path, capsys):
    path, kept = tmp_path / "proof.json", tmp_path / "checkpoint.json"

    statuses = [
        main(["ledger", "seal"]),
        main(["ledger", "checkpoint", str(kept)]),
        main(["ledger", "verify", "--checkpoint", str(kept), "--jobs", "1"]),
        main(["ledger", "prove", f"P{posting.pk}", str(path)]),
        main(["ledger", "check", str(path), "--key", public_key()]),
    ]

    said = capsys.readouterr().out
    assert statuses == [0, 0, 0, 0, 0]
    assert "台账与封存时一致：2 条，1 块，1 次封存" in said
    assert "尚未封存的 0 条" in said
    assert f"P{posting.pk} 在第 1 次封存（" in said


def test_an_altered_ledger_fails_and_the_entry_is_named(posting, capsys):
    main(["ledger", "seal"])
    with behind_the_back():
        Posting.objects.update(credit=900)

    status = main(["ledger", "verify", "--jobs", "1", "--lang", "en"])

    said = capsys.readouterr().out
    assert status == 1
    assert f"SEAL-001  P{posting.pk} was altered after it was sealed" in said
    assert "the ledger is not what was sealed: 1 faults in 2 entries, 1 blocks and 1 seals" in said


def test_a_ledger_without_seals_has_no_checkpoint_and_an_entry_no_proof(posting, tmp_path, capsys):
    kept = main(["ledger", "checkpoint", str(tmp_path / "checkpoint.json")])
    proved = main(["ledger", "prove", f"P{posting.pk}", str(tmp_path / "proof.json")])

    captured = capsys.readouterr()
    assert (kept, proved) == (0, 2)
    assert "台账还没有封存" in captured.out
    assert captured.err.startswith("SEAL-010")
