"""Leads from elsewhere: a file, what was copied, a folder that is looked into again and again."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import clock, notes
from smallcrm.core.errors import UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T, Text
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.inquiries import opening, tables, texts
from smallcrm.services.exchange.inquiries.lines import FIELDS, Inquiry
from smallcrm.services.exchange.sources.table import Row, Table
from smallcrm.services.leads.commands import list_known
from smallcrm.services.leads.drafts import FOLDER, IMPORT, MAIL, TYPED, LeadDraft
from smallcrm.services.settings import get_business

ENDINGS = (".eml", ".csv", ".tsv", ".xlsx", ".xls", ".ods")
_MAIL = ".eml"
_AT_ONCE = 50  # files of a folder that are read in one look
_LONGEST_HEAD = 65_536  # bytes in which the id of a message is looked for
_MESSAGE_ID = re.compile(rb"^message-id[ \t]*:[ \t\r\n]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_MOST_PASTED = 1_000_000  # characters

_NOTE = "leads-folder"

Stamp = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


def watched_folder(file: Path) -> Path | None:
    """The folder that is looked into on this computer for the data *file*; None for none."""
    folder = notes.note(notes.of_file(_NOTE, file))
    return Path(folder) if folder else None


def watch_folder(file: Path, folder: Path | None) -> None:
    """Look into *folder* from now on, on this computer, for the data *file*; None: into none.

    Raises:
        UserError: there is no such folder.
    """
    if folder is not None and not folder.is_dir():
        raise UserError(
            T("There is no folder {folder}.", folder=folder),
            hint=T("Nothing was changed. Choose one that is there."),
            field="folder",
        )
    notes.keep(notes.of_file(_NOTE, file), "" if folder is None else str(folder.resolve()))


def read_file(path: Path, country: str = "", progress: Progress | None = None) -> list[LeadDraft]:
    """The leads in a list (CSV, Excel) or a message (.eml); each knows what it is known by.

    Args:
        path: The file; it is not changed.
        country: The business's own, for dates that can be read in two ways.
        progress: May stop the reading.

    Raises:
        ImportProblem: it cannot be read, not safely, or says nothing of people.
        Cancelled: it was stopped.
    """
    _facts, lines = opening.read(path, ReadOptions(home=country), progress)
    if path.suffix.lower() == _MAIL:
        return [_draft(line, MAIL, _mail_key(path)) for line in lines]
    return _listed(lines, IMPORT)


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


class Refused(NamedTuple):
    """A file of a folder that cannot be read, and why."""

    name: str
    reason: Text


class Looked(NamedTuple):
    """What a look into a folder found.

    Attributes:
        drafts: The leads; some of them may be there already.
        refused: Files that cannot be read; each is told once until it changes.
        waiting: How many files are being written still, or have to wait for the next look.
        taken: What was looked at, for ``Watch.settle``.
    """

    drafts: list[LeadDraft]
    refused: list[Refused]
    waiting: int
    taken: Mapping[str, Stamp]


class Watch:
    """A folder into which others put lists and messages; nothing in it is moved or changed.

    A file is read when it is as large and as old as at the look before: then nobody is writing it
    any more. What was taken in is known by its content or its Message-ID, so that nothing comes in
    twice, whatever the files are called.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before: dict[str, Stamp] = {}
        self._done: dict[str, Stamp] = {}

    def look(self, session: Session, progress: Progress | None = None) -> Looked:
        """Read what has come; takes as long as the files need, so not in the window's thread.

        Raises:
            UserError: the folder is not there or may not be read.
        """
        now = dict(self._files())
        fresh = {name: stamp for name, stamp in now.items() if self._done.get(name) != stamp}
        ready = [name for name, stamp in fresh.items() if self._before.get(name) == stamp]
        self._before = now
        chosen = sorted(ready)[:_AT_ONCE]
        found = Looked([], [], len(fresh) - len(chosen), {name: fresh[name] for name in chosen})
        country = get_business(session).country
        keys = {name: _mail_key(self.folder / name) for name in chosen if _is_mail(name)}
        known = list_known(session, list(keys.values()))
        for name in chosen:
            if keys.get(name) not in known:
                self._read(name, country, found, progress)
        return found

    def settle(self, looked: Looked) -> None:
        """What *looked* found is stored: its files are not read again until they change."""
        self._done |= looked.taken

    def _read(self, name: str, country: str, found: Looked, progress: Progress | None) -> None:
        try:
            drafts = read_file(self.folder / name, country, progress)
        except UserError as error:
            found.refused.append(Refused(name, error.message))
            return
        found.drafts.extend(replace(draft, origin=FOLDER) for draft in drafts)

    def _files(self) -> Iterator[tuple[str, Stamp]]:
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    is_list = entry.name.lower().endswith(ENDINGS)
                    if is_list and entry.name[:1] not in ".~" and _is_plain(entry):
                        facts = entry.stat(follow_symlinks=False)
                        if facts.st_size:
                            yield entry.name, (facts.st_size, facts.st_mtime_ns)
        except OSError as error:
            raise UserError(
                T("The folder {folder} cannot be read.", folder=self.folder),
                hint=T("Nothing was brought in. Check that it is there and that you may read it."),
                field="folder",
            ) from error


def _is_plain(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def _is_mail(name: str) -> bool:
    return name.lower().endswith(_MAIL)


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
    return LeadDraft(**values, origin=origin, origin_key=key, received_at=_received(line.day))


def _received(day: str) -> datetime | None:
    """When it came, never later than now; None where nobody said, or only that it was today."""
    if not day:
        return None
    if " " in day:
        return min(datetime.fromisoformat(day), clock.now())
    on = date.fromisoformat(day)
    return None if on >= clock.today() else clock.start_of(on)


def _mail_key(path: Path) -> str:
    """What a message is known by: its Message-ID, else its bytes; empty where it is gone."""
    try:
        with path.open("rb") as file:
            head = file.read(_LONGEST_HEAD)
            named = _MESSAGE_ID.search(_HEAD_END.split(head, maxsplit=1)[0])
            if named is not None:
                return _hash(b"id|" + b" ".join(named[1].split()))
            file.seek(0)
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
