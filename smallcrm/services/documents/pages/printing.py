"""Print many documents in two other processes: the window stays free, both processors work."""

from __future__ import annotations

import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from queue import SimpleQueue

from smallcrm.core.errors import StorageError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services.documents.drafts import DocumentView
from smallcrm.services.documents.pages import printer
from smallcrm.services.documents.pdf.render import render
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.processes.answering import pack, unpack
from smallcrm.services.processes.asking import Child, Ended, Silent

FEW = 50  # documents that are printed here and now: starting other processes takes as long
_PROCESSES = 2
_TOGETHER = 8  # documents in one message
_AHEAD = 2 * _PROCESSES  # messages under way: of each process one is printed, one waits
_SECONDS = 60  # of silence, after which a process is given up
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from smallcrm.services.documents.pages.printer import main; main()"
)
_log = logging.getLogger(__name__)

Wanted = tuple[DocumentView, Variant]
_Printing = Callable[[bytes], Future[list[bytes]]]


def printed(wanted: Iterable[Wanted], count: int, progress: Progress) -> Iterator[bytes]:
    """The PDFs of *wanted*, in their order.

    Args:
        wanted: What each page shows, and as what; asked for little by little.
        count: How many there are.
        progress: May stop the work, within a second.

    Raises:
        Cancelled: it was stopped.
        StorageError: another process could not be started, or ended too early.
    """
    if count < FEW:
        for each in wanted:
            progress.check()
            yield render(*each)
        return
    coming: deque[Future[list[bytes]]] = deque()
    rest = iter(wanted)
    with _processes(progress) as begin:
        while some := list(islice(rest, _TOGETHER)):
            coming.append(begin(pickle.dumps(some)))
            if len(coming) > _AHEAD:
                yield from coming.popleft().result()
        while coming:
            yield from coming.popleft().result()


@contextmanager
def _processes(progress: Progress) -> Iterator[_Printing]:
    """What begins to print a message in whichever process is free."""
    children: list[Child] = []
    idle: SimpleQueue[Child] = SimpleQueue()
    try:
        for _ in range(_PROCESSES):
            children.append(Child(_START, printer.ARGUMENT, progress, _SECONDS))
            idle.put(children[-1])
        with ThreadPoolExecutor(_PROCESSES, "printing") as pool:
            try:
                for child in children:
                    child.send(pack(None))  # nothing is asked but what follows
                yield lambda message: pool.submit(_print, idle, message)
            finally:
                for child in children:
                    child.kill()  # so that nobody waits for it
    finally:
        for child in children:
            child.end()


def _print(idle: SimpleQueue[Child], message: bytes) -> list[bytes]:
    child = idle.get()
    try:
        child.send(message)
        kind, packed = child.frame()
    except (OSError, Silent, Ended) as error:
        raise _failed(error) from error
    finally:
        idle.put(child)
    if kind != printer.PAGES:
        raise _failed(unpack(packed))
    pages: list[bytes] = unpack(packed)
    return pages


def _failed(reason: object) -> StorageError:
    _log.error("printing documents failed: %r", reason)
    return StorageError(
        T("The documents could not all be printed. Your data is as it was."),
        hint=T("Try again; if it fails again, restart SmallCRM."),
    )
