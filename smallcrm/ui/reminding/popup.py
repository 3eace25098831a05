"""The window that reminds: what is due, whom to call, Done, put off, Open; several in one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T
from smallcrm.services import contacts
from smallcrm.services.tasks import DueTask, snoozing
from smallcrm.ui.calling.phone_menu import Reached, phone_button, reached
from smallcrm.ui.reminding import words
from smallcrm.ui.shell.context import Context
from smallcrm.ui.tasks import addresses, putting_off
from smallcrm.ui.tasks.deeds import Deeds
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.fitting_area import FittingArea

MOST = 5  # tasks that are shown by themselves
_WIDTH = 380
_MARGIN = 24  # from the edge of the screen
_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
_COMMAND = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ReminderPopup(QWidget):
    """Lies above other windows and does not take the keyboard from what is being typed.

    Keys work when it has the keyboard: 1 to 4 put the marked task off, Space is done, Enter
    opens it, Esc closes the window; what was not handled stays due.

    Signals:
        opened: Somebody wants to see an address.
    """

    opened = Signal(str)

    def __init__(self, context: Context, owner: QWidget) -> None:
        flags = (
            Qt.WindowType.Tool
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.CustomizeWindowHint
            | Qt.WindowType.WindowTitleHint
            | Qt.WindowType.WindowCloseButtonHint
        )
        super().__init__(owner, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._context = context
        self._ui = context.ui
        self._owner = owner
        self._deeds = Deeds(context, self)
        self._tasks: list[DueTask] = []
        self._cards: list[ReminderCard] = []
        self._body = QWidget()
        self._column = QVBoxLayout()
        self._holder = QVBoxLayout()
        inside = QWidget()
        inside.setLayout(self._holder)
        self._area = FittingArea(inside)
        self._foot = QWidget()
        self._build()

    @property
    def cards(self) -> list[ReminderCard]:
        """What is shown, one for each task."""
        return self._cards

    def show_tasks(self, found: Sequence[DueTask]) -> None:
        """Remind of *found*, besides what is shown already."""
        known = {task.id: task for task in self._tasks}
        known.update({task.id: task for task in found})
        self._tasks = sorted(known.values(), key=lambda task: (task.instant, task.id))
        self._fill()
        self._place()
        if self._tasks and not self.isVisible():
            self.show()

    def keep(self, due: Sequence[DueTask]) -> None:
        """Only these are still due; what was handled elsewhere goes away."""
        still = {task.id: task for task in due}
        kept = [still[task.id] for task in self._tasks if task.id in still]
        if kept != self._tasks:
            self._tasks = kept
            self._fill()
            self._place()
        if not self._tasks:
            self.hide()

    def event(self, event: QEvent) -> bool:
        """Keep plain keys from the window behind: there 1 to 4 and Delete mean another task.

        Qt gives the shortcuts of a window also to the tools that belong to it.
        """
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not event.modifiers() & _COMMAND
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self._current()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif card is not None and event.key() in _KEYS:
            card.snooze(list(snoozing.CHOICES)[_KEYS.index(Qt.Key(event.key()))])
        elif card is not None and event.key() == Qt.Key.Key_Space:
            card.done.click()
        elif card is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            card.open_.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed without an answer: the tasks stay due, and are on their page and in the digest."""
        self._tasks = []
        super().closeEvent(event)

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        self.setProperty("surface", "canvas")
        self.setWindowTitle(str(T("Reminder")))
        self._holder.setContentsMargins(m.s3, m.s3, m.s3, m.s3)
        self._holder.addWidget(self._body)
        outer = ui.column(0)
        self.setLayout(outer)
        outer.addWidget(self._area)

    def _fill(self) -> None:
        focus = self._current()
        marked = focus.task.id if focus is not None else 0
        old, self._body = self._body, QWidget()
        self._column = self._ui.column(self._ui.m.s2)
        self._body.setLayout(self._column)
        self._cards = [ReminderCard(self._ui, task) for task in self._tasks[:MOST]]
        for card in self._cards:
            if card.task.phone:
                card.add_phone(phone_button(self._context, partial(self._reached, card.task)))
            card.finished.connect(self._finish)
            card.snoozed.connect(self._snooze)
            card.opened.connect(self._open)
            self._column.addWidget(card)
        self._show_foot()
        self._holder.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        self._body.show()  # at once: what comes into sight later has no height yet
        had = next((card for card in self._cards if card.task.id == marked), None)
        if had is not None and self.isActiveWindow():
            had.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_foot(self) -> None:
        """How many there are, and what can be done with all of them; it does not scroll away."""
        self._foot.hide()
        self._foot.deleteLater()
        self._foot = QWidget()
        layout = self.layout()
        if layout is not None and len(self._tasks) > 1:
            self._foot.setLayout(self._all())
            layout.addWidget(self._foot)

    def _all(self) -> QVBoxLayout:
        ui = self._ui
        foot = ui.column(ui.m.s2)
        foot.setContentsMargins(ui.m.s3, ui.m.s2, ui.m.s3, ui.m.s3)
        row = ui.row(ui.m.s2)
        rest = len(self._tasks) - MOST
        if rest > 0:
            more = TN("and {count} more task", "and {count} more tasks", rest)
            foot.addWidget(ui.label(more, "body", "2"))
        ids = [task.id for task in self._tasks]
        row.addWidget(ui.button(T("All tasks"), "link", clicked=lambda: self._open(0)))
        row.addStretch(1)
        menu = QMenu(self)
        putting_off.fill(ui, menu, partial(self._deeds.snooze, ids))
        row.addWidget(ui.menu_button("clock", T("Put all off"), menu, T("Put all off")))
        foot.addLayout(row)
        return foot

    def _current(self) -> ReminderCard | None:
        """The card where the keyboard is, else the first."""
        focus = QApplication.focusWidget()
        for card in self._cards:
            if focus is not None and card.isAncestorOf(focus):
                return card
        return self._cards[0] if self._cards else None

    def _place(self) -> None:
        """The corner at the bottom right of the screen of the window."""
        room = self._owner.screen().availableGeometry()
        width = self._ui.theme.size(_WIDTH)
        height = max(self._holder.totalHeightForWidth(width), self._holder.totalSizeHint().height())
        if len(self._tasks) > 1:
            height += self._foot.sizeHint().height()
        size = QSize(width, height).boundedTo(QSize(room.width(), room.height() - 2 * _MARGIN))
        fits = size.height() == height
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._area.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else needed
        )
        self.resize(size)
        self.move(room.right() - size.width() - _MARGIN, room.bottom() - size.height() - _MARGIN)

    def _reached(self, task: DueTask) -> Reached | None:
        contact_id = task.contact_id
        if contact_id is None:
            return None
        view = self._context.ops.read(
            lambda session: contacts.get_view(session, contact_id, entries=0)
        )
        return reached(view, task.phone)

    def _finish(self, task_id: int) -> None:
        self._deeds.finish([task_id])

    def _snooze(self, task_id: int, choice: str) -> None:
        self._deeds.snooze([task_id], choice)

    def _open(self, task_id: int) -> None:
        self.opened.emit(addresses.of(task_id) if task_id else addresses.LIST)


class ReminderCard(QFrame):
    """One task that is due.

    Signals:
        finished: It is done; carries its id.
        snoozed: It is put off; carries its id and one of ``snoozing.CHOICES``.
        opened: It is to be seen.
    """

    finished = Signal(int)
    snoozed = Signal(int, str)
    opened = Signal(int)

    def __init__(self, ui: Ui, task: DueTask) -> None:
        super().__init__()
        self.task = task
        self._ui = ui
        self.setProperty("card", "plain")
        self._who = ui.row(ui.m.s2)
        self.done = ui.button(T("Done"), "primary", "check", clicked=self._on_done)
        self.choices = {
            choice: ui.button(f"{number}  {text}", "chip", clicked=partial(self.snooze, choice))
            for number, (choice, text) in enumerate(snoozing.CHOICES.items(), start=1)
        }
        self.open_ = ui.button(T("Open"), "secondary", clicked=self._on_open)
        self._build()

    def add_phone(self, button: Button) -> None:
        """Put the menu of the number beside it."""
        self._who.addWidget(button)

    def snooze(self, choice: str) -> None:
        """Put it off."""
        self.snoozed.emit(self.task.id, choice)

    def _build(self) -> None:
        ui, m, task = self._ui, self._ui.m, self.task
        column = QVBoxLayout(self)
        column.setContentsMargins(m.s4, m.s3, m.s4, m.s3)
        column.setSpacing(m.s2)
        head = ui.row(m.s2)
        head.addWidget(ui.label(task.title, "subtitle", wrap=True), 1)
        when = ui.pill(words.when(task), "danger" if task.missed else "accent")
        head.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)  # beside the first line
        column.addLayout(head)
        who = "  ·  ".join(part for part in (task.contact, task.phone) if part)
        if who:
            self._who.addWidget(ui.value(who), 1)
            column.addLayout(self._who)
        grid = QVBoxLayout()
        grid.setSpacing(m.s1)
        buttons = list(self.choices.values())
        for start in range(0, len(buttons), 2):
            row = ui.row(m.s1)
            for button in buttons[start : start + 2]:
                row.addWidget(button, 1)
            grid.addLayout(row)
        column.addLayout(grid)
        row = ui.row(m.s2)
        row.addWidget(self.open_)
        row.addStretch(1)
        row.addWidget(self.done)
        column.addLayout(row)
        spoken = ", ".join(filter(None, (task.title, words.when(task), who)))
        self.setAccessibleName(spoken)

    def _on_done(self) -> None:
        self.finished.emit(self.task.id)

    def _on_open(self) -> None:
        self.opened.emit(self.task.id)
