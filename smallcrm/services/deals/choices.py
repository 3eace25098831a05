"""What is offered to choose from while a deal is edited."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.models import Tag
from smallcrm.services import campaigns, staff


class DealChoices(NamedTuple):
    """Who works here and which campaigns there are, names by their ids; sources; all tags."""

    staff: dict[int, str]
    campaigns: dict[int, str]
    sources: list[str]
    tags: list[str]


def list_choices(session: Session) -> DealChoices:
    """What there is now, each list in its usual order."""
    return DealChoices(
        {row.id: row.name for row in staff.list_staff(session)},
        campaigns.list_names(session),
        campaigns.list_source_names(session),
        list(session.scalars(select(Tag.name).order_by(Tag.folded))),
    )
