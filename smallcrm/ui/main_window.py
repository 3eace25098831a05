"""The one window: rail, top bar, pages. It knows places and commands, no business."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.text import T, Text
from smallcrm.ui.ops import Ops
from smallcrm.ui.settings import Settings
from smallcrm.ui.shell.commands import Command, Commands
from smallcrm.ui.shell.context import Context, FirstPage, Parts
from smallcrm.ui.shell.file_commands import FileCommands
from smallcrm.ui.shell.look_commands import look_commands
from smallcrm.ui.shell.page_host import PageHost
from smallcrm.ui.shell.places import all_places
from smallcrm.ui.shell.rail import Rail
from smallcrm.ui.shell.top_bar import TopBar
from smallcrm.ui.shell.turning import Turning
from smallcrm.ui.theme.theme import Theme
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.factory import Ui

if TYPE_CHECKING:  # loaded after the first picture
    from smallcrm.ui.shell.palette import Palette
    from smallcrm.ui.widgets.snackbar import Snackbar

SMALLEST = (1024, 700)
_FIRST_SIZE = (1366, 860)
_FOLD_BELOW = 1280


class MainWindow(QMainWindow):
    """Holds the pages and moves between them.

    Signals:
        painted: The first picture is on screen.
        closed: The window is gone; the program may end.
    """

    painted = Signal()
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        ops: Ops,
        settings: Settings,
        first_page: FirstPage | None = None,
    ) -> None:
        super().__init__()
        self._is_painted = False
        self._settings = settings
        self._ops = ops
        self.ui = Ui(theme)
        self.commands = Commands(self)
        self.context = Context(Parts(self.ui, ops, self.commands, settings, first_page))
        self.host = PageHost(self.context)
        self.rail = Rail(self.ui)
        self._body = QWidget()
        self._snackbar: Snackbar | None = None
        self._palette: Palette | None = None
        self._turning = Turning(ops, self.say, self.leave, self)
        self._add_commands()
        self.top_bar = TopBar(self.ui, self.commands)
        self.banner = Banner(self.ui)
        self._breakpoints = Breakpoints(theme, self)
        self._build()
        self._connect()
        self.rail.set_title(first_page.business if first_page is not None else "")

    @property
    def palette_list(self) -> Palette:
        """The palette beneath the search box; made after the first picture."""
        if self._palette is None:
            made: Palette = load("smallcrm.ui.shell.palette").Palette(
                self.ui, self.commands, self.top_bar.search, self._body
            )
            made.opened.connect(self.open)
            made.seen = self.host.seen
            made.shown.connect(lambda shown: self.top_bar.set_hint_visible(not shown))
            self._palette = made
        return self._palette

    def say(
        self,
        text: Text | str,
        action_text: Text | str = "",
        action: Callable[[], object] | None = None,
        key: str = "",
    ) -> None:
        """Show *text* at the bottom, perhaps with a button; see ``widgets.snackbar``."""
        if self._snackbar is None:
            self._snackbar = load("smallcrm.ui.widgets.snackbar").Snackbar(self.ui, self._body)
        self._snackbar.show_message(text, action_text, action, key)

    def hush(self) -> None:
        """Take the message at the bottom away."""
        if self._snackbar is not None:
            self._snackbar.hide()

    def open(self, address: str) -> None:
        """Show *address*."""
        self.host.open(address)

    def leave(self) -> bool:
        """Have the page on screen save what is typed; False when it cannot."""
        return self.host.page is None or self.host.page.leave()

    def come_forward(self) -> None:
        """Be the window in front: somebody started the program again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)  # the children are painted by then

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())
        if self._snackbar is not None:
            self._snackbar.place()
        if self._palette is not None and self._palette.isVisible():
            self._palette.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leave():
            event.ignore()
            return
        self._settings.keep_state("window", self.saveGeometry())
        super().closeEvent(event)
        self.closed.emit()

    def _build(self) -> None:
        self.setWindowTitle(str(T("SmallCRM")))
        middle = QVBoxLayout(self._body)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.top_bar)
        middle.addWidget(self.banner)
        middle.addWidget(self.host, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._body, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(*SMALLEST)  # explicit, else the layout stops the breakpoints
        whole.setMinimumSize(1, 1)
        self._breakpoints.below(_FOLD_BELOW, self.rail.fold)
        self.resize(*_FIRST_SIZE)
        geometry = self._settings.state("window")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)  # Qt brings an off-screen window back by itself

    def _connect(self) -> None:
        self.context.opened.connect(self.open)
        self.context.said.connect(self._turning.tell)
        self.rail.chosen.connect(self.open)
        self.host.shown.connect(self.rail.mark)
        self.host.moved.connect(self._on_moved)
        self._ops.ready.connect(self._on_ready)
        self.painted.connect(lambda: self.palette_list)
        self._ops.broken.connect(self._on_broken)
        self._ops.unsaved.connect(self._on_unsaved)
        self._ops.changed.connect(self._on_changed)
        if self._ops.is_ready:
            self._on_ready()
        self._on_moved()

    def _add_commands(self) -> None:
        for place in all_places():
            address = f"crm://{place.name}"
            if place.is_in_rail:
                words = T("Go to {place}", place=place.title)
                go = Command(
                    f"go.{place.name}", words, self._opening(address), place.shortcut, place.icon
                )
                self.commands.add([go])
            self.commands.add(
                Command(
                    f"new.{spec.address}",
                    spec.text,
                    self._opening(spec.address),
                    spec.shortcut,
                    spec.icon,
                )
                for spec in place.creates
            )
        self.commands.add(self._own_commands())
        self.commands.add(self._turning.commands())
        self.commands.add(FileCommands(self.context, self).commands())
        self.commands.add(look_commands(self.ui.theme, self._settings))

    def _own_commands(self) -> list[Command]:
        words = T("Search or run a command")
        new = T("Make something new")
        on = T("Go to the next part of the window")
        off = T("Go to the previous part of the window")
        host = self.host
        return [
            Command("window.palette", words, self._start_palette, "Ctrl+K", listed=False),
            Command("window.new", new, self.rail.open_new_menu, "Ctrl+Shift+N", listed=False),
            Command("window.back", T("Back"), host.back, "Alt+Left", "arrow_left"),
            Command("window.forward", T("Forward"), host.forward, "Alt+Right", "arrow_right"),
            Command("window.find", T("Filter this list"), self._find, "Ctrl+F", "filter"),
            Command("window.save", T("Save"), self._say_saved, "Ctrl+S", listed=False),
            Command(
                "window.keys", T("Show the keys of this screen"), self._show_keys, "F1", "keyboard"
            ),
            Command("window.pane", on, lambda: self._go_pane(1), "F6", listed=False),
            Command("window.pane_back", off, lambda: self._go_pane(-1), "Shift+F6", listed=False),
            Command("window.quit", T("Close the window"), self._quit, "Ctrl+Q", "close"),
        ]

    def _opening(self, address: str) -> Callable[[], None]:
        return lambda: self.open(address)

    def _start_palette(self) -> None:
        self.palette_list.start()

    def _quit(self) -> None:
        self.close()

    def _find(self) -> None:
        if self.host.page is not None:
            self.host.page.start_filter()

    def _say_saved(self) -> None:
        self.say(T("Everything is saved already; you never need to."))

    def _show_keys(self) -> None:
        load("smallcrm.ui.shell.keys_dialog").KeysDialog(self.ui, self.commands, self).open()

    def _go_pane(self, step: int) -> None:
        page = self.host.page
        panes = [self.rail.first(), self.top_bar.search, *(page.panes() if page else ())]
        focus = QApplication.focusWidget()
        here = [
            at
            for at, pane in enumerate(panes)
            if focus is pane or (focus is not None and pane.isAncestorOf(focus))
        ]
        at = (here[-1] + step) % len(panes) if here else 0
        panes[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_moved(self) -> None:
        self.commands.action("window.back").setEnabled(self.host.can_go_back)
        self.commands.action("window.forward").setEnabled(self.host.can_go_forward)

    def _on_ready(self) -> None:
        module = load("smallcrm.ui.shell.record_search")
        self.palette_list.look_up = module.RecordSearch(self._ops, self).find

    def _on_changed(self) -> None:
        self.rail.set_state(T("All changes saved"))

    def _on_unsaved(self) -> None:
        self.rail.set_state(T("The last change is not saved"), kind="danger")

    def _on_broken(self, error: BaseException) -> None:
        self.rail.set_state(T("The file is not open"), kind="danger")
        if isinstance(error, UserError):
            self.banner.show_message(str(error), "danger", closable=False)
        else:
            self.context.fail(self, error)
