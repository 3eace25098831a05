"""The neutral form of somebody who asked."""

from __future__ import annotations

from typing import NamedTuple


class Inquiry(NamedTuple):
    """What a line of a list or a message says of somebody.

    Attributes:
        day: When it came: ``2026-11-29``, or with a time in UTC ``2026-11-29 14:02:00``; may be
            empty, as all of them.
    """

    name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    message: str = ""
    source: str = ""
    campaign: str = ""
    day: str = ""


FIELDS = Inquiry._fields[:-1]
EMPTY = Inquiry()
