"""Taking an export as a user does: the page that asks what for, the job, the download."""

from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.urls import reverse

from xueshi.intake.jobs import work


def asking(kind: str, query: str = "", *, full: bool = False) -> str:
    """The address of the page that asks what an export is for."""
    return f"{reverse('export_full' if full else 'export_new', args=[kind])}?{query}"


def exported(
    client: Client, kind: str, query: str = "", *, full: bool = False, headers: Mapping[str, str] | None = None
) -> bytes:
    """The bytes of an export."""
    return bytes(take(client, kind, query, full=full, headers=headers).body)


def take(
    client: Client, kind: str, query: str = "", *, full: bool = False, headers: Mapping[str, str] | None = None
) -> Any:
    """The answer that downloads an export; its bytes are the ``body``."""
    said = {"purpose": "planning", "note": "核对名单" if full else ""}
    queued: Any = client.post(asking(kind, query, full=full), said, headers=headers)
    assert queued.status_code == 302, queued.content.decode()
    number = queued.url.rstrip("/").rpartition("/")[2]
    work.func(number)
    response: Any = client.get(reverse("job_result", args=[number]))
    response.body = b"".join(response.streaming_content)
    return response
