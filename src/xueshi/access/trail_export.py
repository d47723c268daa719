"""The audit trail as a file of one JSON object a line, which programs that gather logs read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from xueshi.access.chain import spoken
from xueshi.access.exports import WRITING, Draft, mark_of
from xueshi.access.models import ExportRecord
from xueshi.access.trail import TrailFilter, trail
from xueshi.kernel.actors import Actor, Right
from xueshi.kernel.work import Progress

EVERY = 5000


class Trail:
    """The records that fit a filter."""

    right = Right.READ_AUDIT

    def draft(self, params: Mapping[str, str], *, by: Actor) -> Draft:
        """How many records fit."""
        wanted = TrailFilter.of(params)
        return Draft("audit", trail(wanted, by=by).count(), "", wanted.said(), ending="jsonl")

    def write(self, record: ExportRecord, path: Path, progress: Progress, *, by: Actor) -> int:
        """A first line that says whose file it is, then the records, the latest first."""
        found = trail(TrailFilter.of(record.params), by=by)
        count = 0
        with path.open("w", encoding="utf-8") as file:
            file.write(json.dumps({"export": mark_of(record)}, ensure_ascii=False) + "\n")
            for count, row in enumerate(found.iterator(chunk_size=1000), start=1):
                file.write(json.dumps(spoken(row) | {"chain": row.chain}, ensure_ascii=False, sort_keys=True) + "\n")
                if count % EVERY == 0:
                    progress(50, WRITING)
        return count


TRAIL = Trail()
