"""Run service calls off the GUI thread and come back with the answer."""

from __future__ import annotations

import itertools
import sys
import weakref
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot

from smallcrm.core.changes import ALL, Changes
from smallcrm.core.errors import Cancelled, StorageError
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import Text
from smallcrm.ui.errors import show_error

if TYPE_CHECKING:  # SQLAlchemy is loaded in a thread, after the first picture
    from concurrent.futures import Future, ThreadPoolExecutor
    from pathlib import Path

    from sqlalchemy.orm import Session

    from smallcrm.db.database import Database, Undone
    from smallcrm.services.files import FileStore

R = TypeVar("R")
WRITER, READERS = "writer", "reader"
_LANES = {WRITER: 1, READERS: 2}  # SQLite has one writer; so do we
# Seconds that a busy thread keeps the interpreter when the window wants it. Each call into Qt lets
# go of it, so that with Python's 0.005 painting one page beside an import took 0.8 s (measured).
_TURN = 0.0005
LOOK_EVERY = 2_000  # milliseconds between two looks for commits of other processes
REST_AFTER = 3_000  # milliseconds after the last answer: what was read need not stay in memory


class Ops(QObject):
    """The only way from a window to the services.

    The data file is opened by the first thread that works here; calls made before wait for it.

    Signals:
        ready: The data file is open and all services are loaded.
        broken: The data file cannot be opened; carries the error.
        unsaved: A change could not be written: the disk, the file; carries the StorageError.
        changed: After each commit, on the GUI thread, with a Changes; before ``done`` is called.
    """

    ready = Signal()
    broken = Signal(object)
    unsaved = Signal(object)
    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, open_database: Callable[[], Database]) -> None:
        super().__init__()
        self._open_database = open_database
        self._searches: weakref.WeakSet[Progress] = weakref.WeakSet()  # no end waits for them
        self._awaited: dict[Progress, Text] = {}  # a user does
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._calls: dict[int, _Call] = {}
        self._numbers = itertools.count()
        self._opened: Future[Database] | None = None
        self._newest: weakref.WeakKeyDictionary[QObject, Progress] = weakref.WeakKeyDictionary()
        self._version = 0
        self._is_looking = False
        self._is_closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(REST_AFTER)
        self._resting.timeout.connect(self._rest)
        # Queued, else a quick answer would come before the call that asks for it has returned.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_ready(self) -> bool:
        """Whether the data file is open, so that ``read`` does not have to wait."""
        return (
            self._opened is not None
            and self._opened.done()
            and not self._opened.cancelled()
            and self._opened.exception() is None
        )

    @property
    def files(self) -> FileStore:
        """The files of contacts, for the services that keep and show them."""
        return self._database().files

    @property
    def path(self) -> Path:
        """Where the data file is, for what looks through it in a process of its own."""
        return self._database().path

    def start(self) -> None:
        """Open the data file in the writer's thread; the window calls it when it is painted."""
        if self._opened is not None:
            return
        sys.setswitchinterval(_TURN)
        make = load("concurrent.futures").ThreadPoolExecutor
        self._pools = {name: make(threads, name) for name, threads in _LANES.items()}
        self._opened = self._pools[WRITER].submit(self._open)
        self._opened.add_done_callback(self._on_opened)

    def write(
        self,
        owner: QObject,
        label: Text,
        action: Callable[[Session], R],
        done: Callable[[R], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        *,
        can_undo: bool = True,
    ) -> None:
        """Run *action* in a transaction; call *done* if *owner* still lives.

        *can_undo* is False for what is final: issuing, sending, erasing, restoring.
        """

        def job() -> R:
            with self._database().write(label, can_undo=can_undo, origin=owner) as session:
                return action(session)

        self._change(owner, job, done, failed)

    def query(
        self,
        owner: QObject,
        action: Callable[[Session], R],
        done: Callable[[R], object],
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Run a slow query; quick ones may use ``read()`` directly."""

        def job() -> R:
            with self._database().read() as session:
                return action(session)

        self._submit(READERS, owner, job, done, failed)

    def ask(
        self, owner: QObject, action: Callable[[Session], R], done: Callable[[R], object]
    ) -> None:
        """Like query(), where only the answer to the newest question of *owner* counts.

        Its question before is not asked any more, or broken off: somebody has typed on.
        """
        if (before := self._newest.get(owner)) is not None:
            before.cancel()
        question = self._newest[owner] = Progress()

        def job() -> R:
            with self._database().read(question) as session:
                return action(session)

        self._submit(READERS, owner, job, lambda found: None if question.stopped else done(found))

    def search(
        self,
        owner: QObject,
        action: Callable[[Session, Progress], R],
        *,
        reported: Callable[[int, int], object],
        done: Callable[[R], object],
        failed: Callable[[BaseException], object] | None = None,
    ) -> Progress:
        """Like query(), for seconds of reading; cancel what this returns to stop it."""
        progress = self._progress(owner, reported)
        self._searches.add(progress)
        self.query(owner, lambda session: action(session, progress), done, failed)
        return progress

    def run(
        self,
        owner: QObject,
        action: Callable[[Progress], R],
        *,
        reported: Callable[[int, int], object] | None = None,
        done: Callable[[R], object],
        failed: Callable[[BaseException], object] | None = None,
        awaited: Text | None = None,
    ) -> Progress:
        """Do slow work without the data file (read a spreadsheet, draw a page) in a thread.

        *awaited* is what it is called where the user waits for it: see ``awaited``.
        """
        progress = self._progress(owner, reported or (lambda _done, _total: None))
        work = self._until_done(progress, awaited, lambda: action(progress))
        self._submit(READERS, owner, work, done, failed)
        return progress

    def read(self, action: Callable[[Session], R]) -> R:
        """Run a quick query here and now (WAL: a writer never blocks it).

        Raises:
            Cancelled: ``close`` was called: the file is not opened again for a window that goes.
        """
        if self._is_closed:
            raise Cancelled
        with self._database().read() as session:
            return action(session)

    def undo(
        self,
        owner: QObject,
        done: Callable[[Undone], object],
        failed: Callable[[BaseException], object] | None = None,
        action_id: int | None = None,
    ) -> None:
        """Take back the last action, or the one named."""
        self._change(owner, lambda: self._database().undo(action_id), done, failed)

    def redo(
        self,
        owner: QObject,
        done: Callable[[Undone], object],
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Do again what the last undo took back."""
        self._change(owner, lambda: self._database().redo(), done, failed)

    def administer(
        self,
        owner: QObject,
        action: Callable[[Database], R],
        done: Callable[[R], object],
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Do something with the file as a whole (a backup) in the writer's lane."""
        self._submit(WRITER, owner, lambda: action(self._database()), done, failed)

    def work_on_file(
        self,
        owner: QObject,
        action: Callable[[Database, Progress], R],
        *,
        reported: Callable[[int, int], object],
        done: Callable[[R], object],
        failed: Callable[[BaseException], object] | None = None,
        awaited: Text | None = None,
    ) -> Progress:
        """Do long work that opens its transaction itself: an import, after its backup."""
        progress = self._progress(owner, reported)
        work = self._until_done(progress, awaited, lambda: action(self._database(), progress))
        self._submit(WRITER, owner, work, done, failed)
        return progress

    @property
    def awaited(self) -> Text | None:
        """What the user waits for just now; None for nothing."""
        return next(iter(list(self._awaited.values())), None)

    def stop_awaited(self) -> None:
        """Stop what the user waits for; it leaves nothing behind."""
        for progress in list(self._awaited):
            progress.cancel()

    def settle(self) -> bool:
        """Finish every write that waits and hear its answer; False where one could not be written.

        For the moment before a window closes, when it can still tell its user.
        """
        if self._opened is None or self._is_closed:
            return True
        lost: list[StorageError] = []
        self.unsaved.connect(lost.append)
        self._pools[WRITER].submit(int).result()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
        self.unsaved.disconnect(lost.append)
        return not lost

    def close(self) -> None:
        """Finish every write, those that wait too: they were typed. Stop what only searches."""
        if self._is_closed:
            return
        self._is_closed = True
        self._timer.stop()
        self._resting.stop()
        for progress in list(self._searches):
            progress.cancel()
        self.stop_awaited()
        for name, pool in reversed(self._pools.items()):
            pool.shutdown(cancel_futures=name != WRITER)
        if self.is_ready:
            self._database().close()

    def _database(self) -> Database:
        if self._opened is None:
            self.start()
        assert self._opened is not None  # noqa: S101 - start() has set it
        return self._opened.result()

    def _open(self) -> Database:
        database = self._open_database()
        database.watch(lambda changes: self._post(self, lambda: self.changed.emit(changes)))
        self._version = database.data_version
        return database

    def _on_opened(self, opened: Future[Database]) -> None:
        if opened.cancelled():
            return
        error = opened.exception()
        self._post(self, self._on_ready if error is None else lambda: self.broken.emit(error))

    def _on_ready(self) -> None:
        self._timer.start()
        self.ready.emit()

    def _look(self) -> None:
        """See whether another process has committed (PRAGMA data_version), when we are idle."""
        if self._is_looking:
            return
        self._is_looking = True
        self._submit(WRITER, self, lambda: self._database().data_version, self._on_looked)

    def _on_looked(self, version: int) -> None:
        self._is_looking = False
        if version != self._version:
            self._version = version
            self.changed.emit(Changes(_Everything()))

    def _rest(self) -> None:
        """Behind what is written still; a file that cannot be opened has nothing to let go of."""
        if self.is_ready:
            self._submit(WRITER, self, lambda: self._database().rest(), None)

    def _until_done(
        self, progress: Progress, awaited: Text | None, action: Callable[[], R]
    ) -> Callable[[], R]:
        """*action*, known as *awaited* until it is done."""
        if awaited is None:
            return action
        self._awaited[progress] = awaited

        def job() -> R:
            try:
                return action()
            finally:
                del self._awaited[progress]

        return job

    def _progress(self, owner: QObject, reported: Callable[[int, int], object]) -> Progress:
        """A Progress whose reports arrive here, and that stops when *owner* is gone.

        Nothing of Qt hangs on it: it may end in the thread of the worker, and there a connection
        of ``owner.destroyed`` that ends with it waits for ever for a window that is just being
        connected (seen with PySide 6.11).
        """
        place: list[weakref.ref[Progress]] = []  # weak, else it would hold itself and *owner*

        def on_report(now: int, total: int) -> None:
            self._arrived.emit(lambda: self._report(owner, place[0], lambda: reported(now, total)))

        progress = Progress(on_report)
        place.append(weakref.ref(progress))
        return progress

    def _report(
        self,
        owner: QObject,
        found: weakref.ref[Progress],
        tell: Callable[[], object],
    ) -> None:
        progress = found()
        if shiboken6.isValid(owner):
            tell()
        elif progress is not None:
            progress.cancel()

    def _change(
        self,
        owner: QObject,
        job: Callable[[], R],
        done: Callable[[R], object] | None,
        failed: Callable[[BaseException], object] | None,
    ) -> None:
        """Run what changes data; the window hears of it when it cannot be written."""

        def change() -> R:
            try:
                return job()
            except StorageError as error:
                if not self._is_known(error):
                    self._post(self, partial(self.unsaved.emit, error))
                raise

        self._submit(WRITER, owner, change, done, failed)

    def _submit(
        self,
        lane: str,
        owner: QObject,
        job: Callable[[], R],
        done: Callable[[R], object] | None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        if self._is_closed:
            return
        if self._opened is None:
            self.start()

        number = next(self._numbers)
        self._calls[number] = _Call(owner, job, done, failed)
        future = self._pools[lane].submit(self._do, number)
        future.add_done_callback(lambda future: self._post(self, lambda: self._end(number, future)))

    def _post(self, owner: QObject, call: Callable[[], object]) -> None:
        """Have the GUI thread make *call*, unless *owner* is gone by then."""
        if shiboken6.isValid(self):
            self._arrived.emit(lambda: call() if shiboken6.isValid(owner) else None)

    @Slot(object)
    def _deliver(self, call: Callable[[], object]) -> None:
        if not self._is_closed:
            call()

    def _do(self, number: int) -> object:
        return self._calls[number].job()

    def _end(self, number: int, future: Future[Any]) -> None:
        call = self._calls.pop(number)
        if call.owner is not self:
            self._resting.start()
        if not future.cancelled() and shiboken6.isValid(call.owner):
            self._answer(call, future)

    def _answer(self, call: _Call, future: Future[Any]) -> None:
        error = future.exception()
        if error is None:
            if call.done is not None:
                call.done(future.result())
        elif call.failed is not None:
            call.failed(error)
        elif not isinstance(error, Cancelled) and not self._is_known(error):
            show_error(call.owner, error)

    def _is_known(self, error: BaseException) -> bool:
        """Whether ``broken`` has told the window about it already."""
        opened = self._opened
        return opened is not None and opened.done() and opened.exception() is error


class _Call(NamedTuple):
    """What was asked for; kept and given up in the thread of the windows (decision 0015)."""

    owner: QObject
    job: Callable[[], Any]
    done: Callable[[Any], object] | None
    failed: Callable[[BaseException], object] | None


class _Everything(Mapping[str, frozenset[int]]):
    """The tables that another process may have changed: any."""

    def __getitem__(self, table: str) -> frozenset[int]:
        return ALL

    def __contains__(self, table: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 1
