"""What a list of ours says about itself: the state of the data that it was written from.

It stands in a property of the workbook, which Excel and LibreOffice keep when they save; a CSV
file has no place for it.
"""

from __future__ import annotations

from typing import NamedTuple

NAME = "SmallCRM state"


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
