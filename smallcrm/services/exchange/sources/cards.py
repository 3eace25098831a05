"""vCard files of all versions, cut into cards and lines; a broken line costs only itself.

No vCard library reads what phones and mail programs really write: an encoding per property
(2.1), several versions in one file, cards that never end. See docs/decisions on vCards.
"""

from __future__ import annotations

import binascii
import codecs
import re
from typing import NamedTuple

from smallcrm.services.exchange.sources.encoding import Decoded, decode, guess
from smallcrm.services.exchange.sources.table import LONGEST_CELL, Card, Cards, Line

_BINARY = {b"PHOTO", b"LOGO", b"SOUND", b"KEY"}
_LARGE_PHOTO = 1 << 20
_CARET = re.compile(r"\^([n'^])")
_CARET_MEANS = {"n": "\n", "'": '"', "^": "^"}
_BARE_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"}
_JUNK = b" \t-*+#>"  # what mail programs put before a line
_HEAD = re.compile(rb"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)\s*$")


class _Raw(NamedTuple):
    """A line whose value is still bytes."""

    group: str
    name: str
    parameters: dict[str, str]
    value: bytes


def read(data: bytes, wanted: str = "") -> Cards:
    """All cards of a file, in order; a card that is not closed is kept, with a problem.

    Args:
        data: The file.
        wanted: The encoding that the user asked for; otherwise it is found out.
    """
    decoded = _mostly_text(data, wanted)
    found = _cut(decoded.data)
    encoding, fallback = _encodings(decoded, found)
    cards = [
        Card(
            [line for raw in raws if (line := _decoded(raw, decoded.codec, fallback)) is not None],
            tuple(problems),
        )
        for raws, problems in found
    ]
    return Cards(cards, encoding)


def _mostly_text(data: bytes, wanted: str) -> Decoded:
    """The file with single-byte text left as it is: each property may have its own encoding."""
    if wanted or data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:400]:
        return decode(data, wanted)
    clean = data.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")
    return Decoded(clean, "utf-8", "utf-8")


def _cut(data: bytes) -> list[tuple[list[_Raw], list[str]]]:
    """Cards as lists of raw lines, each with the codes of its problems."""
    lines = data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    cutter = _Cutter()
    for line in lines.split(b"\n"):
        cutter.take(line)
    return cutter.finish()


class _Cutter:
    """Reads physical lines one by one, unfolds them, and finds where cards begin and end."""

    def __init__(self) -> None:
        self.cards: list[tuple[list[_Raw], list[str]]] = []
        self._open: tuple[list[_Raw], list[str]] | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._is_quoted = self._is_binary = False
        self._nested = 0

    def take(self, line: bytes) -> None:
        """Read one physical line."""
        if line[:1] in (b" ", b"\t") and self._parts and not self._ends_softly():
            self._append(line[1:])
        elif self._parts and self._ends_softly():
            self._parts[-1] = self._parts[-1][:-1]
            self._append(line[1:] if line[:1] in (b" ", b"\t") else line)
        elif line.strip():
            self._start(line)

    def finish(self) -> list[tuple[list[_Raw], list[str]]]:
        """The cards, the last one included even where nothing closes it."""
        self._end_line()
        self._close("card_unclosed")
        return self.cards

    def _start(self, line: bytes) -> None:
        self._end_line()
        mark = line.strip(_JUNK).upper().replace(b" ", b"")
        if mark == b"BEGIN:VCARD":
            self._begin()
        elif mark == b"END:VCARD":
            if self._nested:
                self._nested -= 1
            else:
                self._close("")
        elif self._open is not None and not self._nested:
            head = line.partition(b":")[0].upper()
            self._is_quoted = b"QUOTED-PRINTABLE" in head
            self._is_binary = head.partition(b";")[0].rpartition(b".")[2].strip() in _BINARY
            self._append(line)

    def _begin(self) -> None:
        if self._open is not None and self._open[0] and self._open[0][-1].name == "AGENT":
            self._nested += 1
            return
        if self._nested:
            self._nested += 1
            return
        self._close("card_unclosed")
        self._open = ([], [])

    def _close(self, problem: str) -> None:
        if self._open is not None:
            if problem:
                self._open[1].append(problem)
            self.cards.append(self._open)
        self._open = None
        self._nested = 0

    def _ends_softly(self) -> bool:
        return self._is_quoted and self._parts[-1].endswith(b"=")

    def _append(self, part: bytes) -> None:
        self._size += len(part)
        if not self._is_binary and self._size < LONGEST_CELL * 4:
            self._parts.append(part)
        elif not self._parts:
            self._parts.append(part[:200])

    def _end_line(self) -> None:
        if self._parts and self._open is not None:
            lines, problems = self._open
            if self._is_binary:
                if self._size > _LARGE_PHOTO:
                    problems.append("photo_dropped")
            else:
                if self._size >= LONGEST_CELL * 4:
                    problems.append("cut_short")
                _add(lines, b"".join(self._parts))
        self._parts = []
        self._size = 0
        self._is_quoted = self._is_binary = False


def _add(lines: list[_Raw], text: bytes) -> None:
    head, colon, value = _divided(text)
    first, *parameters = _split_quoted(head, b";")
    match = _HEAD.match(first.strip(_JUNK))
    if colon and match:
        group = (match[1] or b"").decode("ascii").lower()
        name = match[2].decode("ascii").upper()
        lines.append(_Raw(group, name, _parameters(parameters), value))
    elif lines and len(lines[-1].value) < LONGEST_CELL:
        last = lines[-1]  # folded without the blank that folding asks for
        lines[-1] = last._replace(value=last.value + b"\\n" + text)


def _divided(text: bytes) -> tuple[bytes, bytes, bytes]:
    """Cut at the first colon that is not inside quotes."""
    head, colon, value = text.partition(b":")
    while head.count(b'"') % 2 and b":" in value:
        more, colon, value = value.partition(b":")
        head += b":" + more
    return (head, colon, value) if head.count(b'"') % 2 == 0 else text.partition(b":")


def _split_quoted(text: bytes, sign: bytes) -> list[bytes]:
    pieces: list[bytes] = []
    for piece in text.split(sign):
        if pieces and pieces[-1].count(b'"') % 2:
            pieces[-1] += sign + piece
        else:
            pieces.append(piece)
    return pieces


def _parameters(pieces: list[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    for piece in pieces:
        text = piece.decode("utf-8", "replace").strip()
        name, equals, value = text.partition("=")
        if not equals:  # 2.1: TEL;WORK;PREF
            name, value = ("ENCODING" if text.upper() in _BARE_ENCODINGS else "TYPE"), text
        name, value = name.strip().upper(), value.strip().replace('"', "")
        value = _CARET.sub(lambda match: _CARET_MEANS[match[1]], value)
        if value:
            found[name] = f"{found[name]},{value}" if name in found else value
    return found


def _encodings(decoded: Decoded, cards: list[tuple[list[_Raw], list[str]]]) -> tuple[str, str]:
    """What the file is in, and what to try where a value is not UTF-8 and names no charset."""
    stray: list[bytes] = []
    for raws, _ in cards:
        for raw in raws:
            value = _unquoted(raw)
            if "CHARSET" not in raw.parameters and not value.isascii() and not _is_utf8(value):
                stray.append(value)
    fallback = guess(b"\n".join(stray)) if stray else "cp1252"
    if decoded.encoding != "utf-8":
        return decoded.encoding, fallback
    named = next(
        (
            raw.parameters["CHARSET"].lower()
            for raws, _ in cards
            for raw in raws
            if "CHARSET" in raw.parameters
        ),
        "",
    )
    if stray:
        return fallback, fallback
    return (_usual(named) if named and not _is_utf8(decoded.data) else "utf-8"), fallback


def _usual(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unquoted(raw: _Raw) -> bytes:
    if raw.parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        return binascii.a2b_qp(raw.value)
    return raw.value


def _decoded(raw: _Raw, codec: str, fallback: str) -> Line | None:
    value = _unquoted(raw)
    for encoding in (raw.parameters.get("CHARSET", ""), codec, fallback, "latin-1"):
        try:
            if encoding:
                text = value.decode(encoding)
                return Line(raw.group, raw.name, raw.parameters, text)
        except (UnicodeError, LookupError, ValueError):
            continue
    return None
