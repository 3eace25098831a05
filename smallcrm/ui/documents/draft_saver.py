"""Keeps a draft saved: one write, and so one undo step, per pause; deeds by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from smallcrm.core.text import Text
from smallcrm.services.documents import DocumentDraft, unsaved
from smallcrm.services.documents.unsaved import Issued
from smallcrm.ui.documents import words
from smallcrm.ui.shell.context import Context

R = TypeVar("R")
PAUSE = 800  # milliseconds after the last change


class _Place:
    """Where the draft is stored; filled by the first write, in the writer's thread.

    Attributes:
        saves: How many are on their way.
    """

    def __init__(self, document_id: int | None = None) -> None:
        self.document_id = document_id
        self.saves = 0

    def note(self, document_id: int) -> int:
        """The draft was written to *document_id*, in a transaction that is not over."""
        self.document_id = document_id
        return document_id


class DraftSaver(QObject):
    """Saves what it is told, in order, without anybody waiting.

    Signals:
        started: Something is being saved.
        saved: It is stored; carries the id of the document.
        failed: It is not stored; carries the error. ``save_now`` tries again.
    """

    started = Signal()
    saved = Signal(int)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._place = _Place()
        self._stored_id: int | None = None
        self._last = DocumentDraft()
        self._is_dirty = False
        self._is_stopped = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.save_now)

    @property
    def document_id(self) -> int | None:
        """The row of the draft; None before it was stored for the first time."""
        return self._stored_id

    @property
    def is_dirty(self) -> bool:
        """Whether something is not on its way to the file yet."""
        return self._is_dirty

    @property
    def is_saving(self) -> bool:
        """Whether something is on its way to the file, so that what is stored is older."""
        return self._place.saves > 0

    def start(self, draft: DocumentDraft, document_id: int | None) -> None:
        """Look after another draft, as it is stored (or not yet begun)."""
        self._pause.stop()
        self._place = _Place(document_id)
        self._stored_id = document_id
        self._last, self._is_dirty = draft, False
        self._is_stopped = False

    def stop(self) -> None:
        """There is no draft any more: it was issued or deleted."""
        self._pause.stop()
        self._place, self._stored_id = _Place(), None
        self._is_dirty, self._is_stopped = False, True

    def take(self, draft: DocumentDraft, *, is_deed: bool) -> None:
        """The draft is *draft* now: save it at the next pause, a deed at once and by itself."""
        if self._is_stopped or draft == self._last:
            return
        if is_deed and self._is_dirty:
            self.save_now()
        self._last, self._is_dirty = draft, True
        if is_deed:
            self.save_now()
        else:
            self._pause.start()

    def save_now(self) -> None:
        """Save what is not saved."""
        self._pause.stop()
        if not self._is_dirty:
            return
        self._is_dirty = False
        place, draft = self._place, self._last
        place.saves += 1
        self.started.emit()
        self._context.ops.write(
            self,
            self._label(draft),
            lambda session: place.note(unsaved.store(session, place.document_id, draft)),
            lambda document_id: self._on_saved(place, document_id),
            lambda error: self._on_failed(place, error),
        )

    def act(
        self,
        label: Text,
        action: Callable[[Any, int], R],
        done: Callable[[R | None], object],
    ) -> None:
        """Save, then do *action* with the draft: a session, and its id.

        *done* gets None where nothing was typed yet, so that there is no draft.
        """
        self.save_now()
        place = self._place

        def job(session: Any) -> R | None:
            found = place.document_id  # known by now even where the draft was new a moment ago
            return None if found is None else action(session, found)

        self._context.ops.write(self, label, job, done)

    def issue(
        self,
        draft: DocumentDraft,
        business: dict[str, str],
        done: Callable[[Issued], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Store *draft* and the fields of the *business*, and issue: all of it, or nothing."""
        self._pause.stop()
        place = self._place
        was_dirty, self._is_dirty = self._is_dirty, False

        def on_failed(error: BaseException) -> None:
            self._is_dirty = was_dirty
            self._on_undone(place)
            failed(error)

        self._context.ops.write(
            self,
            words.ISSUE[draft.kind],
            lambda session: unsaved.issue(session, place.document_id, draft, business),
            done,
            on_failed,
            can_undo=False,
        )

    def _label(self, draft: DocumentDraft) -> Text:
        is_new = self._place.document_id is None
        return words.NEW[draft.kind] if is_new else words.CHANGE[draft.kind]

    def _on_saved(self, place: _Place, document_id: int) -> None:
        place.saves -= 1
        if place is self._place:
            self._stored_id = document_id
            self.saved.emit(document_id)

    def _on_failed(self, place: _Place, error: BaseException) -> None:
        place.saves -= 1
        self._on_undone(place)
        if place is self._place:
            self._is_dirty = True
            self.failed.emit(error)

    def _on_undone(self, place: _Place) -> None:
        """A row that was made in a transaction that failed is not there."""
        if place is self._place and self._stored_id is None:
            place.document_id = None
