"""Every route of the site with an address, whose variable parts name nothing that exists."""

import re
from typing import Any

from django.urls import get_resolver

NOBODY = "0000000000000000"


def addresses() -> dict[str, str]:
    """The address of each named route."""
    routes: Any = get_resolver().reverse_dict
    found = {}
    for name in {name for name in routes if isinstance(name, str)}:
        parts, pattern, _defaults, converters = routes[name]
        template, names = parts[0]
        found[name] = "/" + template % {each: _value(each, pattern, converters) for each in names}
    return found


def _value(name: str, pattern: str, converters: dict[str, Any]) -> str:
    """What a variable part is filled with: the first of the words that it may be, else a number of nobody."""
    words = re.search(rf"\(\?P<{name}>(\w+)\|", pattern)
    if words:
        return words[1]
    return "0" if type(converters.get(name)).__name__ == "IntConverter" else NOBODY
