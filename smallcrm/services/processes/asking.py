"""Our end: start the child, ask it, hear its answer frame by frame, and end it."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterable
from typing import IO, Any

from smallcrm.core.errors import Cancelled
from smallcrm.core.progress import Progress
from smallcrm.services.processes.answering import SIZE, pack

if sys.platform == "win32":
    import _winapi
    import msvcrt

    _NO_WINDOW = subprocess.CREATE_NO_WINDOW
else:
    _NO_WINDOW = 0

_PATIENCE = 0.1  # seconds between looks at whether the user has had enough
_PIPE = 1 << 20


class Silent(Exception):
    """The child has said nothing for too long."""


class Ended(Exception):
    """The child has ended before its answer was complete; carries its exit status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Child:
    """A child process; whoever starts it has to ``end`` it.

    Attributes:
        progress: Stops the waiting within a second.
    """

    def __init__(self, script: str, argument: str, progress: Progress, seconds: float) -> None:
        """Start it without what it does not need: no site, no user's settings.

        Args:
            script: What it runs; it is given our import path in ``sys.argv``.
            argument: How the frozen program is told to do the same.
            progress: See ``progress``.
            seconds: After how long a silence the child is given up.
        """
        self.progress = progress
        self._seconds = seconds
        if getattr(sys, "frozen", False):
            command = [sys.executable, argument]
        else:
            command = [sys.executable, "-I", "-S", "-c", script, *map(os.path.abspath, sys.path)]
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
            bufsize=0,
        )

    def ask(self, question: Any, blocks: Iterable[bytes] = ()) -> None:
        """Send the question and all that belongs to it; to be called once.

        Raises:
            OSError: the child has ended already.
        """
        for block in (pack(question), *blocks):
            self.send(block)
        self.close()

    def send(self, block: bytes) -> None:
        """Send one block more to a child that takes them one by one.

        Raises:
            OSError: the child has ended already.
        """
        source = _stream(self._process.stdin)
        source.write(len(block).to_bytes(SIZE))
        rest = memoryview(block)
        while rest:
            rest = rest[source.write(rest) :]

    def close(self) -> None:
        """Say that nothing more will be sent."""
        _stream(self._process.stdin).close()

    def frame(self) -> tuple[bytes, bytes]:
        """The next frame: its kind, and what it says as ``unpack`` takes it.

        Raises:
            Cancelled: the user has had enough.
            Silent: the child says nothing.
            Ended: it says nothing any more.
        """
        head = self._read(1 + SIZE)
        return head[:1], self._read(int.from_bytes(head[1:]))

    def kill(self) -> None:
        """End it at once; whoever waits for a frame hears of it."""
        self._process.kill()

    def end(self) -> None:
        """Kill it and let go of everything; nobody may be waiting for a frame."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()

    def _read(self, size: int) -> bytes:
        """Exactly *size* bytes, looking now and then whether the user has had enough."""
        pieces = []
        waited = 0.0
        descriptor = _stream(self._process.stdout).fileno()
        while size:
            began = time.monotonic()
            if _is_ready(descriptor, _PATIENCE):
                piece = os.read(descriptor, min(size, _PIPE))
                if not piece:
                    raise Ended(self._process.wait(self._seconds))
                pieces.append(piece)
                size -= len(piece)
                waited = 0.0
            else:
                waited += time.monotonic() - began
            if self.progress.stopped:
                raise Cancelled
            if waited > self._seconds:
                raise Silent
        return b"".join(pieces)


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the child was started without pipes")
    return stream


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
