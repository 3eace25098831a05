"""What handles items of a digest that are not tasks: somebody has seen them."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from smallcrm.models import DigestMark, Setting
from smallcrm.services.digest.queries import SETTING, SOURCES


def hold(session: Session, since: datetime) -> None:
    """Hold on to *since*, the ``last_seen`` of before this change, unless one is held already.

    Before anything of a digest is handled: each change would else move on what was seen last.
    """
    if session.scalar(select(Setting.id).where(Setting.name == SETTING)) is None:
        _keep(session, since)


def mark_seen(session: Session, source: str, key: str) -> None:
    """Note that an item was seen: it does not come again. Twice is as good as once."""
    known = select(DigestMark.id).where(DigestMark.source == source, DigestMark.key == key)
    if session.scalar(known) is None:
        session.add(DigestMark(source=source, key=key))
        session.flush()


def mark_all(session: Session, now: datetime) -> None:
    """Note that everything until *now* was seen; tasks stay until they are done or put off.

    So do missed calls on Today, and what was ticked off there.
    """
    _keep(session, now)
    session.execute(delete(DigestMark).where(DigestMark.source.in_(list(SOURCES))))


def _keep(session: Session, since: datetime) -> None:
    row = session.scalar(select(Setting).where(Setting.name == SETTING))
    if row is None:
        row = Setting(name=SETTING)
        session.add(row)
    row.value = json.dumps(since.isoformat())
    session.flush()
