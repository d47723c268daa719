"""Works through queued jobs, revives those whose process died, seals the audit trail, and closes the accounts of leavers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from xueshi.access.leavers import caretaker, leavers_close
from xueshi.access.seal import seal
from xueshi.intake.jobs import SILENT, revive

logger = logging.getLogger(__name__)

SEALING = timedelta(seconds=5)
"""Audit records wait no longer than this for their seal."""
LEAVING = timedelta(hours=1)
"""Leavers keep their accounts no longer than this."""


class Command(DatabaseWorker):
    """The worker of the queue, with a watch over jobs whose process died."""

    help = "Work through queued jobs, and start jobs anew whose process died."

    def handle(self, *args: Any, **options: Any) -> None:
        """Watch, seal and close in threads of their own, and work until a signal comes."""
        for task, pause in ((look, SILENT), (seal_trail, SEALING), (close_leavers, LEAVING)):
            threading.Thread(target=watch, args=(task, threading.Event(), pause), daemon=True).start()
        super().handle(*args, **options)


def look() -> None:
    """Revive dead jobs on a connection of the thread's own, which is given back."""
    try:
        revive()
    finally:
        connection.close()


def seal_trail() -> None:
    """Seal what was added to the audit trail, on a connection of the thread's own, which is given back."""
    try:
        seal()
    finally:
        connection.close()


def close_leavers() -> None:
    """Close what leavers left behind, on a connection of the thread's own, which is given back."""
    try:
        leavers_close(by=caretaker())
    finally:
        connection.close()


def watch(look: Callable[[], object], stop: threading.Event, pause: timedelta = SILENT) -> None:
    """Look now and after every pause until told to stop; a database that is busy is asked again after the next one."""
    while True:
        try:
            look()
        except DatabaseError:
            logger.warning("%s could not be watched over", look.__name__, exc_info=True)
        if stop.wait(pause.total_seconds()):
            return
