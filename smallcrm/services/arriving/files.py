"""Leads in a file or in what was copied."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from smallcrm.core import clock
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services.exchange.drafts import Column, ReadOptions
from smallcrm.services.exchange.inquiries import opening, tables, texts
from smallcrm.services.exchange.inquiries.lines import FIELDS, Inquiry
from smallcrm.services.exchange.inquiries.words import SITE
from smallcrm.services.exchange.sources.table import Row, Table
from smallcrm.services.leads import IMPORT, MAIL, TYPED, LeadDraft

ENDINGS = (".eml", ".csv", ".tsv", ".xlsx", ".xls", ".ods")
FIELD_NAMES = tables.NAMES
_NOTHING: Mapping[str, str] = MappingProxyType({})
_SITE = T("Site")
_MAIL = ".eml"
_LONGEST_HEAD = 65_536  # bytes in which the id of a message is looked for
_MESSAGE_ID = re.compile(  # one that says something; it may stand on a line of its own
    rb"^message-id[ \t]*+:[ \t]*+(?:\r?\n[ \t]++)?+([<>@ \t]*+[^\s<>@][^\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_MOST_PASTED = 1_000_000  # characters


class Opened(NamedTuple):
    """A list or a message.

    Attributes:
        drafts: The leads in it; none where no column says who asked.
        columns: Of a list: what each column was taken for, one of ``FIELD_NAMES``.
    """

    drafts: list[LeadDraft]
    columns: tuple[Column, ...] = ()
    is_understood: bool = True


def open_file(
    path: Path,
    country: str = "",
    progress: Progress | None = None,
    mapping: Mapping[str, str] = _NOTHING,
) -> Opened:
    """The leads in a list (CSV, Excel) or a message (.eml); each knows what it is known by.

    Args:
        path: The file; it is not changed.
        country: The business's own, for dates that can be read in two ways.
        progress: May stop the reading.
        mapping: What the user says of columns: a field by the heading; ``ignore`` leaves it out.

    Raises:
        ImportProblem: it cannot be read, or not safely.
        Cancelled: it was stopped.
    """
    options = ReadOptions(home=country, mapping=mapping)
    facts, lines = opening.read(path, options, progress)
    if is_mail(path.name):
        return Opened([_draft(line, MAIL, mail_key(path)) for line in lines])
    return Opened(_listed(lines, IMPORT), facts.columns, facts.is_understood)


def read_file(
    path: Path,
    country: str = "",
    progress: Progress | None = None,
    mapping: Mapping[str, str] = _NOTHING,
) -> list[LeadDraft]:
    """The leads that ``open_file`` finds.

    Raises:
        ImportProblem: it cannot be read, not safely, or says nothing of people.
        Cancelled: it was stopped.
    """
    opened = open_file(path, country, progress, mapping)
    if not opened.is_understood:
        raise tables.not_understood()
    return opened.drafts


def read_pasted(text: str, country: str = "") -> list[LeadDraft]:
    """The leads in copied cells with their headings, or in the copied text of a message."""
    text = text[:_MOST_PASTED]
    rows: list[Row] = list(csv.reader(text.splitlines(keepends=True), "excel-tab"))
    headings = [tables.meaning(str(cell)) for cell in rows[0]] if rows else []
    if len(rows) > 1 and sum(map(bool, headings)) > 1:
        return _listed(tables.read(Table("tsv", rows), clock.today(), "", country), IMPORT)
    found = texts.read(text)
    if texts.has_fields(found):
        return [_draft(found, TYPED)]
    return [LeadDraft(message=text)] if text.strip() else []


def lead_of_mail(sender: tuple[str, str], words: tuple[str, str], key: str, day: str) -> LeadDraft:
    """The lead that an e-mail is which was read already: by the fields of its form, or its sender.

    Args:
        sender: The name and the address of who wrote.
        words: The subject and the text.
        key: What it is known by, as ``mail_key`` tells.
        day: When it was sent, in UTC; see ``Inquiry.day``.
    """
    found = texts.read(words[1])
    if not texts.has_fields(found):
        said = "\n\n".join(filter(None, words))
        found = Inquiry(name=sender[0], email=sender[1], message=said)
    return _draft(found._replace(day=day), MAIL, key)


def is_form(text: str) -> bool:
    """Whether *text* has the fields of a form on a web site."""
    return texts.has_fields(texts.read(text))


def _listed(lines: Iterable[Inquiry], origin: str) -> list[LeadDraft]:
    """Two lines of one list that are alike in everything are two; of two lists they are one."""
    seen: Counter[str] = Counter()
    drafts = []
    for line in lines:
        text = "|".join(line)
        seen[text] += 1
        drafts.append(_draft(line, origin, _hash(f"line|{text}|{seen[text]}".encode())))
    return drafts


def _draft(line: Inquiry, origin: str, key: str = "") -> LeadDraft:
    values = {name: getattr(line, name) for name in FIELDS}
    if line.source == SITE:
        values["source"] = str(_SITE)  # as whoever makes a rule for it writes it
    return LeadDraft(**values, origin=origin, origin_key=key, received_at=_received(line.day))


def _received(day: str) -> datetime | None:
    """When it came, never later than now; None where nobody said, or only that it was today."""
    if not day:
        return None
    if " " in day:
        return min(datetime.fromisoformat(day), clock.now())
    on = date.fromisoformat(day)
    return None if on >= clock.today() else clock.start_of(on)


def is_mail(name: str) -> bool:
    """Whether a file of this *name* is a message."""
    return name.lower().endswith(_MAIL)


def mail_key(path: Path) -> str:
    """What a message is known by: its Message-ID, else its bytes; empty where it is gone.

    Of a file in which messages stand in others, as Outlook writes it, it is always the bytes.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_LONGEST_HEAD)
            named = _MESSAGE_ID.search(_HEAD_END.split(head, maxsplit=1)[0])
            if named is not None and is_mail(path.name):
                return key_of_id(b" ".join(named[1].split()))
            file.seek(0)
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def key_of_id(message_id: bytes) -> str:
    """What a message of this Message-ID is known by."""
    return _hash(b"id|" + message_id)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
