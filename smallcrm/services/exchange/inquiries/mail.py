"""Messages in files (.eml): the fields of a web form, else who wrote it and what.

The standard library reads them. A message may be broken in any way: what cannot be read is taken
as text, or left out, and never loaded from anywhere.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from datetime import UTC
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import Any

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T
from smallcrm.services.exchange.inquiries import texts
from smallcrm.services.exchange.inquiries.html_texts import text_of
from smallcrm.services.exchange.inquiries.lines import Inquiry
from smallcrm.services.exchange.inquiries.words import SITE, is_of_site
from smallcrm.services.exchange.sources import encoding, limits

LARGEST = 25 * limits.MEGABYTE
_LONGEST = 100_000  # characters of a message that are kept
_MOST_PARTS = 200
_MOST_DEPTH = 20
_HEADER = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
_PLAIN, _PAGE = "text/plain", "text/html"
_INVISIBLE = re.compile(  # control characters, marks of direction, blanks without width
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def read(path: Path) -> Inquiry:
    """Who asks in the message *path*, and what.

    Raises:
        ImportProblem: It is larger than a message of a form ever is, or no message.
    """
    limits.check_file(path)
    if path.stat().st_size > LARGEST:
        raise limits.too_large()
    return parse(path.read_bytes())


def parse(data: bytes) -> Inquiry:
    """Who asks in a message, and what; see ``read``."""
    if not any(_HEADER.match(line) for line in data[:65_536].splitlines()[:20]):
        raise _no_message()
    try:
        message = email.message_from_bytes(data, policy=policy.compat32)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise _no_message() from error
    subject = _header(message, "Subject")
    plain, page = _bodies(message)
    found = next((each for each in map(texts.read, (plain, page)) if texts.has_fields(each)), None)
    if found is None:
        found = _letter(message, subject, plain or page)
    source = found.source or (SITE if is_of_site(subject) else "")
    return found._replace(source=source, day=_day(message))


def _letter(message: Message, subject: str, body: str) -> Inquiry:
    """A message without the fields of a form: its sender asks."""
    name, address = parseaddr(_header(message, "Reply-To") or _header(message, "From"))
    words = "\n\n".join(filter(None, (subject, body)))
    return Inquiry(name=name, email=address if "@" in address else "", message=words)


def _bodies(message: Message) -> tuple[str, str]:
    """All that is written in plain text, and all in HTML as text; attachments are left out."""
    found: dict[str, list[str]] = {_PLAIN: [], _PAGE: []}
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in found and part.get_content_disposition() != "attachment":
            text = _text(part)
            found[kind].append(text_of(text) if kind == _PAGE else text)
    plain, page = (_tidy("\n".join(each)) for each in found.values())
    return plain, page


def _parts(message: Message) -> Iterator[Message]:
    """The parts that are no containers, those of forwarded messages too; some hundreds at most."""
    waiting: list[tuple[Any, int]] = [(message, 0)]
    count = 0
    while waiting and count < _MOST_PARTS:
        part, depth = waiting.pop(0)
        count += 1
        inside = part.get_payload()
        if isinstance(inside, list):
            if depth < _MOST_DEPTH:
                waiting = [(each, depth + 1) for each in inside] + waiting
        else:
            yield part


def _text(part: Message) -> str:
    """The text of a part: in the encoding that it names, or in the one that its letters tell."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    data = payload if isinstance(payload, bytes) else b""
    charset = str(part.get_content_charset("") or "")
    return _decoded(data, charset)


def _decoded(data: bytes, charset: str) -> str:
    if charset:
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            pass  # an encoding that is wrong or that nobody knows
    try:
        known = encoding.decode(data)
    except ImportProblem:
        return data.decode("utf-8", "replace")
    return known.data.decode(known.codec, "replace")


def _header(message: Message, name: str) -> str:
    """A header on one line, whatever it is encoded in."""
    value = message.get(name, "")
    raw = str(value)
    try:
        parts = decode_header(value)
    except (MessageError, ValueError, LookupError):
        parts = [(raw, None)]
    words = []
    for part, charset in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
        known = "" if charset in (None, "unknown-8bit") else str(charset)
        words.append(_decoded(data, known))
    return " ".join(_INVISIBLE.sub("", "".join(words)).split())[:1000]


def _day(message: Message) -> str:
    """When it was sent, in UTC; empty where it does not say so, or lies in the future."""
    try:
        sent = parsedate_to_datetime(_header(message, "Date"))
        moment = sent.replace(tzinfo=sent.tzinfo or UTC).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return ""
    if not 1990 <= moment.year <= 9000:  # noqa: PLR2004 - before there was e-mail, or a joke
        return ""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _tidy(text: str) -> str:
    """At most so many characters, lines without blanks at their ends, one blank line at most."""
    lines = _INVISIBLE.sub("", text[: 4 * _LONGEST]).replace("\r\n", "\n").split("\n")
    kept: list[str] = []
    for line in (each.rstrip() for each in lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()[:_LONGEST]


def _no_message() -> ImportProblem:
    return ImportProblem(
        T("This is no e-mail message. Nothing was imported."),
        hint=T("Save the message in your mail program as a file that ends in .eml."),
        field="file",
    )
