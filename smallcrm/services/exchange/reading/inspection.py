"""Read a file in a child process with limits on its memory and its time.

A file from elsewhere may be damaged or hostile; the worst that it can do is to end the child.
"""

from __future__ import annotations

import logging
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from smallcrm.core import clock
from smallcrm.core.errors import ImportProblem
from smallcrm.core.progress import Progress
from smallcrm.core.text import T, Text
from smallcrm.services.exchange.drafts import (
    CONTACTS,
    DEALS,
    Column,
    Counts,
    FileFacts,
    Preview,
    ReadOptions,
    Record,
    RowWarning,
    Sheet,
    unpacked,
)
from smallcrm.services.exchange.preparing.process import FEW, Preparing
from smallcrm.services.exchange.reading import custom_names, worker
from smallcrm.services.exchange.sources import limits
from smallcrm.services.processes.answering import unpack
from smallcrm.services.processes.asking import Child, Ended, Silent

Line = TypeVar("Line")
_log = logging.getLogger(__name__)
_MANY = 100_000  # rows; a million that are only packed take 200 MB
_LARGE = 200_000  # bytes
_QUICKLY = 1  # level of compression
_SIGXCPU = 24
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from smallcrm.services.exchange.reading.worker import main; main()"
)


def inspect(
    path: Path, options: ReadOptions | None = None, progress: Progress | None = None
) -> Preview:
    """Read the whole file: what it is, how its columns were understood, and every row.

    Contacts of long files are prepared for the import meanwhile, as far as that needs little room.

    Args:
        path: The file.
        options: What the user says about it; everything else is found out.
        progress: Told of rows read; may stop the reading within a second.

    Raises:
        ImportProblem: It cannot be read, or not safely; nothing was changed.
        Cancelled: The user stopped it.
    """
    with ExitStack() as undone:
        preparing = _preparing(undone) if _is_large(path) else None
        with Reading(path, options, progress) as reading:
            facts = reading.facts
            is_long = facts.total > _MANY
            chunks = map(_compressed, reading.packed()) if is_long else reading.packed()
            if facts.total > FEW and facts.holds in {CONTACTS, DEALS} and facts.is_understood:
                preparing = preparing or _preparing(undone)
                preparing.begin(facts.country, is_compressed=is_long)
                chunks = _told(preparing, chunks)
                packed = list(chunks)
                undone.pop_all()
            else:
                packed, preparing = list(chunks), None
        return Preview(facts, reading.counts, packed, is_compressed=is_long, preparing=preparing)


def _is_large(path: Path) -> bool:
    """Whether *path* may well be a long list: then its contacts are prepared meanwhile."""
    return path.is_file() and path.stat().st_size > _LARGE


def _preparing(undone: ExitStack) -> Preparing:
    preparing = Preparing()
    undone.callback(preparing.end)
    return preparing


def _told(preparing: Preparing, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Hand *chunks* on to who prepares contacts, as they come."""
    for chunk in chunks:
        preparing.tell(chunk)
        yield chunk
    preparing.told()


def _compressed(packed: bytes) -> bytes:
    return zlib.compress(packed, _QUICKLY)


def read_lines(
    path: Path,
    options: ReadOptions | None,
    progress: Progress | None,
    what: str,
    line: Callable[..., Line],
) -> tuple[FileFacts, list[Line]]:
    """What the file is, and all its lines, each made by *line*.

    Args:
        path: The file.
        options: What the user says about it.
        progress: May stop the reading.
        what: Which reader of the child reads it, such as ``worker.BANK``.
        line: Makes one of the values that the child sends for it.

    Raises:
        ImportProblem: It cannot be read, or not safely; nothing was changed.
        Cancelled: The user stopped it.
    """
    with Reading(path, replace(options or ReadOptions(), what=what), progress) as reading:
        packed = list(reading.packed())
        return reading.facts, [line(*values) for chunk in packed for values in unpack(chunk)]


def not_understood(facts: FileFacts) -> ImportProblem:
    """For a file whose columns say nothing about who a contact is (``FileFacts.is_understood``)."""
    if facts.holds == worker.PRODUCTS:
        return ImportProblem(
            T("No column of this file looks like the name or the code of a product."),
            hint=T("Choose the row with the headings, or say yourself what a column holds."),
            field="mapping",
        )
    if facts.holds == worker.DEALS:
        return ImportProblem(
            T("This file does not say both what a deal is and whose it is."),
            hint=T(
                "Choose the row with the headings, or say yourself which columns are the deal and"
                " the contact."
            ),
            field="mapping",
        )
    return ImportProblem(
        T("No column of this file looks like a name, a company, an email or a phone number."),
        hint=T("Choose the row with the headings, or say yourself what a column holds."),
        field="mapping",
    )


class Reading:
    """A file while it is read: facts at once, records as they come, counts at the end.

    Use it as a context manager; leaving it ends the child. Writing chunk by chunk while the child
    works on the next one takes half the time of doing one after the other.

    Attributes:
        facts: What is known about the file.
        counts: Complete when all records have come.
    """

    facts: FileFacts

    def __init__(
        self, path: Path, options: ReadOptions | None = None, progress: Progress | None = None
    ) -> None:
        self.counts = Counts()
        self._progress = progress or Progress()
        self._request = _request(path, options or ReadOptions())

    def __enter__(self) -> Self:
        self._child = Child(_START, worker.ARGUMENT, self._progress, limits.SECONDS)
        try:
            self._ask()
            self.facts = _facts(self._value(worker.FACTS)[1])
        except BaseException:
            self._child.end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.end()

    def chunks(self) -> Iterator[list[Record]]:
        """The records, some two thousand at a time, as soon as they are there."""
        for packed in self.packed():
            yield unpacked(packed)

    def packed(self) -> Iterator[bytes]:
        """The same, still packed (see ``drafts.unpacked``)."""
        done = 0
        while True:
            kind, payload = self._value(worker.ROWS, worker.DONE)
            if kind == worker.DONE:
                self.counts = Counts(**payload)
                return
            done += worker.CHUNK
            self._progress.report(min(done, self.facts.total), self.facts.total)
            yield payload

    def _ask(self) -> None:
        try:
            self._child.ask(self._request)
        except OSError as error:
            raise limits.damaged() from error

    def _value(self, *expected: bytes) -> tuple[bytes, Any]:
        try:
            kind, payload = self._child.frame()
        except Silent as error:
            raise limits.too_slow() from error
        except Ended as error:
            raise _died(error.status) from error
        if kind == worker.ROWS:
            return kind, payload
        value = unpack(payload)
        if kind == worker.PROBLEM:
            raise _problem(*value)
        if kind not in expected:
            _log.error("reading a file failed: %s", value)
            raise limits.damaged()
        return kind, value


def _died(status: int) -> ImportProblem:
    """Why the child ended without an answer: its limits, in all likelihood."""
    _log.warning("the child that read a file ended with status %s", status)
    if sys.platform != "win32" and -status == _SIGXCPU:
        return limits.too_slow()
    return limits.too_large()


def _request(path: Path, options: ReadOptions) -> dict[str, Any]:
    return {
        "path": str(path),
        "sheet": options.sheet,
        "encoding": options.encoding,
        "delimiter": options.delimiter,
        "header_row": options.header_row,
        "mapping": dict(options.mapping),
        "dates": options.dates,
        "country": options.country.upper(),
        "home": options.home.upper(),
        "what": options.what,
        "mended": dict(options.mended),
        "own": list(options.own),
        "today": clock.today().isoformat(),
        "words": custom_names.in_words(),
    }


def _facts(plain: dict[str, Any]) -> FileFacts:
    """What the child said, in our own forms."""
    return FileFacts(
        **{
            **plain,
            "sheets": tuple([Sheet(*each) for each in plain.get("sheets", ())]),
            "columns": tuple([Column(*each) for each in plain.get("columns", ())]),
            "warnings": tuple([RowWarning(*each) for each in plain.get("warnings", ())]),
        }
    )


def _problem(message: str, hint: str, field: str) -> ImportProblem:
    return ImportProblem(
        Text.load(message), hint=Text.load(hint) if hint else None, field=field or None
    )
