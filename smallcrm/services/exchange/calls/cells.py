"""What a cell of a list of calls says, whatever a file had to do to have it read as text."""

from __future__ import annotations

import re

from smallcrm.services.exchange.sources.cells import cell_text

LONGEST = 300  # characters; no number, name or time of a call is as long
# So that a spreadsheet keeps the zero in front of a number, and runs no formula.
_AS_TEXT = re.compile(r"=\"(.*)\"|'([\d=+@-].*)")


def words(value: object) -> str:
    """The text of a cell, cut where it is longer than anything that a call has."""
    text = cell_text(value)[:LONGEST].strip()
    found = _AS_TEXT.fullmatch(text) if text[:1] in {"=", "'"} else None
    return text if found is None else found[1] or found[2] or ""
