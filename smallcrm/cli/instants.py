"""Instants as scripts write them: ``2026-03-30T06:00:00Z``."""

from __future__ import annotations

from datetime import UTC, date, datetime

from smallcrm.core import zones
from smallcrm.core.errors import UserError
from smallcrm.core.text import T


def read_instant(text: str, name: str) -> datetime:
    """The instant in UTC, without a zone; a time that names no zone is one of this computer.

    Raises:
        UserError: it is no day and time; its ``field`` is *name*.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        found = zones.instant(moment.isoformat(), "") if moment.tzinfo is None else _in_utc(moment)
        if not date.min.year < found.year < date.max.year:  # a wall could not show it
            raise ValueError(text)  # noqa: TRY301 - said below
    except (ValueError, OverflowError) as error:
        raise UserError(
            T("{text} is not a day and a time.", text=text),
            hint=T("Write it as 2026-11-30T09:00:00Z, or 2026-11-30 09:00 for the time here."),
            field=name,
        ) from error
    return found


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def write_instant(instant: datetime | None) -> str | None:
    """An instant as scripts read it."""
    return f"{instant.replace(microsecond=0).isoformat()}Z" if instant is not None else None
