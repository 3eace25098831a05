"""Child processes of the program, forked from one that has loaded what they need.

Loading is most of the work of a child that reads a short list or prints a page. These run the same
``main`` in a process of their own, with the same pipes, limits and ends. That they start without
all this is tested where it is the promise: see ``real_children``.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from smallcrm.core import languages
from smallcrm.services.processes.answering import pack, unpack

_BEGIN = "import sys; sys.path[:] = sys.argv[1:]; "
_SERVE = f"{_BEGIN}from tests.nursery import serve; serve()"
_MAINS = (
    "smallcrm.services.documents.pages.printer",
    "smallcrm.services.exchange.mails.child",
    "smallcrm.services.exchange.preparing.child",
    "smallcrm.services.exchange.reading.worker",
)
_LOADED_LATE = (
    "chardet",
    "icalendar",
    "phonenumbers",
    "smallcrm.services.exchange.calendars.child",
    "smallcrm.services.exchange.calls.child",
    "smallcrm.services.exchange.calls.headings",
    "smallcrm.services.exchange.inquiries.child",
    "smallcrm.services.exchange.sources.cards",
    "smallcrm.services.exchange.sources.spreadsheet",
    "smallcrm.services.exchange.sources.stamped",
    "smallcrm.services.exchange.sources.zipped",
    "smallcrm.services.exchange.statements.child",
    "smallcrm.services.exchange.systems.own",
)
_SCRIPTS = frozenset(f"{_BEGIN}from {name} import main; main()" for name in _MAINS)
_LONGEST = 1 << 17  # bytes of a question: paths and the environment
_MOST_OPEN = 1024  # files
_CAN_FORK = hasattr(os, "pidfd_open")


class Nursery:
    """Stands for ``subprocess``; what is no child of ours is started as ever."""

    PIPE, DEVNULL = subprocess.PIPE, subprocess.DEVNULL

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def Popen(self, command: list[str], **more: Any) -> Any:  # noqa: N802 - as the module has it
        if not _CAN_FORK or len(command) < 5 or command[4] not in _SCRIPTS:
            return subprocess.Popen(command, **more)
        question = pack((command[4:], str(Path.cwd()), dict(os.environ)))
        (source, to_child), (from_child, target), (told, tell) = (os.pipe() for _ in range(3))
        with self._lock:
            if self._process is None:
                self._begin()
            socket.send_fds(self._ours, [question], [source, target, tell])
            child = int.from_bytes(self._ours.recv(8))
        for descriptor in (source, target, tell):
            os.close(descriptor)
        return _Forked(child, to_child, from_child, told)

    def end(self) -> None:
        if self._process is not None:
            self._ours.close()
            self._process.wait(30)

    def _begin(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-I", "-S", "-c", _SERVE, *map(os.path.abspath, sys.path)]
        with theirs:
            self._process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.DEVNULL)


class _Forked:
    """As much of ``subprocess.Popen`` as the program and its tests use."""

    def __init__(self, child: int, to_child: int, from_child: int, told: int) -> None:
        self._child = child
        self._told = told
        self._status: int | None = None
        self.stdin = io.FileIO(to_child, "w")
        self.stdout = io.FileIO(from_child)

    def kill(self) -> None:
        if self._status is None:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def wait(self, timeout: float | None = None) -> int:
        if self._status is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("child", timeout or 0)
            self._status = int.from_bytes(os.read(self._told, 8), signed=True)
            os.close(self._told)
        return self._status


def serve() -> None:
    """Fork a child for each question that comes, and tell how it ended; end with who asks."""
    for name in (*_MAINS, *_LOADED_LATE):
        importlib.import_module(name)
    for language in languages.LANGUAGES:
        languages.translations(language)
    gc.freeze()
    asked = socket.socket(fileno=os.dup(0))
    poll = select.poll()
    poll.register(asked, select.POLLIN)
    alive: dict[int, tuple[int, int]] = {}
    while True:
        for descriptor, _event in poll.poll():
            if descriptor in alive:
                poll.unregister(descriptor)
                os.close(descriptor)
                _tell_end(*alive.pop(descriptor))
                continue
            question, pipes, _flags, _from = socket.recv_fds(asked, _LONGEST, 3)
            if not question:
                return
            source, target, tell = pipes
            if not (child := os.fork()):
                _live(question, source, target)
            os.close(source)
            os.close(target)
            ending = os.pidfd_open(child)
            poll.register(ending, select.POLLIN)
            alive[ending] = (child, tell)
            asked.send(child.to_bytes(8))


def _tell_end(child: int, tell: int) -> None:
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with suppress(BrokenPipeError):
        os.write(tell, status.to_bytes(8, signed=True))
    os.close(tell)


def _live(question: bytes, source: int, target: int) -> NoReturn:
    """The whole life of a child."""
    status = 1
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for place, descriptor in enumerate((source, target, nowhere)):
            os.dup2(descriptor, place)
        os.closerange(3, _MOST_OPEN)
        (script, *paths), folder, environment = unpack(question)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        sys.argv = ["-c", *paths]
        exec(script, {"__name__": "__main__"})  # noqa: S102 - our own words, see _SCRIPTS
        status = 0
    except BaseException:  # noqa: BLE001 - as Python does at the end of a program
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)
