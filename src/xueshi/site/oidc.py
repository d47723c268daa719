"""The systems that one may sign in through, as a file lists them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def providers(file: str) -> list[dict[str, Any]]:
    """The OpenID Connect providers of a JSON file, in the sign-in library's form; none without a file.

    Each entry has ``id``, ``name``, ``client_id``, ``secret`` and ``server``, the issuer's address; ``pages`` is the origin of
    its sign-in page where that differs.
    """
    if not file:
        return []
    return [_app(entry) for entry in json.loads(Path(file).read_text(encoding="utf-8"))]


def origins(apps: Sequence[dict[str, Any]]) -> list[str]:
    """The origins that a form may lead to because of the providers."""
    return sorted({app["settings"]["pages"] for app in apps})


def _app(entry: dict[str, str]) -> dict[str, Any]:
    parts = urlsplit(entry["server"])
    return {
        "provider_id": entry["id"],
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": entry["secret"],
        "settings": {
            "server_url": entry["server"],
            "pages": entry.get("pages", f"{parts.scheme}://{parts.netloc}"),
        },
    }
