"""Advertising as a form has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """Advertising as a form has it, not yet checked.

    Attributes:
        source: The channel it runs on: Site, Google, fair.
        cost: In major units of *currency*; that of the business where it is empty.
        starts, ends: The first and the last day; None where nobody said.
    """

    name: str
    source: str = ""
    cost: Decimal = Decimal(0)
    currency: str = ""
    starts: date | None = None
    ends: date | None = None
    note: str = ""
