"""Reminders of one window: what was missed at the start, what calls later, zone and clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QObject

from smallcrm.core import clock, zones
from smallcrm.core.text import TN, T
from smallcrm.services import digest, tasks
from smallcrm.services.digest import Item
from smallcrm.services.tasks import DueTask
from smallcrm.ui.reminding import quiet, tray, words
from smallcrm.ui.reminding.popup import ReminderPopup
from smallcrm.ui.reminding.watch import Watch
from smallcrm.ui.tasks import addresses
from smallcrm.ui.widgets.banner import Action

if TYPE_CHECKING:
    from smallcrm.ui.main_window import MainWindow

STAYS = "tasks.stays_in_tray"
YES = "yes"
_ZONE = "tasks.zone"
_TOLD_TRAY = "tasks.told_tray"
_A_DAY = timedelta(days=1)


class _Start(NamedTuple):
    """What is read when the program starts."""

    since: datetime
    items: list[Item]
    is_astray: bool
    in_old_zone: int


class Reminding(QObject):
    """Belongs to the window that has the data file; there is only one (``single_instance``).

    Args:
        window: Where things are told and opened.
        start: The address that the program began with: it makes way for what was missed, and
            nothing else does. Empty for a window that follows another: its user was told already.
    """

    def __init__(self, window: MainWindow, start: str) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        self._ops = window.context.ops
        self._settings = window.context.settings
        self._start_address = start
        self._waiting: list[DueTask] = []
        self._is_ending = False
        self._popup: ReminderPopup | None = None
        self.tray: tray.Tray | None = None
        self.watch = Watch(self._ops, self)
        self.watch.called.connect(self._on_called)
        self.watch.due.connect(self._on_due)
        self.watch.jumped.connect(self._on_jumped)
        self.watch.new_day.connect(self._look_back)
        window.installEventFilter(self)
        self._show_tray()
        if self._ops.is_ready:
            self._begin()
        else:
            self._ops.ready.connect(self._begin)

    @property
    def popup(self) -> ReminderPopup:
        """The window that reminds."""
        if self._popup is None:
            self._popup = ReminderPopup(self._context, self._window)
            self._popup.opened.connect(self._open)
        return self._popup

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that is closed only hides where its user wants to be reminded meanwhile."""
        if watched is self._window and event.type() == QEvent.Type.Close and self._stays():
            if self._window.settle():
                self._settings.keep_state("window", self._window.saveGeometry())
                self._window.hide()
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def end(self) -> None:
        """Close the window and end the program, also where closing would only hide it."""
        self._is_ending = True
        self._is_ending = self._window.close()

    def _stays(self) -> bool:
        """Whether the program stays beside the clock when its window is closed; tells it once."""
        if self._is_ending or self.tray is None or self._settings.note(STAYS) != YES:
            return False
        if not self._settings.note(_TOLD_TRAY):
            self._settings.keep_note(_TOLD_TRAY, YES)
            self.tray.say(T("SmallCRM stays here and reminds you. Its menu has an end."))
        return True

    def _show_tray(self) -> None:
        if not tray.is_there():
            return
        self.tray = tray.Tray(self._context.ui, self)
        self.tray.opened.connect(self._come)
        self.tray.clicked.connect(self._come)
        self.tray.added.connect(partial(self._open, addresses.NEW))
        self.tray.left.connect(self.end)

    def _begin(self) -> None:
        now, was = clock.now(), self._settings.note(_ZONE)

        def read(session: Any) -> _Start:
            since = digest.last_seen(session)
            return _Start(
                since,
                digest.collect(session, now, since),
                tasks.is_astray(session),
                tasks.count_in_zone(session, was) if was and was != zones.of_system() else 0,
            )

        self._ops.query(self, read, self._on_start)

    def _on_start(self, start: _Start) -> None:
        self.watch.forgive([item.task for item in start.items if item.task is not None])
        if start.is_astray:
            self._ops.write(self, T("Times worked out anew"), tasks.refresh, can_undo=False)
        if start.since > clock.now() + _A_DAY:
            self._warn_of_date()
        if start.items and self._start_address:
            self._show_missed(start)
        if start.in_old_zone:
            self._ask_zone(start.in_old_zone)
        else:
            self._settings.keep_note(_ZONE, zones.of_system())
        self.watch.start()
        self.watch.look()

    def _show_missed(self, start: _Start) -> None:
        """Hold on to what was seen last, so that a crash loses nothing; then show the list."""
        if any(item.task is None for item in start.items):
            self._ops.write(
                self,
                T("What was missed"),
                lambda session: digest.hold(session, start.since),
                can_undo=False,
            )
        said = T("Meanwhile: {what}", what=words.summary(start.items))
        if self.tray is not None and self._window.isHidden():
            self.tray.say(said)
        if self._window.host.address == self._start_address:
            self._window.open(addresses.MISSED)
        else:
            self._window.say(said, T("Show"), partial(self._open, addresses.MISSED))

    def _look_back(self) -> None:
        """Another day has begun while the program runs: invoices fall due, birthdays come."""
        now = clock.now()

        def read(session: Any) -> list[Item]:
            return [item for item in digest.collect(session, now) if item.task is None]

        def told(items: list[Item]) -> None:
            if items:
                said = T("New today: {what}", what=words.summary(items))
                self._window.say(said, T("Show"), partial(self._open, addresses.MISSED))

        self._ops.query(self, read, told)

    def _on_called(self, found: list[DueTask]) -> None:
        self._waiting += found
        self._pop_up()

    def _on_due(self, found: list[DueTask]) -> None:
        still = {task.id for task in found}
        self._waiting = [task for task in self._waiting if task.id in still]
        if self._popup is not None:
            self._popup.keep(found)
        self._pop_up()

    def _pop_up(self) -> None:
        """Show what waits, unless this is no time for it; then the next look tries again."""
        now = clock.local(clock.now())
        if not self._waiting or quiet.is_quiet(now, *quiet.hours(self._settings)):
            return
        if quiet.is_screen_taken():
            return
        found, self._waiting = self._waiting, []
        self.popup.show_tasks(found)
        if self.tray is not None and not self._window.isActiveWindow():
            self.tray.tell(found)

    def _come(self) -> None:
        self._window.show()
        self._window.come_forward()

    def _open(self, address: str) -> None:
        self._come()
        self._window.open(address)

    def _on_jumped(self, jump: timedelta) -> None:
        if jump < -_A_DAY:
            self._warn_of_date()

    def _warn_of_date(self) -> None:
        self._window.banner.show_message(
            T(
                "The date of this computer looks wrong: the file was changed later than it says. "
                "Nothing is reminded of twice. Look at the clock before you issue documents."
            ),
            "warning",
        )

    def _ask_zone(self, count: int) -> None:
        """The computer has another time zone than at the last start: asked once."""
        was, here = self._settings.note(_ZONE), zones.of_system()
        question = TN(
            "The time zone of this computer is {zone} now; {count} task has a time in {was}.",
            "The time zone of this computer is {zone} now; {count} tasks have a time in {was}.",
            count,
            zone=here,
            was=was,
        )
        actions: list[Action] = [
            (T("Keep the time on the clock"), partial(self._keep_wall, was, here)),
            (T("Keep the moment"), self._keep_moment),
        ]
        self._window.banner.show_message(question, "accent", actions, closable=False)

    def _keep_wall(self, was: str, here: str) -> None:
        self._answer_zone()
        self._ops.write(
            self,
            T("Another time zone"),
            lambda session: tasks.keep_wall_time(session, was, here),
            lambda count: self._context.say(
                TN("{count} task is of the new zone.", "{count} tasks are of the new zone.", count),
                undo=True,
            ),
        )

    def _keep_moment(self) -> None:
        self._answer_zone()

    def _answer_zone(self) -> None:
        self._settings.keep_note(_ZONE, zones.of_system())
        self._window.banner.hide()
