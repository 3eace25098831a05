"""Messages as Outlook keeps them (.msg): a container with a stream for each property ([MS-OXMSG]).

A message inside a message is kept as a file of its own, written in the common form (.eml).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message

import olefile

from smallcrm.services.exchange.mails import mime, rtf
from smallcrm.services.exchange.mails.eml import NOBODY, sender_of, text_of_both
from smallcrm.services.exchange.mails.letters import (
    MOST_ENCLOSURES,
    MOST_PARTIES,
    SMALL_PICTURE,
    Enclosure,
    Letter,
    Party,
)
from smallcrm.services.exchange.mails.writing import written
from smallcrm.services.exchange.sources import limits

MAGIC = olefile.MAGIC
_MOST_READ = 120 * limits.MEGABYTE  # several streams may say that they are the same sectors
_MOST_DEPTH = 5  # messages within messages
_OF_DAMAGE = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError),
    *(ArithmeticError, AssertionError, struct.error),
)  # what olefile and the numbers in a damaged container run into
_BEGAN = datetime(1601, 1, 1, tzinfo=UTC)
_PROPERTIES = "__properties_version1.0"
_HEADS = {"": 32, "message": 24, "part": 8}  # bytes before the fixed properties
_ENTRY = struct.Struct("<HHI8s")  # type, number, flags, value
_UNICODE, _BYTES, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"

_SUBJECT, _MESSAGE_ID, _HEADERS = "0037", "1035", "007D"
_TEXT, _RTF, _PAGE = "1000", "1009", "1013"
_SENDER = (("0C1A", "5D01"), ("0C1A", "0C1F"), ("0042", "5D02"), ("0042", "0065"))
_RECIPIENT = (("3001", "39FE"), ("3001", "3003"))
_DATA, _LONG_NAME, _SHORT_NAME, _TITLE, _CID = "3701", "3707", "3704", "3001", "3712"
_KIND_OF_FILE = "370E"
_TIMES = (0x0039, 0x0E06)  # when it was sent, when it arrived
_CODEPAGE, _PAGE_CODEPAGE, _KIND_OF_RECIPIENT = 0x3FFD, 0x3FDE, 0x0C15
_TO, _CC = 1, 2


class Damaged(Exception):
    """The container is not what it says."""


def parse(data: bytes) -> Letter:
    """The e-mail in the container *data*.

    Raises:
        Damaged: it cannot be read.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return _letter(_Storage(_Source(container), (), ""), 0)
    except _OF_DAMAGE as error:
        raise Damaged from error


class _Source:
    """The container, and how much of it was read."""

    def __init__(self, container: olefile.OleFileIO) -> None:
        self._container = container
        self._read = 0
        self.names: dict[tuple[str, ...], list[str]] = {}
        for path in container.listdir(streams=True, storages=True):
            self.names.setdefault(tuple(path[:-1]), []).append(path[-1])

    def stream(self, path: tuple[str, ...]) -> bytes:
        """What the stream at *path* holds."""
        found: bytes = self._container.openstream(list(path)).read()
        self._read += len(found)
        if self._read > _MOST_READ:
            raise limits.too_large()
        return found


class _Storage:
    """A message, a recipient or an attachment: properties by their numbers."""

    def __init__(
        self, source: _Source, path: tuple[str, ...], kind: str, codepage: int = 0
    ) -> None:
        self._source = source
        self._path = path
        self._names = {name.upper(): name for name in source.names.get(path, ())}
        self._fixed = dict(self._read_fixed(_HEADS[kind]))
        self.codepage = self.number(_CODEPAGE) or codepage or self.number(_PAGE_CODEPAGE)

    def children(self, prefix: str, kind: str) -> Iterator[_Storage]:
        """The storages whose names begin with *prefix*."""
        for upper, name in sorted(self._names.items()):
            if upper.startswith(prefix.upper()):
                yield _Storage(self._source, (*self._path, name), kind, self.codepage)

    def text(self, number: str) -> str:
        """A property in words."""
        found = self._stream(number, _UNICODE)
        if found is not None:
            return found.decode("utf-16-le", "replace").rstrip("\0")
        found = self._stream(number, _BYTES)
        if found is None:
            return ""
        known = rtf.codec(self.codepage) if self.codepage else ""
        return mime.decoded(found.rstrip(b"\0"), known)

    def data(self, number: str) -> bytes:
        """A property in bytes."""
        return self._stream(number, _BINARY) or b""

    def number(self, number: int) -> int:
        """A fixed property: a number, the half of a time; 0 for none."""
        return int.from_bytes(self._fixed.get(number, b"")[:4], "little")

    def time(self, number: int) -> str:
        """A fixed property: an instant."""
        ticks = int.from_bytes(self._fixed.get(number, b""), "little")
        try:
            return mime.moment(_BEGAN + timedelta(microseconds=ticks // 10)) if ticks else ""
        except OverflowError:
            return ""

    def inner(self) -> _Storage | None:
        """The message that is attached as an object."""
        name = self._names.get(f"__SUBSTG1.0_{_DATA}{_OBJECT}")
        path = (*self._path, name) if name else ()
        if not name or path not in self._source.names:
            return None
        return _Storage(self._source, path, "message", self.codepage)

    def _stream(self, number: str, kind: str) -> bytes | None:
        name = self._names.get(f"__SUBSTG1.0_{number}{kind}")
        return None if name is None else self._source.stream((*self._path, name))

    def _read_fixed(self, head: int) -> Iterator[tuple[int, bytes]]:
        if _PROPERTIES.upper() in self._names:
            table = self._source.stream((*self._path, self._names[_PROPERTIES.upper()]))[head:]
            for entry in _ENTRY.iter_unpack(table[: len(table) // 16 * 16]):
                yield entry[1], entry[3]


def _letter(message: _Storage, depth: int) -> Letter:
    travelled = mime.parse(message.text(_HEADERS).encode("utf-8", "replace")) or Message()
    recipients = list(message.children("__recip_version1.0", "part"))
    times = (message.time(number) for number in _TIMES)
    sender = _party(message, _SENDER)
    if not sender.address:
        sender = _with_name(sender_of(travelled), sender.name)
    return Letter(
        mime.line(message.text(_MESSAGE_ID)) or mime.header(travelled, "Message-ID"),
        sender,
        _reached(_parties(recipients, _TO), mime.parties(travelled, "To")),
        _reached(_parties(recipients, _CC), mime.parties(travelled, "Cc")),
        mime.sent_at(travelled) or next(filter(None, times), ""),
        mime.line(message.text(_SUBJECT)),
        _text(message),
        tuple(_enclosures(message, depth)),
    )


def _text(message: _Storage) -> str:
    page = message.text(_PAGE)
    if not page and (data := message.data(_PAGE)):
        codepage = message.number(_PAGE_CODEPAGE)
        page = mime.decoded(data, rtf.codec(codepage) if codepage else "")
    found = text_of_both(message.text(_TEXT), page)
    return found or mime.tidy(rtf.text(message.data(_RTF)))


def _party(storage: _Storage, ways: tuple[tuple[str, str], ...]) -> Party:
    """The first of *ways* that tells an address in the net; else the name alone."""
    name = ""
    for named, reached in ways:
        found = mime.party_of(storage.text(named), storage.text(reached))
        if found is not None and found.address:
            return found
        name = name or (found.name if found else "")
    return Party(name, "")


def _with_name(party: Party, name: str) -> Party:
    return party if party.name or party == NOBODY else party._replace(name=name)


def _parties(recipients: list[_Storage], kind: int) -> tuple[Party, ...]:
    chosen = (each for each in recipients if each.number(_KIND_OF_RECIPIENT) == kind)
    found = (_party(each, _RECIPIENT) for each in chosen)
    return tuple(each for each in found if each != NOBODY)[:MOST_PARTIES]


def _reached(kept: tuple[Party, ...], travelled: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those that Outlook keeps, unless it knows none of their addresses and the headers do."""
    return kept if any(party.address for party in kept) else travelled or kept


def _enclosures(message: _Storage, depth: int) -> Iterator[Enclosure]:
    for number, part in enumerate(message.children("__attach_version1.0", "part")):
        if number >= MOST_ENCLOSURES:
            return
        name = mime.line(part.text(_LONG_NAME) or part.text(_SHORT_NAME))
        inner = part.inner()
        if inner is not None:
            if depth < _MOST_DEPTH:
                letter = _letter(inner, depth + 1)
                title = name or letter.subject or mime.line(part.text(_TITLE)) or "message"
                yield Enclosure(f"{title.removesuffix('.msg')}.eml", written(letter))
            continue
        data = part.data(_DATA)
        is_picture = part.text(_KIND_OF_FILE).startswith("image/") and bool(part.text(_CID))
        if data and not (is_picture and len(data) <= SMALL_PICTURE):
            yield Enclosure(name or mime.line(part.text(_TITLE)) or "attachment", data)
