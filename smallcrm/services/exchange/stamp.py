"""What a list of ours says about itself: the state of the data that it was written from.

It stands in a property of the workbook, which Excel and LibreOffice keep when they save; a CSV
file has no place for it.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from smallcrm.services.exchange.sources.zipped import BROKEN

NAME = "SmallCRM state"
_PLACES = ("docProps/custom.xml", "meta.xml")  # of xlsx and of ods
_LONGEST = 100_000  # bytes of such a part that are looked at
_FOUND = re.compile(
    rb'name="SmallCRM state"[^>]*>(?:\s*<vt:lpwstr>)?\s*'
    rb"([0-9a-f-]{32,36}) (all|some) (\d{1,9})\s*<"
)


class Stamp(NamedTuple):
    """The state that a list shows.

    Attributes:
        action: The uid of the last action of the history.
        is_all: Whether every contact was in the list.
        rows: How many were in it.
    """

    action: str
    is_all: bool
    rows: int

    def text(self) -> str:
        """As it stands in the property."""
        return f"{self.action} {'all' if self.is_all else 'some'} {self.rows}"


def parsed(text: str) -> Stamp | None:
    """What ``Stamp.text`` gave; None for anything else."""
    action, _, rest = text.partition(" ")
    which, _, rows = rest.partition(" ")
    return Stamp(action, which == "all", int(rows)) if rows.isdecimal() else None


def read(path: Path) -> str:
    """The text of the stamp in a workbook whose container has been checked; empty without one."""
    try:
        with zipfile.ZipFile(path) as container:
            for place in _PLACES:
                if place in container.namelist():
                    with container.open(place) as part:
                        found = _FOUND.search(part.read(_LONGEST))
                    if found:
                        return b" ".join(found.groups()).decode("ascii")
    except BROKEN:
        return ""
    return ""
