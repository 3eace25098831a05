"""Read a file in a child process with limits on its memory and its time.

A file from elsewhere may be damaged or hostile; the worst that it can do is to end the child.
"""

from __future__ import annotations

import logging
import marshal
import os
import select
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from smallcrm.core import clock
from smallcrm.core.errors import Cancelled, ImportProblem
from smallcrm.core.progress import Progress
from smallcrm.core.text import T, Text
from smallcrm.services.exchange.drafts import (
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
from smallcrm.services.exchange.reading import custom_names, worker
from smallcrm.services.exchange.sources import limits

if sys.platform == "win32":
    import _winapi
    import msvcrt

    _NO_WINDOW = subprocess.CREATE_NO_WINDOW
else:
    _NO_WINDOW = 0

_log = logging.getLogger(__name__)
_PATIENCE = 0.1  # seconds between looks at whether the user has had enough
_PIPE = 1 << 20
_MANY = 100_000  # rows; a million that are only packed take 200 MB
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

    Args:
        path: The file.
        options: What the user says about it; everything else is found out.
        progress: Told of rows read; may stop the reading within a second.

    Raises:
        ImportProblem: It cannot be read, or not safely; nothing was changed.
        Cancelled: The user stopped it.
    """
    chunks: list[bytes] = []
    with Reading(path, options, progress) as reading:
        if reading.facts.total <= _MANY:
            chunks.extend(reading.packed())
            return Preview(reading.facts, reading.counts, chunks)
        chunks.extend(zlib.compress(packed, _QUICKLY) for packed in reading.packed())
        return Preview(reading.facts, reading.counts, chunks, zlib.decompress)


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
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._child = _start()
        try:
            self._ask()
            self.facts = _facts(self._frame(worker.FACTS)[1])
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def chunks(self) -> Iterator[list[Record]]:
        """The records, some two thousand at a time, as soon as they are there."""
        for packed in self.packed():
            yield unpacked(packed)

    def packed(self) -> Iterator[bytes]:
        """The same, still packed (see ``drafts.unpacked``)."""
        done = 0
        while True:
            kind, payload = self._frame(worker.ROWS, worker.DONE)
            if kind == worker.DONE:
                self.counts = Counts(**payload)
                return
            done += worker.CHUNK
            self._progress.report(min(done, self.facts.total), self.facts.total)
            yield payload

    def _ask(self) -> None:
        packed = marshal.dumps(self._request, worker.VERSION)
        stdin = self._streams()[0]
        try:
            stdin.write(len(packed).to_bytes(worker.SIZE) + packed)
            stdin.close()
        except OSError as error:
            raise limits.damaged() from error

    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise ValueError("the file is not being read")
        return child.stdin, child.stdout

    def _frame(self, *expected: bytes) -> tuple[bytes, Any]:
        stdout = self._streams()[1]
        head = self._read(stdout, 1 + worker.SIZE)
        kind, size = head[:1], int.from_bytes(head[1:])
        payload = self._read(stdout, size)
        if kind == worker.ROWS:
            return kind, payload
        value = marshal.loads(payload)  # noqa: S302 - our own child's
        if kind == worker.PROBLEM:
            raise _problem(*value)
        if kind not in expected:
            _log.error("reading a file failed: %s", value)
            raise limits.damaged()
        return kind, value

    def _read(self, stdout: IO[bytes], size: int) -> bytes:
        """Exactly *size* bytes, looking now and then whether the user has had enough."""
        pieces = []
        waited = 0.0
        descriptor = stdout.fileno()
        while size:
            began = time.monotonic()
            if _is_ready(descriptor, _PATIENCE):
                piece = os.read(descriptor, min(size, _PIPE))
                if not piece:
                    raise self._died()
                pieces.append(piece)
                size -= len(piece)
                waited = 0.0
            else:
                waited += time.monotonic() - began
            if self._progress.stopped:
                raise Cancelled
            if waited > limits.SECONDS:
                raise limits.too_slow()
        return b"".join(pieces)

    def _died(self) -> ImportProblem:
        """Why the child ended without an answer: its limits, in all likelihood."""
        code = self._child.wait(limits.SECONDS) if self._child else 0
        _log.warning("the child that read a file ended with status %s", code)
        if sys.platform != "win32" and -code == _SIGXCPU:
            return limits.too_slow()
        return limits.too_large()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    stream.close()
            child.wait()


def _start() -> subprocess.Popen[bytes]:
    """Start the child without what it does not need: no site, no user's settings."""
    if getattr(sys, "frozen", False):
        command = [sys.executable, worker.ARGUMENT]
    else:
        command = [sys.executable, "-I", "-S", "-c", _START, *map(os.path.abspath, sys.path)]
    return subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_NO_WINDOW,
        bufsize=0,
    )


def _is_ready(descriptor: int, seconds: float) -> bool:
    """Whether there is something to read, the end included, within *seconds*."""
    if sys.platform == "win32":
        deadline = time.monotonic() + seconds
        handle = msvcrt.get_osfhandle(descriptor)
        while time.monotonic() < deadline:
            try:
                if _winapi.PeekNamedPipe(handle, 0)[0]:
                    return True
            except BrokenPipeError:
                return True
            time.sleep(seconds / 10)
        return False
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


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
