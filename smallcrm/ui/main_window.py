"""The one window: rail, top bar, pages. It knows places and commands, no business."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.text import T, Text
from smallcrm.ui.ops import Ops
from smallcrm.ui.settings import Settings
from smallcrm.ui.shell.commands import Commands
from smallcrm.ui.shell.context import Context, FirstPage, Parts
from smallcrm.ui.shell.page_host import PageHost
from smallcrm.ui.shell.places import PlaceSpec, all_places
from smallcrm.ui.shell.rail import Rail
from smallcrm.ui.shell.top_bar import TopBar
from smallcrm.ui.theme.theme import Theme
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.factory import Ui

if TYPE_CHECKING:  # loaded after the first picture
    from types import ModuleType

    from smallcrm.ui.record_search import RecordSearch
    from smallcrm.ui.shell.completion import Completion
    from smallcrm.ui.shell.hits import Deliver
    from smallcrm.ui.shell.palette import Palette
    from smallcrm.ui.widgets.banner import Banner
    from smallcrm.ui.widgets.snackbar import Snackbar

SMALLEST = (1024, 700)
_FIRST_SIZE = (1366, 860)
_FRAME = 32  # pixels for the title that the system draws above a window
_FOLD_BELOW = 1280
_SEARCH, _CALLS = "smallcrm.ui.record_search", "smallcrm.ui.calling.bar"
_IDLE = 800  # milliseconds after everything is loaded


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
        self._is_told_unsaved = False
        self._told_awaited: Text | None = None
        self._settings = settings
        self._ops = ops
        self.ui = Ui(theme)
        self.commands = Commands(self)
        self.context = Context(Parts(self.ui, ops, self.commands, settings, first_page))
        self.host = PageHost(self.context)
        self.rail = Rail(self.ui)
        self.top_bar = TopBar(self.ui)
        self._body = QWidget()
        self.middle = QVBoxLayout(self._body)
        self._banner: Banner | None = None
        self._snackbar: Snackbar | None = None
        self._palette: Palette | None = None
        self._completion: Completion | None = None
        self._search: RecordSearch | None = None
        self._breakpoints = Breakpoints(theme, self)
        self._build()
        self._connect()
        self.rail.set_title(first_page.business if first_page is not None else "")

    @property
    def palette_list(self) -> Palette:
        """The palette beneath the search box."""
        if self._palette is None:
            made: Palette = load("smallcrm.ui.shell.palette").Palette(
                self.ui, self.commands, self.top_bar.search, self._body
            )
            made.opened.connect(self.open)
            made.seen = self.host.seen
            made.shown.connect(lambda shown: self.top_bar.set_hint_visible(not shown))
            self._palette = made
        return self._palette

    @property
    def banner(self) -> Banner:
        """The message above the page."""
        if self._banner is None:
            made: Banner = load("smallcrm.ui.widgets.banner").Banner(self.ui)
            self.middle.insertWidget(1, made)
            self._banner = made
        return self._banner

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

    def settle(self) -> bool:
        """Have all that is typed written before the file is closed; False when it cannot be.

        The user is told once, also of what is still going on; who closes again leaves without it.
        """
        if not self.leave():
            return False
        if (awaited := self._ops.awaited) != self._told_awaited and awaited is not None:
            self._told_awaited = awaited
            words = T("Not finished: {work}. Wait for it, or close again to stop it.", work=awaited)
            self.banner.show_message(words, "warning")
            return False
        self._ops.stop_awaited()
        if not self._is_told_unsaved and not self._ops.settle():
            self._is_told_unsaved = True
            message = T("The last change is not saved. Make room for it, or leave without it.")
            self.banner.show_message(message, "danger")
            return False
        return True

    def complete(self) -> None:
        """Make commands, shortcuts and the palette work; done by itself after the first picture."""
        if self._completion is None:
            made: Completion = load("smallcrm.ui.shell.completion").Completion(
                self, self, self._ops
            )
            self._completion = made
            made.complete()
            self._on_moved()
            self.palette_list.hide()

    def come_forward(self) -> None:
        """Be the window in front: somebody started the program again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._on_painted)  # the children are painted by then

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())
        if self._snackbar is not None:
            self._snackbar.place()
        if self._palette is not None and self._palette.isVisible():
            self._palette.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.settle():
            event.ignore()
            return
        self._settings.keep_state("window", self.saveGeometry())
        super().closeEvent(event)
        self.closed.emit()

    def _build(self) -> None:
        self.setWindowTitle(str(T("SmallCRM")))
        self.middle.setContentsMargins(0, 0, 0, 0)
        self.middle.setSpacing(0)
        self.middle.addWidget(self.top_bar)
        self.middle.addWidget(self.host, 1)
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
        self.resize(self._first_size())
        geometry = self._settings.state("window")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)  # Qt brings an off-screen window back by itself
        self._breakpoints.look(self.width())  # before the parts are styled: twice is slower

    def _first_size(self) -> QSize:
        """The usual size, or what the screen leaves beside panels and the window's own frame."""
        wanted = QSize(*_FIRST_SIZE)
        room = self.screen().availableSize() - QSize(0, _FRAME)
        return wanted.boundedTo(room).expandedTo(QSize(*SMALLEST))

    def _connect(self) -> None:
        self.context.opened.connect(self.open)
        self.rail.chosen.connect(self.open)
        self.top_bar.back_wanted.connect(self.host.back)
        self.top_bar.forward_wanted.connect(self.host.forward)
        self.host.shown.connect(self.rail.mark)
        self.host.moved.connect(self._on_moved)
        self._ops.ready.connect(self._on_ready)
        self._ops.broken.connect(self._on_broken)
        self._ops.unsaved.connect(self._on_unsaved)
        self._ops.changed.connect(self._on_changed)
        if self._ops.is_ready:
            self._on_ready()

    def _on_painted(self) -> None:
        self.painted.emit()
        self.complete()

    def _on_moved(self) -> None:
        if self._snackbar is not None:
            QTimer.singleShot(0, self._snackbar, self._snackbar.replace)
        back, forward = self.host.can_go_back, self.host.can_go_forward
        self.top_bar.set_history(back=back, forward=forward)
        if self._completion is not None:
            self.commands.set_possible("window.back", back)
            self.commands.set_possible("window.forward", forward)

    def _on_ready(self) -> None:
        self.palette_list.look_up = self._look_up
        load("smallcrm.ui.followers").follow(self.context, self.rail, self.top_bar)
        QTimer.singleShot(_IDLE, self, self._get_ready)

    def _get_ready(self) -> None:
        """Do what the first search and click elsewhere would wait for; show a running call."""
        self._ops.run(self, lambda _progress: load(_SEARCH), done=self._on_search_loaded)
        self.middle.insertWidget(1, load(_CALLS).CallBar(self.context, self._body))
        for place in all_places():
            if place.ahead:
                self._get_place_ready(place)

    def _get_place_ready(self, place: PlaceSpec) -> None:
        """First what a thread can do; then its page, part by part."""
        read = partial(_get_ready, place.ahead)
        self._ops.query(self, read, done=lambda _none: self.host.build_ahead(place))

    def _look_up(self, prefix: str, text: str, deliver: Deliver) -> None:
        """Ask the data for the palette; a thread first loads what asks, where it is not yet."""

        def ask(module: ModuleType) -> None:
            self._on_search_loaded(module)
            self._look_up(prefix, text, deliver)

        if self._search is None:
            self._ops.run(self, lambda _progress: load(_SEARCH), done=ask)
        else:
            self._search.find(prefix, text, deliver)

    def _on_search_loaded(self, module: ModuleType) -> None:
        if self._search is None:
            self._search = module.RecordSearch(self.context, self)

    def _on_changed(self) -> None:
        self.rail.set_state(T("All changes saved"))

    def _on_unsaved(self) -> None:
        self.rail.set_state(T("The last change is not saved"), kind="danger")

    def _on_broken(self, error: BaseException) -> None:
        self.rail.set_state(T("The file is not open"), kind="danger")
        if isinstance(error, UserError):
            files = load("smallcrm.ui.shell.file_commands").FileCommands(self.context, self)
            actions = [(T("Open…"), files.ask_open), (T("New…"), files.ask_new)]
            self.banner.show_message(str(error), "danger", actions, closable=False)
        else:
            self.context.fail(self, error)


def _get_ready(name: str, session: object) -> None:
    load(name).get_ready(session)
