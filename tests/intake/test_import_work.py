"""Staging files do not outlive their use."""

import os
import time

from xueshi.intake.import_work import KEPT_FOR, staging_path, stagings_expire


def test_a_staging_file_goes_after_a_week(settings, tmp_path):
    settings.XUESHI_DATA = tmp_path
    now = time.time()
    for name, age in (("old", KEPT_FOR.total_seconds() + 60), ("young", KEPT_FOR.total_seconds() - 60)):
        path = staging_path(name)
        path.write_bytes(b"")
        os.utime(path, (now - age, now - age))

    gone = stagings_expire()

    assert gone == 1
    assert not staging_path("old").exists()
    assert staging_path("young").exists()
