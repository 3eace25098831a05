"""Somebody who asked, as a form, a list or a message has him; and rules as a form has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

TYPED, IMPORT, MAIL, FOLDER = "typed", "import", "mail", "folder"  # how a lead came in
ROUND_ROBIN, LEAST_BUSY = "round_robin", "least_busy"


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """A lead, not yet checked.

    Attributes:
        source: The channel: Site, Google, fair; that of the campaign where it is empty.
        campaign: The name of a campaign; one that is not there is made.
        origin: ``typed``, ``import``, ``mail`` or ``folder``.
        origin_key: What the file or the message it comes from is known by, so that none comes in
            twice; empty where a person typed it.
        received_at: When it came, in UTC; now when None.
    """

    name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    message: str = ""
    source: str = ""
    campaign: str = ""
    origin: str = TYPED
    origin_key: str = ""
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """Who gets new leads.

    Attributes:
        staff_ids: Who takes part, in the order of the round.
        source: Only leads from there; empty for all.
        way: ``round_robin`` or ``least_busy`` (fewest open leads and deals).
        call_within: Minutes in which the new owner is to call; None: no task is made.
    """

    staff_ids: tuple[int, ...]
    source: str = ""
    way: str = ROUND_ROBIN
    call_within: int | None = None
