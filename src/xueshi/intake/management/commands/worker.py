"""Works through queued jobs, looks every minute for jobs whose process died, and seals the audit trail every few seconds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from xueshi.access.seal import seal
from xueshi.intake.jobs import SILENT, revive

logger = logging.getLogger(__name__)

SEALING = timedelta(seconds=5)
"""Audit records wait no longer than this for their seal."""


class Command(DatabaseWorker):
    """The worker of the queue, with a watch over jobs whose process died."""

    help = "Work through queued jobs, and start jobs anew whose process died."

    def handle(self, *args: Any, **options: Any) -> None:
        """Watch and seal in threads of their own, and work until a signal comes."""
        for task, pause in ((look, SILENT), (seal_trail, SEALING)):
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


def watch(look: Callable[[], object], stop: threading.Event, pause: timedelta = SILENT) -> None:
    """Look now and after every pause until told to stop; a database that is busy is asked again after the next one."""
    while True:
        try:
            look()
        except DatabaseError:
            logger.warning("%s could not be watched over", look.__name__, exc_info=True)
        if stop.wait(pause.total_seconds()):
            return
