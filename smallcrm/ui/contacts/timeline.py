"""The tab Timeline: a line for a note, and what happened, newest first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QVBoxLayout, QWidget

from smallcrm.core.text import T
from smallcrm.services import contacts, documents
from smallcrm.services.contacts import ActivityDraft, TimelineEntry
from smallcrm.ui.contacts.composer import Composer
from smallcrm.ui.contacts.timeline_delegate import TimelineDelegate
from smallcrm.ui.contacts.timeline_lines import is_document
from smallcrm.ui.contacts.timeline_model import Fetched, TimelineModel
from smallcrm.ui.documents import addresses
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.places import place_for
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.rows import note_hovered

NOTE = "note"


class Timeline(QWidget):
    """Notes are written, changed and removed here; documents open.

    Attributes:
        composer: The line for a note.
        view: What happened.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._contact_id = 0
        self.composer = Composer()
        self.model = TimelineModel(self._fetch, self)
        self.view = TimelineView(context.ui)
        self.view.setModel(self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, context.ui.m.s3, 0, 0)
        layout.setSpacing(context.ui.m.s2)
        layout.addWidget(self.composer)
        layout.addWidget(self.view, 1)
        self.composer.submitted.connect(self._on_submitted)
        self.view.activated.connect(self._on_activated)
        self.view.removed.connect(self._on_removed)
        self.view.changed.connect(self._on_change)

    def show_contact(self, contact_id: int) -> None:
        """Show what happened with another contact."""
        if contact_id == self._contact_id:
            self.model.reload()
            return
        self._contact_id = contact_id
        self.composer.start_anew()
        self.model.start()
        self.view.scrollToTop()

    def _fetch(self, start: int, limit: int) -> Fetched:
        entries = self._context.ops.read(
            lambda session: contacts.list_timeline(
                session, self._contact_id, start=start, limit=limit
            )
        )
        ids = [entry.id for entry in entries if is_document(entry)]
        if not ids:
            return entries, {}
        return entries, self._context.ops.read(lambda session: documents.list_rows(session, ids))

    def _on_submitted(self, words: str) -> None:
        note_id, contact_id = self.composer.changes, self._contact_id
        if note_id:
            self._context.ops.write(
                self,
                T("Change note"),
                lambda session: contacts.change_activity(
                    session, note_id, ActivityDraft("note", words)
                ),
                done=lambda _none: self._on_saved(contact_id, str(T("Note changed"))),
            )
        else:
            self._context.ops.write(
                self,
                T("Add note"),
                lambda session: contacts.add_note(session, contact_id, words),
                done=lambda _id: self._on_saved(contact_id, str(T("Note saved"))),
            )

    def _on_saved(self, contact_id: int, said: str) -> None:
        self._context.say(said, undo=True)
        if contact_id == self._contact_id:
            self.composer.start_anew()

    def _on_activated(self, index: QModelIndex) -> None:
        entry = self.model.line(index).entry
        if entry is None:
            return
        if entry.kind == NOTE:
            self.composer.change(entry.id, entry.body)
        elif is_document(entry) and place_for("document") is not None:
            self._context.open(addresses.of(entry.id))

    def _on_change(self, note: TimelineEntry) -> None:
        self.composer.change(note.id, note.body)

    def _on_removed(self, note: TimelineEntry) -> None:
        self._context.ops.write(
            self,
            T("Remove note"),
            lambda session: contacts.remove_activity(session, note.id),
            done=lambda _none: self._context.say(T("Note removed"), undo=True),
        )


class TimelineView(QListView):
    """What happened, as a list for mouse, keyboard and screen reader.

    Signals:
        changed: A note is to be changed; carries its TimelineEntry.
        removed: A note is to be removed; carries its TimelineEntry.
    """

    changed = Signal(object)
    removed = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._delegate = TimelineDelegate(ui)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(str(T("Timeline")))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        note_hovered(self)
        ui.theme.changed.connect(self.scheduleDelayedItemsLayout)

    def note(self) -> TimelineEntry | None:
        """The note at the cursor; None when something else is there."""
        index = self.currentIndex()
        model = self.model()
        if not index.isValid() or not isinstance(model, TimelineModel):
            return None
        entry = model.line(index).entry
        return entry if entry is not None and entry.kind == NOTE else None

    def event(self, event: QEvent) -> bool:
        """Keep Delete and F2 on a note from the window, where they mean the contact."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_F2)
            and self.note() is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setProperty("keyboard", "true")
        note = self.note()
        if note is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(note)
        elif note is not None and event.key() == Qt.Key.Key_F2:
            self.changed.emit(note)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setProperty("keyboard", "")
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _on_menu(self, place: QPoint) -> None:
        self.setCurrentIndex(self.indexAt(place))
        note = self.note()
        if note is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui.action(menu, T("Change note"), "edit", lambda: self.changed.emit(note))
        self._ui.action(menu, T("Remove note"), "bin", lambda: self.removed.emit(note))
        menu.popup(self.viewport().mapToGlobal(place))
