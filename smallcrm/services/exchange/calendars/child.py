"""The part of the child process that reads a calendar: one frame of facts, then its items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from smallcrm.core import clock
from smallcrm.core.errors import ImportProblem
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services.exchange.calendars import events
from smallcrm.services.exchange.calendars.components import Piece, cut
from smallcrm.services.exchange.calendars.events import LeftOut, Read
from smallcrm.services.exchange.calendars.items import CalendarItem
from smallcrm.services.exchange.calendars.values import Values
from smallcrm.services.exchange.calendars.zone_names import ZoneNames
from smallcrm.services.exchange.sources import limits
from smallcrm.services.exchange.sources.encoding import decode

LARGEST = 64 * limits.MEGABYTE
MOST = 20_000  # events and tasks of a file
_BEGIN = "BEGIN:VCALENDAR"
_LONGEST_VALUE = 200  # characters of what a remark quotes


class _Remark(NamedTuple):
    """As ``drafts.RowWarning`` has it."""

    row: int
    field: str
    value: str
    code: str


def frames(request: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """``facts`` and ``lines`` of the file that *request* names; see ``reading.worker``."""
    path = Path(request["path"])
    limits.check_file(path)
    if path.stat().st_size > LARGEST:
        raise limits.too_large()
    decoded = decode(path.read_bytes(), request["encoding"])
    text = decoded.data.decode(decoded.codec, "replace")
    pieces = cut(text)
    if _BEGIN not in text[:10_000].upper() and not pieces.found:
        raise ImportProblem(
            T("This is not a calendar. Nothing was imported."),
            hint=T("Export the calendar again as an .ics file, and choose that."),
        )
    if len(pieces.found) > MOST:
        raise ImportProblem(
            T("This calendar holds more than {count} entries. Nothing was imported.", count=MOST),
            hint=T("Export a shorter span of time, or one calendar at a time."),
        )
    names, now = ZoneNames(pieces.zones), clock.now()
    remarks: list[_Remark] = []
    found = [(piece, one) for piece in pieces.found if (one := _read(piece, names, now, remarks))]
    items = list(_items([one for _, one in found]))
    for piece, one in found:
        remarks += [_remark(piece, one.item.title, code) for code in one.remarks]
    yield (
        "facts",
        {
            "format": "ics",
            "system": "unknown",
            "encoding": decoded.encoding,
            "total": len(pieces.found),
            "warnings": sorted(tuple(remark) for remark in remarks),
        },
    )
    yield "lines", [tuple(item) for item in items]


def _read(piece: Piece, names: ZoneNames, now: datetime, remarks: list[_Remark]) -> Read | None:
    title = next((line for line in piece.lines if line.upper().startswith("SUMMARY")), "")
    title = title.partition(":")[2]
    try:
        read = events.read(Values(_parsed(piece), names), now)
    except LeftOut as why:
        remarks.append(_remark(piece, title, str(why)))
        return None
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        remarks.append(_remark(piece, title, "calendar_broken"))
        return None
    if read.item.cancelled and read.stands_for is None:
        remarks.append(_remark(piece, read.item.title, "calendar_cancelled"))
    return read


def _parsed(piece: Piece) -> Any:
    """The component; a broken alarm costs only the alarms."""
    component = load("icalendar").Component
    try:
        return component.from_ical(piece.text)
    except (ValueError, TypeError, KeyError):
        return component.from_ical(piece.without_alarms)


def _remark(piece: Piece, title: str, code: str) -> _Remark:
    return _Remark(piece.number, "", title[:_LONGEST_VALUE], code)


def _items(found: list[Read]) -> Iterator[CalendarItem]:
    """All times: what stands for one time of something that repeats takes it out there."""
    in_turn = sorted(found, key=lambda one: not one.item.cancelled)  # what is on counts
    whole = {one.item.uid: one for one in in_turn if one.stands_for is None}
    stood_for: dict[str, dict[str, Read]] = defaultdict(dict)
    for one in found:
        if one.stands_for is not None:
            of = whole.get(one.item.uid, one)
            stood_for[one.item.uid][events.wall_of(one.stands_for, of.start)] = one
    for uid, one in whole.items():
        yield from events.times_of(one, frozenset(stood_for.get(uid, ())))
    for several in stood_for.values():
        for time, one in several.items():
            yield events.alone(one.item, time)
