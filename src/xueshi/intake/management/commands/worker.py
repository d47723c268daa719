"""Works through queued jobs, and does again and again what ``settings.XUESHI_WATCHES`` names."""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

logger = logging.getLogger(__name__)


class Command(DatabaseWorker):
    """The worker of the queue, with its watches."""

    help = "Work through queued jobs; revive jobs whose process died, seal what was written, close what leavers left."

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep every watch in a thread of its own, and work until a signal comes."""
        for name, pause in settings.XUESHI_WATCHES.items():
            watching = (on_own_connection(import_string(name)), threading.Event(), pause)
            threading.Thread(target=watch, args=watching, daemon=True).start()
        super().handle(*args, **options)


def on_own_connection(task: Callable[[], object]) -> Callable[[], object]:
    """The task, giving back the connection of its thread every time."""

    @functools.wraps(task)
    def tended() -> object:
        try:
            return task()
        finally:
            connection.close()

    return tended


def watch(task: Callable[[], object], stop: threading.Event, pause: timedelta) -> None:
    """Do a task now and after every pause until told to stop; a database that is busy is asked again after the next one."""
    while True:
        try:
            task()
        except DatabaseError:
            logger.warning("%s could not be watched over", task.__name__, exc_info=True)
        if stop.wait(pause.total_seconds()):
            return
