"""What a page says to a reader."""

import re
from typing import Any

TAG = re.compile(r"<[^>]+>")
HIDDEN = re.compile(r"<(script|title)\b.*?</\1>", re.DOTALL)


def text(response: Any) -> str:
    """The words of the page, without tags and with single blanks."""
    return " ".join(TAG.sub(" ", HIDDEN.sub(" ", response.content.decode())).split())


def rows(response: Any) -> list[str]:
    """The words of each row of the page's tables, headings left out."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", response.content.decode(), re.DOTALL)
    found = [row for body in bodies for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]
    return [" ".join(TAG.sub(" ", row).split()) for row in found]


def part(pattern: str, source: str) -> str:
    """The first part of a page's source that fits; its first group if the pattern has one."""
    return str(re.findall(pattern, source, re.DOTALL)[0])
