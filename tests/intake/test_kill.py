"""An import that is killed at any moment is carried on: nothing is lost and nothing doubled."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def killed(points: int, seed: int) -> dict[str, object]:
    environment = {name: value for name, value in os.environ.items() if name != "XUESHI_DATABASE_URL"}
    command = [sys.executable, "-m", "tests.intake.killing", str(points), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize(
    ("points", "seed"), [pytest.param(20, 1, id="20"), pytest.param(200, 2, marks=pytest.mark.nightly, id="200")]
)
def test_a_killed_import_loses_nothing_and_doubles_nothing(points, seed):
    found = killed(points, seed)

    assert found["killed"] >= points
    assert found["people"] == 120
    assert found["wrong"] == []
