"""The palette (Ctrl+K): finds anything, runs any command; the keyboard stays in the search box."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import shiboken6
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core.text import T, Text
from smallcrm.ui.shell import hits
from smallcrm.ui.shell.commands import Commands
from smallcrm.ui.shell.hits import Hit
from smallcrm.ui.shell.page_host import Seen
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.offers import Face, Look, OfferDelegate, OfferModel
from smallcrm.ui.widgets.rows import note_hovered

PAUSE = 60  # milliseconds without a key before the data is searched
_ROWS = 10  # lines that are seen at once
_LINE = 44
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Palette(QFrame):
    """A list beneath the search box of the top bar.

    Enter runs the marked line; one that comes before the answer of the data waits for it.

    Attributes:
        seen: What was shown last.

    Signals:
        opened: An address was chosen.
        shown: The list is on screen now, or not any more.
    """

    opened = Signal(str)
    shown = Signal(bool)

    def __init__(self, ui: Ui, commands: Commands, search: QLineEdit, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._look_up: hits.Find | None = None
        self.seen: Callable[[], Sequence[Seen]] = list
        self._ui = ui
        self._commands = commands
        self._search = search
        self._asked = 0
        self._is_asking = False
        self._is_awaited = False
        self._back_to: QWidget | None = None
        self._model = OfferModel(_face, self)
        self._view = QListView()
        self._empty = ui.label("", "body", "2", wrap=True)
        self._chips = QWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self._build()
        self.hide()

    @property
    def look_up(self) -> hits.Find | None:
        """Asks the data; None until it is open: what is typed before is asked then."""
        return self._look_up

    @look_up.setter
    def look_up(self, find: hits.Find | None) -> None:
        self._look_up = find
        if self._is_asking:
            self._pause.start()

    @property
    def model(self) -> OfferModel:
        """What is offered now."""
        return self._model

    def start(self, typed: str = "") -> None:
        """Put the keyboard into the search box and open the list."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.setText(typed)
        if not typed:
            self._search.selectAll()
        self._offer()

    def stop(self) -> None:
        """Close the list, and go back to where the keyboard was."""
        self.hide()
        self._forget_question()
        self._search.clear()
        back = self._back_to
        if back is not None and shiboken6.isValid(back) and self._search.hasFocus():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back_to = None

    def place(self) -> None:
        """Stand beneath the box; the window calls it when it is resized."""
        host = self._host
        corner = self._search.mapTo(host, QPoint(0, self._search.height() + self._ui.m.s1))
        lines = min(max(self._model.rowCount(), 1), _ROWS)
        line = self._ui.theme.size(_LINE)
        width = max(self._search.width(), 320)
        wanted = lines * line + 2 * self._ui.m.s2 + 2
        if not self._chips.isHidden():
            wanted += self._chips.heightForWidth(width - 2 * self._ui.m.s1)
        height = min(wanted, host.height() - corner.y() - self._ui.m.s4)
        self.setGeometry(corner.x(), corner.y(), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._search:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                return self._keep(event)
            if event.type() == QEvent.Type.MouseButtonPress and not self.isVisible():
                self._offer()
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self.shown.emit(False)  # noqa: FBT003 - a signal has no keywords

    def _build(self) -> None:
        self.setProperty("surface", "raised")
        self.setAccessibleName(str(T("Results")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(self._ui.m.s1, self._ui.m.s2, self._ui.m.s1, self._ui.m.s2)
        layout.setSpacing(0)  # else two lines beneath the chips would scroll
        self._chips.setAccessibleName(str(T("What was understood")))
        flow = FlowLayout()
        flow.setContentsMargins(self._ui.m.s3, self._ui.m.s1, self._ui.m.s3, self._ui.m.s2)
        self._chips.setLayout(flow)
        self._chips.hide()
        layout.addWidget(self._chips)
        layout.addWidget(self._view)
        self._empty.setContentsMargins(self._ui.m.s3, 0, self._ui.m.s3, 0)
        layout.addWidget(self._empty)
        self._view.setModel(self._model)
        m = self._ui.m
        self._delegate = OfferDelegate(self._ui, Look(_LINE, m.s1, m.s3))
        self._view.selectionModel().currentChanged.connect(lambda now, _old: self._show_chips(now))
        self._view.setItemDelegate(self._delegate)
        self._view.setUniformItemSizes(True)
        note_hovered(self._view)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys stay in the search box
        self._view.setAccessibleName(str(T("Results")))
        self._view.clicked.connect(self._run)
        self._search.installEventFilter(self)
        self._search.textEdited.connect(lambda _text: self._offer())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Remember where the keyboard was before it came into the box, by key or by mouse."""
        if new is self._search and old is not None:
            self._back_to = old

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS - 1,
            Qt.Key.Key_PageUp: 1 - _ROWS,
        }
        if key in steps:
            if self.isVisible():
                self._step(steps[Qt.Key(key)])
            else:
                self._offer()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._is_asking:
                self._is_awaited = True  # what is shown is about what was typed before
            else:
                self._run(self._view.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.stop()
            return True
        return False

    def _keep(self, event: QKeyEvent) -> bool:
        """Keep Ctrl+Enter from the page: on one window it opens like Enter, and issues nothing."""
        if self.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return True
        return False

    def _step(self, step: int) -> None:
        count = self._model.rowCount()
        if count:
            row = self._view.currentIndex().row() + step
            row = row % count if abs(step) == 1 else min(max(row, 0), count - 1)
            self._view.setCurrentIndex(self._model.index(row))

    def _run(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        hit: Hit = self._model.lines[index.row()]
        self.stop()
        if hit.run is not None:
            hit.run()
        elif hit.address:
            self.opened.emit(hit.address)

    def _offer(self) -> None:
        """Show at once what is known here; ask the data after a short pause."""
        prefix, text = hits.split(self._search.text())
        self._forget_question()
        if not text and prefix == hits.ALL:
            self._show(hits.at_first(self._commands, self.seen()))
        elif prefix in (hits.ALL, hits.COMMANDS):
            found = hits.commands_matching(self._commands, text)
            if found or prefix == hits.COMMANDS:
                self._show(found)
        if prefix == hits.PEOPLE and not text:
            self._show([], T("Type a name, a phone number or an email."))
        elif prefix == hits.QUICK and not text:
            self._show([], T("Type for example: Maria call Tue 16:30"))
        elif prefix != hits.COMMANDS and (text or prefix):
            self._is_asking = True
            self._pause.start()

    def _show_chips(self, index: QModelIndex) -> None:
        """Say what of the line was understood as the marked hit has it."""
        flow = self._chips.layout()
        while flow is not None and (item := flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        chips = self._model.lines[index.row()].chips if index.isValid() else ()
        for words in chips:
            pill = self._ui.pill(words, "accent")
            pill.setAccessibleName(words)
            if flow is not None:
                flow.addWidget(pill)
                pill.show()  # the layout alone would show it later, after the palette took its size
        self._chips.setVisible(bool(chips))
        if self.isVisible():
            self.place()

    def _forget_question(self) -> None:
        """An answer that is still to come is about something else by now."""
        self._asked += 1
        self._pause.stop()
        self._is_asking = self._is_awaited = False

    def _ask(self) -> None:
        prefix, text = hits.split(self._search.text())
        if self.look_up is None:
            return
        asked = self._asked

        def deliver(found: Sequence[Hit]) -> None:
            if asked != self._asked or not self._search.hasFocus():
                return
            known = hits.commands_matching(self._commands, text) if prefix == hits.ALL else []
            self._is_asking = False
            self._show(sorted([*found, *known], key=lambda hit: hit.is_last))
            if self._is_awaited:
                self._is_awaited = False
                self._run(self._view.currentIndex())

        self.look_up(prefix, text, deliver)

    def _show(self, found: Sequence[Hit], nothing: Text | None = None) -> None:
        """Show *found*; when there is nothing, the sentence *nothing*."""
        if nothing is None and hits.split(self._search.text())[0] == hits.QUICK:
            nothing = T("Say for whom and what: the name of a contact and a few words.")
        elif nothing is None:
            nothing = T("Nothing found for “{text}”.", text=self._search.text())
        self._model.set_lines(found)
        self._view.setVisible(bool(found))
        self._empty.setText(str(nothing))
        self._empty.setVisible(not found)
        self._view.setCurrentIndex(self._model.index(0) if found else QModelIndex())
        self._show_chips(self._view.currentIndex())
        self.place()
        self.show()
        self.raise_()
        self.shown.emit(True)  # noqa: FBT003 - a signal has no keywords


def _face(hit: Hit) -> Face:
    return Face(hit.title, hit.subtitle, hit.keys, "text3", hit.icon)
