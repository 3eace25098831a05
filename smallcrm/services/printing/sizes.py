"""How large labels and envelopes are, as they are sold."""

from __future__ import annotations

from typing import NamedTuple

_INCH = 25.4


class LabelSheet(NamedTuple):
    """A sheet of labels as it is sold; all lengths in millimeters.

    Attributes:
        across, down: From the left edge of one label to that of the next, and from top to top.
    """

    name: str
    paper: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def labels(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows


# Sizes as the maker states them for each number.
SHEETS = {
    sheet.name: sheet
    for sheet in (
        LabelSheet("L7160", "a4", 3, 7, 63.5, 38.1, 7.25, 15.15, 66.0, 38.1),
        LabelSheet("L7163", "a4", 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1),
        LabelSheet(
            "5160",
            "letter",
            columns=3,
            rows=10,
            width=2.625 * _INCH,
            height=1.0 * _INCH,
            left=0.1875 * _INCH,
            top=0.5 * _INCH,
            across=2.75 * _INCH,
            down=1.0 * _INCH,
        ),
    )
}


class Envelope(NamedTuple):
    """An envelope that lies on its long side; lengths in millimeters."""

    name: str
    width: float
    height: float


# ISO 269, and the American number 10 (9 1/2 by 4 1/8 inches).
ENVELOPES = {
    each.name: each
    for each in (
        Envelope("DL", 220, 110),
        Envelope("C6/5", 229, 114),
        Envelope("#10", 241.3, 104.775),
    )
}
