"""What a page says to a reader."""

import re

from django.http import HttpResponse

TAG = re.compile(r"<[^>]+>")
HIDDEN = re.compile(r"<(script|title)\b.*?</\1>", re.DOTALL)


def text(response: HttpResponse) -> str:
    """The words of the page, without tags and with single blanks."""
    return " ".join(TAG.sub(" ", HIDDEN.sub(" ", response.content.decode())).split())


def rows(response: HttpResponse) -> list[str]:
    """The words of each row of the page's tables, headings left out."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", response.content.decode(), re.DOTALL)
    found = [row for body in bodies for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]
    return [" ".join(TAG.sub(" ", row).split()) for row in found]
