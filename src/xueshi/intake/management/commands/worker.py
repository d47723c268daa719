"""Works through queued jobs, and looks every minute for jobs whose process died."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from xueshi.intake.jobs import SILENT, revive

logger = logging.getLogger(__name__)


class Command(DatabaseWorker):
    """The worker of the queue, with a watch over jobs whose process died."""

    help = "Work through queued jobs, and start jobs anew whose process died."

    def handle(self, *args: Any, **options: Any) -> None:
        """Watch in a thread of its own and work until a signal comes."""
        threading.Thread(target=watch, args=(look, threading.Event()), daemon=True).start()
        super().handle(*args, **options)


def look() -> None:
    """Revive dead jobs on a connection of the thread's own, which is given back."""
    try:
        revive()
    finally:
        connection.close()


def watch(look: Callable[[], object], stop: threading.Event) -> None:
    """Look now and every minute until told to stop; a database that is busy is asked again a minute later."""
    while True:
        try:
            look()
        except DatabaseError:
            logger.warning("jobs could not be watched", exc_info=True)
        if stop.wait(SILENT.total_seconds()):
            return
