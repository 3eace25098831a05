"""Cut a calendar file into its events and tasks, so that a broken one does not cost the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

_TAKEN = ("VEVENT", "VTODO")
_ZONE = "VTIMEZONE"
# Everything else, attachments above all, is never looked at.
_WANTED = frozenset({
    *("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS", "PRIORITY", "COMPLETED"),
    *("DTSTART", "DTEND", "DUE", "DURATION", "ESTIMATED-DURATION", "ATTENDEE", "CONTACT"),
    *("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
})  # fmt: skip
_DATED = frozenset({"DTSTART", "DTEND", "DUE", "RDATE", "EXDATE", "RECURRENCE-ID"})
ZONE = "X-ZONE"  # stands for TZID: icalendar would look for files by that name
_OF_ALARMS = frozenset({"TRIGGER"})
_LONGEST_LINE = 50_000  # characters, unfolded: a note of 20,000 with all its signs escaped
_MOST_LINES = 3000  # of one component


@dataclass
class Piece:
    """An event or a task as its lines; *number* is the line of the file that it begins at."""

    kind: str
    number: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The component alone."""
        return _whole(self.kind, self.lines)

    @property
    def without_alarms(self) -> str:
        """The same without what is inside it."""
        begin = next((at for at, line in enumerate(self.lines) if _name(line) == "BEGIN"), None)
        return _whole(self.kind, [line for line in self.lines[:begin] if _name(line) != "END"])


@dataclass
class Pieces:
    """All of a file: what happens in it, and its definitions of zones by their names."""

    found: list[Piece] = field(default_factory=list)
    zones: dict[str, Piece] = field(default_factory=dict)


def _whole(kind: str, lines: list[str]) -> str:
    return "\r\n".join([f"BEGIN:{kind}", *lines, f"END:{kind}", ""])


def cut(text: str) -> Pieces:
    """The components of *text*; one that never ends ends where the next one begins."""
    pieces = Pieces()
    current: Piece | None = None
    inner: list[str] = []
    for number, line in _unfolded(text):
        name, value = _name(line), line.rpartition(":")[2].strip().upper()
        if name == "BEGIN" and value in (*_TAKEN, _ZONE):
            _keep(pieces, current)
            current, inner = Piece(value, number), []
        elif current is None:
            continue
        elif name == "END" and value in (current.kind, "VCALENDAR"):
            if inner:
                _add(current, f"END:{inner[0]}", is_wanted=_is_read(current, inner[:1]))
            _keep(pieces, current)
            current = None
        elif name == "BEGIN":
            inner.append(value)
            _add(current, line, is_wanted=_is_read(current, inner))
        elif name == "END":
            _add(current, line, is_wanted=bool(inner) and _is_read(current, inner))
            del inner[-1:]
        else:
            _add(current, line, is_wanted=_is_wanted(current, inner, name))
    _keep(pieces, current)
    return pieces


def _is_read(current: Piece, inner: list[str]) -> bool:
    """Alarms of an event, and the two halves of a zone; nothing inside those."""
    wanted = ("STANDARD", "DAYLIGHT") if current.kind == _ZONE else ("VALARM",)
    return len(inner) == 1 and inner[0] in wanted


def _is_wanted(current: Piece, inner: list[str], name: str) -> bool:
    if current.kind == _ZONE:
        return len(inner) < 2  # noqa: PLR2004 - the zone itself and its halves
    if inner:
        return _is_read(current, inner) and name in _OF_ALARMS
    return name in _WANTED


def _add(current: Piece, line: str, *, is_wanted: bool) -> None:
    if not is_wanted or len(current.lines) >= _MOST_LINES:
        return
    if _name(line) in _DATED:
        line = line.replace(";TZID=", f";{ZONE}=", 1)
    current.lines.append(line)


def _keep(pieces: Pieces, piece: Piece | None) -> None:
    if piece is None:
        return
    if piece.kind != _ZONE:
        pieces.found.append(piece)
        return
    for line in piece.lines:
        if _name(line) == "TZID":
            pieces.zones.setdefault(line.partition(":")[2].strip(), piece)


def _name(line: str) -> str:
    """The name of the property in *line*; empty where it is none."""
    end = len(line)
    for sign in ":;":
        at = line.find(sign)
        end = min(end, at) if at >= 0 else end
    return line[:end].strip().upper() if end < len(line) else ""


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Whole lines with the number of their beginning; what is too long is cut off (3.1)."""
    begun, parts, size = 0, [], 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line[:1] in (" ", "\t") and begun:
            if size < _LONGEST_LINE:
                parts.append(line[1:])
                size += len(line)
            continue
        if begun:
            yield begun, "".join(parts)[:_LONGEST_LINE]
        begun, parts, size = number, [line], len(line)
    yield begun, "".join(parts)[:_LONGEST_LINE]
