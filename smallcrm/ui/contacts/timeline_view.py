"""What happened with a contact, as a list for mouse, keyboard and screen reader."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from smallcrm.core.text import T
from smallcrm.services.contacts.timeline import TimelineEntry
from smallcrm.services.files import FileRow
from smallcrm.ui.contacts.timeline_delegate import TimelineDelegate
from smallcrm.ui.contacts.timeline_files import MOST
from smallcrm.ui.contacts.timeline_lines import is_written
from smallcrm.ui.contacts.timeline_model import LINE, TimelineModel
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.rows import note_hovered


class TimelineView(QListView):
    """What happened, as a list for mouse, keyboard and screen reader.

    Signals:
        changed: An entry is to be changed; carries its TimelineEntry.
        removed: An entry is to be removed; carries its TimelineEntry.
        named: Somebody whom a note names is to be shown; carries the uid.
        filed: A file of an e-mail is to be opened; carries its FileRow.
    """

    changed = Signal(object)
    removed = Signal(object)
    named = Signal(str)
    filed = Signal(object)

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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        uid, file = self._person_at(event.position()), self._file_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if uid:
            self.named.emit(uid)
        elif file is not None:
            self.filed.emit(file)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        spot = event.position()
        is_link = bool(self._person_at(spot)) or self._file_at(spot) is not None
        shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what can be done with the entry: under the mouse, or at the cursor by the key."""
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            self.setCurrentIndex(index)
            self._show_menu(event.globalPos())
        elif index.isValid():
            place = self.visualRect(index).center()
            self._show_menu(self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _person_at(self, spot: QPointF) -> str:
        """The uid of whom the words under the mouse name; nothing elsewhere."""
        index, model = self.indexAt(spot.toPoint()), self.model()
        if not index.isValid() or not isinstance(model, TimelineModel):
            return ""
        place = QRectF(self.visualRect(index))
        return self._delegate.person_at(place, model.line(index), spot)

    def _file_at(self, spot: QPointF) -> FileRow | None:
        """The file whose chip is under the mouse."""
        index, model = self.indexAt(spot.toPoint()), self.model()
        if not index.isValid() or not isinstance(model, TimelineModel):
            return None
        place = QRectF(self.visualRect(index))
        return self._delegate.file_at(place, model.line(index), spot)

    def _show_menu(self, place: QPoint) -> None:
        entry = self.entry()
        if entry is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui.action(menu, T("Change"), "edit", lambda: self.changed.emit(entry))
        self._ui.action(menu, T("Remove"), "bin", lambda: self.removed.emit(entry))
        for name, uid in dict(self.currentIndex().data(LINE).people).items():
            whom = name.removeprefix("@").replace("\u00a0", " ")
            words = T("Open {name}", name=whom)
            self._ui.action(menu, words, "contact", partial(self.named.emit, uid))
        for row in self.currentIndex().data(LINE).files[:MOST]:
            words = T("Open {name}", name=row.name)
            self._ui.action(menu, words, "file", partial(self.filed.emit, row))
        menu.popup(place)
