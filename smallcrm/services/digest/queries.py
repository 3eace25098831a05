"""What came and was not handled, in order of its time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.models import Action, DigestMark, Setting
from smallcrm.services.digest import sources
from smallcrm.services.digest.items import BIRTHDAY, CALL, DEAL, INVOICE, RECURRING, TASK, Item

SETTING = "digest.since"  # everything that came until then is handled; an instant as JSON
Source = Callable[[Session, datetime, datetime], Iterator[Item]]
# Another kind of thing that comes by itself adds a line.
SOURCES: Mapping[str, Source] = {
    TASK: sources.due_tasks,
    INVOICE: sources.overdue_invoices,
    RECURRING: sources.waiting_documents,
    BIRTHDAY: sources.birthdays,
    DEAL: sources.stale_deals,
    CALL: sources.missed_calls,
}


def last_seen(session: Session) -> datetime:
    """The instant until which everything was seen: the one that is held (``commands.hold``).

    Nothing is held in a file whose digests were all empty: then it is when the file was changed
    last, by the number of the change and not by its time.
    """
    stored = session.scalar(select(Setting.value).where(Setting.name == SETTING))
    if stored is not None:
        return datetime.fromisoformat(json.loads(stored))
    return session.scalar(select(Action.at).order_by(Action.id.desc()).limit(1)) or clock.now()


def collect(session: Session, now: datetime, since: datetime | None = None) -> list[Item]:
    """Everything that came until *now* and is not handled, in order of its time.

    *since* is ``last_seen`` where it is not given. A pure query: what was cut off in the middle is
    the same list again, without what was handled.
    """
    begin = last_seen(session) if since is None else since
    seen = {(mark.source, mark.key) for mark in session.scalars(select(DigestMark))}
    found = [
        item
        for source in SOURCES.values()
        for item in source(session, begin, now)
        if (item.source, item.key) not in seen
    ]
    return sorted(found, key=lambda item: (item.at, item.source, item.id))
