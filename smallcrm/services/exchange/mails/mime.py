"""The parts of a message: headers, texts, dates, in whatever encoding they are, or pretend to be.

A message may be broken in any way: what cannot be read is taken as text, or left out.
"""

from __future__ import annotations

import codecs
import email
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from smallcrm.core.errors import ImportProblem
from smallcrm.services.exchange.mails.letters import MOST_PARTIES, Party
from smallcrm.services.exchange.sources import encoding

MOST_PARTS = 200
LONGEST = 100_000  # characters of a text that are kept
PLAIN, PAGE = "text/plain", "text/html"
_LONGEST_HEADER, _LONGEST_NAME, _LONGEST_LINE = 100_000, 1000, 2000  # characters
_MOST_DEPTH = 20
_NAMING = ("content-disposition", "content-type")  # headers that say what a file is called
_HEADER = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_NAMED = re.compile(r"\s*+([^<>@]++)<([^<>]*+)>\s*+")
_ADDRESS = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")
_INVISIBLE = re.compile(  # control characters, marks of direction, blanks without width, halves
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# What programs mean by the name of an encoding, where that is more than it is ([WHATWG]).
_WIDER = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_NEVER = frozenset(  # in e-mails; the first two take hours for what is made for that
    ("punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem")
)


def parse(data: bytes) -> Message | None:
    """The message in *data*; its head alone where the rest is beyond reading; None for none."""
    if not any(_HEADER.match(line) for line in data[:65_536].splitlines()[:20]):
        return None
    for part in (data, _HEAD_END.split(data, maxsplit=1)[0]):
        try:
            return email.message_from_bytes(part, policy=policy.compat32)
        except (MessageError, ValueError, LookupError, RecursionError):
            continue
    return None


def leaves(message: Message, is_opened: Callable[[Message], bool]) -> Iterator[Message]:
    """The parts that hold no other ones, or are not *is_opened*; some hundreds at most."""
    waiting: list[tuple[Any, int]] = [(message, 0)]
    count = 0
    while waiting and count < MOST_PARTS:
        part, depth = waiting.pop(0)
        count += 1
        inside = part.get_payload()
        if isinstance(inside, list) and is_opened(part):
            if depth < _MOST_DEPTH:
                waiting = [(each, depth + 1) for each in inside] + waiting
        else:
            yield part


def content(part: Message) -> bytes:
    """The bytes of a part, as far as its encoding holds."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    return payload if isinstance(payload, bytes) else b""


def text(part: Message) -> str:
    """The text of a part: in the encoding that it names, or in the one that its letters tell."""
    try:
        charset = str(part.get_content_charset("") or "")
    except (ValueError, LookupError, TypeError):
        charset = ""
    return decoded(content(part), charset)


def decoded(data: bytes, charset: str) -> str:
    """*data* as *charset* has it, else as its letters tell."""
    try:
        named = codecs.lookup(charset).name
        if named not in _NEVER:
            return data.decode(_WIDER.get(named, named))
    except (LookupError, ValueError):
        pass  # an encoding that is wrong or that nobody knows
    if charset.lower() in {"utf-8", "utf8"} and (mostly := _mostly_utf8(data)):
        return mostly
    try:
        known = encoding.decode(data)
    except ImportProblem:
        return data.decode("utf-8", "replace")
    return known.data.decode(known.codec, "replace")


def header(message: Message, name: str) -> str:
    """A header on one line, whatever it is encoded in."""
    value: Any = message.get(name, "")
    return line(value[:_LONGEST_HEADER] if isinstance(value, str) else value)


def line(value: Any) -> str:
    """The words of a header or a parameter on one line."""
    return " ".join(_words(value).split())[:_LONGEST_NAME]


def parties(message: Message, name: str) -> tuple[Party, ...]:
    """Whom a header names. They are told apart before names are decoded: those hold commas too."""
    value: Any = message.get(name, "")
    raw = value if isinstance(value, str) else _words(value)
    found = []
    for part in _cut(raw[:_LONGEST_HEADER]):
        named = _NAMED.fullmatch(part)
        for spoken, address in [named.groups()] if named else _pairs(part):
            if (party := party_of(spoken, address)) is not None:
                found.append(party)
    return tuple(found[:MOST_PARTIES])


def party_of(name: str, address: str) -> Party | None:
    """Who is called *name* and reached at *address*; None where that says nothing."""
    name, match = line(name).strip("'\" "), _ADDRESS.search(line(address))
    if match is None:
        match = _ADDRESS.search(name)
    found = match[0] if match else ""
    name = "" if name == found else name
    return Party(name[:200], found[:254]) if name or found else None


def sent_at(message: Message) -> str:
    """When it was sent, in UTC; empty where it does not say so, or lies beyond all reason."""
    try:
        sent = parsedate_to_datetime(header(message, "Date"))
        return moment(sent.replace(tzinfo=sent.tzinfo or UTC).astimezone(UTC))
    except (TypeError, ValueError, OverflowError, IndexError):
        return ""


def moment(at: datetime) -> str:
    """An instant in UTC as ``Letter.sent`` has it."""
    if not 1990 <= at.year <= 9000:  # noqa: PLR2004 - before there was e-mail, or a joke
        return ""
    return f"{at:%Y-%m-%d %H:%M:%S}"


def tidy(words: str) -> str:
    """At most so many characters, lines without blanks at their ends, one blank line at most.

    Lines without end are cut between words: what shows them would be busy with one for long.
    """
    kept: list[str] = []
    plain = _INVISIBLE.sub("", words[: 4 * LONGEST]).replace("\r\n", "\n").replace("\r", "\n")
    pieces = (piece for whole in plain.split("\n") for piece in _pieces(whole))
    for each in (piece.rstrip() for piece in pieces):
        if each or (kept and kept[-1]):
            kept.append(each)
    return "\n".join(kept).strip()[:LONGEST]


def _pieces(whole: str) -> Iterator[str]:
    """A line cut to lines of the longest that is shown."""
    while len(whole) > _LONGEST_LINE:
        place = whole.rfind(" ", 1, _LONGEST_LINE)
        place = place if place > 0 else _LONGEST_LINE
        yield whole[:place]
        whole = whole[place:].removeprefix(" ")
    yield whole


def name_of(part: Message) -> str:
    """What the file in *part* is called by its sender; may be empty."""
    for header_name, value in list(part.raw_items()):
        if header_name.lower() in _NAMING and not value.isascii():  # bytes without an encoding
            data = value.encode("utf-8", "surrogateescape")
            part.replace_header(header_name, decoded(data, ""))
    try:
        return line(part.get_filename("") or "")
    except (ValueError, LookupError, TypeError):
        return ""


def _pairs(words: str) -> list[tuple[str, str]]:
    """The names and addresses in a broken part of a header."""
    try:
        return getaddresses([words])
    except RecursionError:  # brackets in brackets
        return []


def _mostly_utf8(data: bytes) -> str:
    """*data* with the odd broken letter; empty where more is broken than whole."""
    words = data.decode("utf-8", "replace")
    broken = words.count("\ufffd")
    high = sum(not letter.isascii() for letter in words)
    return words if broken * 2 <= high else ""


def _words(value: Any) -> str:
    try:
        parts = decode_header(value)
    except (MessageError, ValueError, LookupError):
        parts = [(str(value), None)]
    words = []
    for part, charset in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
        known = "" if charset in (None, "unknown-8bit") else str(charset)
        words.append(decoded(data, known))
    return _INVISIBLE.sub("", "".join(words))


def _cut(addresses: str) -> Iterator[str]:
    """Cut a list of addresses at its commas, those in quotation marks and in names left alone.

    One that is broken then costs itself and not all of them.
    """
    start, is_quoted, has_address = 0, False, False
    for place, letter in enumerate(addresses):
        if letter == '"' and addresses[place - 1 : place] != "\\":
            is_quoted = not is_quoted
        elif letter == "@":
            has_address = True
        elif letter in ",;" and has_address and not is_quoted:
            yield addresses[start:place]
            start, has_address = place + 1, False
    yield addresses[start:]
