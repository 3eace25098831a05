"""What is offered to choose from while a deal is edited."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.fold import fold
from smallcrm.models import Campaign, Staff, Tag


class DealChoices(NamedTuple):
    """Who works here and which campaigns there are, names by their ids; all tags."""

    staff: dict[int, str]
    campaigns: dict[int, str]
    tags: list[str]


def list_choices(session: Session) -> DealChoices:
    """What there is now, each list in its usual order."""
    staff = select(Staff.id, Staff.name).where(Staff.deleted_at.is_(None))
    campaigns = select(Campaign.id, Campaign.name).where(Campaign.deleted_at.is_(None))
    return DealChoices(
        dict(session.execute(staff.order_by(Staff.position, Staff.id)).all()),
        dict(session.execute(campaigns.order_by(Campaign.name, Campaign.id)).all()),
        list(session.scalars(select(Tag.name).order_by(Tag.folded))),
    )


def find_staff(session: Session, name: str) -> int | None:
    """Who of the staff is called *name*, in any case; None for nobody."""
    return _find(list_choices(session).staff, name)


def find_campaign(session: Session, name: str) -> int | None:
    """The campaign called *name*, in any case; None for none."""
    return _find(list_choices(session).campaigns, name)


def _find(names: dict[int, str], wanted: str) -> int | None:
    return next((key for key, name in names.items() if fold(name) == fold(wanted.strip())), None)
