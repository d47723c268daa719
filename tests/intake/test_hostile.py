"""Files that mean harm are refused with a code, and the process that asks neither grows nor stops."""

import re
import resource

import pytest

from tests.intake.hostile import FILES, packed, parts
from xueshi.intake.spool import spool
from xueshi.intake.staging import Staging
from xueshi.kernel.errors import XueshiError

ROSTER = "xueshi.people.roster_rows:ROSTER"
MEMORY = 256 * 1024
"""Kibibytes that the asking process may grow by."""


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_there_are_forty_of_them_at_least():
    assert len(FILES) >= 40


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_with_a_code(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    before = peak()

    with pytest.raises(XueshiError) as refused:
        spool(path, ROSTER, tmp_path / "staging.db")

    assert re.fullmatch(r"(FILE|TABLE)-\d{3}", refused.value.code)
    assert peak() - before < MEMORY
    assert not (tmp_path / "staging.db").exists()
    assert sorted(one.name for one in tmp_path.iterdir()) in ([name], sorted([name, "staging.part"]))


def test_the_file_that_the_hostile_ones_are_made_from_is_taken(tmp_path):
    path = tmp_path / "good.xlsx"
    path.write_bytes(packed(parts()))

    spool(path, ROSTER, tmp_path / "staging.db")

    staging = Staging(tmp_path / "staging.db")
    assert staging.meta("rows") == 1
    staging.close()


def test_a_table_inside_an_archive_is_read(tmp_path):
    path = tmp_path / "good.zip"
    path.write_bytes(packed({"名册.csv": "人员编号,姓名,所在党组织\nA1,张某,甲县委\n"}))

    spool(path, ROSTER, tmp_path / "staging.db")

    staging = Staging(tmp_path / "staging.db")
    assert staging.meta("rows") == 1
    staging.close()
