"""Tags in one cell."""

from __future__ import annotations

import re
from functools import lru_cache

from smallcrm.core.blanks import one_line

_SEPARATED = re.compile(r"\s*(?::::|[;,|\n\r])\s*")


@lru_cache(maxsize=10_000)
def tags(text: str) -> tuple[str, ...]:
    """The tags in a cell, each once; Google's own groups (``* myContacts``) are none."""
    found = [one_line(tag) for tag in _SEPARATED.split(text)]
    return tuple(dict.fromkeys([tag for tag in found if tag and tag[0] != "*"]))
