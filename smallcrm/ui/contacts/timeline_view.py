"""What happened with a contact, as a list for mouse, keyboard and screen reader."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from smallcrm.core.text import T
from smallcrm.services.contacts.timeline import TimelineEntry
from smallcrm.ui.contacts.timeline_delegate import TimelineDelegate
from smallcrm.ui.contacts.timeline_lines import is_written
from smallcrm.ui.contacts.timeline_model import TimelineModel
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.rows import note_hovered


class TimelineView(QListView):
    """What happened, as a list for mouse, keyboard and screen reader.

    Signals:
        changed: An entry is to be changed; carries its TimelineEntry.
        removed: An entry is to be removed; carries its TimelineEntry.
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

    def entry(self) -> TimelineEntry | None:
        """The entry at the cursor that somebody wrote; None when something else is there."""
        index = self.currentIndex()
        model = self.model()
        if not index.isValid() or not isinstance(model, TimelineModel):
            return None
        entry = model.line(index).entry
        return entry if entry is not None and is_written(entry) else None

    def event(self, event: QEvent) -> bool:
        """Keep Delete and F2 on an entry from the window, where they mean the contact."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_F2)
            and self.entry() is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setProperty("keyboard", "true")
        entry = self.entry()
        if entry is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(entry)
        elif entry is not None and event.key() == Qt.Key.Key_F2:
            self.changed.emit(entry)
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
        entry = self.entry()
        if entry is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui.action(menu, T("Change"), "edit", lambda: self.changed.emit(entry))
        self._ui.action(menu, T("Remove"), "bin", lambda: self.removed.emit(entry))
        menu.popup(self.viewport().mapToGlobal(place))
