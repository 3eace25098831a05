"""Shows one page at a time, loads pages when they are first wanted, and knows the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget

from smallcrm.core.loading import load
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.keeping_keyboard import KeyboardKeeper
from smallcrm.ui.shell.page import Page
from smallcrm.ui.shell.places import PlaceSpec, place_for

_BETWEEN = 150  # milliseconds between two parts that are made ahead: keys come in between
_LONGEST = 100  # addresses in the history


class Seen(NamedTuple):
    """Something that was shown: where, and what it is called."""

    address: str
    headline: str
    icon: str


class PageHost(QStackedWidget):
    """The pages and the history of a browser.

    Signals:
        shown: A place is on screen now; carries its name.
        moved: The history changed: back and forward may be possible or not.
    """

    shown = Signal(str)
    moved = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pages: dict[str, Page] = {}
        self._places: dict[str, PlaceSpec] = {}
        self._history: list[str] = []
        self._at = -1
        self._seen: list[Seen] = []
        self._to_build: list[Callable[[], object]] = []
        KeyboardKeeper(lambda: self.page, self)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_BETWEEN)
        self._idle.timeout.connect(self._build_next)

    @property
    def page(self) -> Page | None:
        """The page on screen."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Page) else None

    @property
    def address(self) -> str:
        """Where one is; empty before the first page."""
        return self._history[self._at] if self._history else ""

    @property
    def can_go_back(self) -> bool:
        """Whether there was something before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether one came back from something."""
        return self._at < len(self._history) - 1

    def open(self, text: str) -> bool:
        """Show the address *text*; False when there is no such place or the page holds us."""
        if not self._show(text):
            return False
        self._note(text)
        return True

    def build_ahead(self, place: PlaceSpec) -> None:
        """Make the page of *place* before it is wanted, piece by piece in idle moments."""
        self._to_build.append(partial(self._begin, place))
        self._idle.start()

    def back(self) -> None:
        """Show what was shown before."""
        self._step(-1)

    def forward(self) -> None:
        """Undo ``back``."""
        self._step(1)

    def seen(self) -> list[Seen]:
        """What was shown last and has a name, newest first, each once."""
        self._remember()
        return list(reversed(self._seen))

    def _build_next(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._idle.start()  # something is being dragged
            return
        self._to_build.pop(0)()
        if self._to_build:
            self._idle.start()

    def _begin(self, place: PlaceSpec) -> None:
        page = self._page(place)
        self._to_build += [*page.build_ahead(), partial(self._try_on, page)]

    def _try_on(self, page: Page) -> None:
        """Have *page* styled, laid out and painted where nobody sees it.

        Measured: the first click on the board takes half as long.
        """
        if page is not self.page:
            page.resize(self.size())
            page.grab()

    def _step(self, step: int) -> None:
        target = self._at + step
        if 0 <= target < len(self._history) and self._show(self._history[target]):
            self._at = target
            self._remember()
            self.moved.emit()

    def _show(self, text: str) -> bool:
        address = Address.parse(text)
        place = place_for(address.kind)
        if place is None:
            return False
        old = self.page
        page = self._page(place)
        if old is not None and old is not page and not old.leave():
            return False
        self.setCurrentWidget(page)
        page.show_address(address)
        self._context.commands.use_scope(place.name)
        self.shown.emit(place.name)
        return True

    def _page(self, place: PlaceSpec) -> Page:
        if place.name not in self._pages:
            page: Page = load(place.module).create(self._context)
            page.setObjectName(place.name)
            page.moved.connect(self._note)
            page.renamed.connect(lambda address: self._rename(page, address))
            self._context.commands.add(page.commands(), place.name)
            self._context.commands.add_source(page.offers, place.name)
            self._pages[place.name] = page
            self._places[place.name] = place
            self.addWidget(page)
        return self._pages[place.name]

    def _note(self, address: str) -> None:
        if address == self.address:
            return
        self._history = [*self._history[: self._at + 1], address][-_LONGEST:]
        self._at = len(self._history) - 1
        self._remember()
        self.moved.emit()

    def _rename(self, page: Page, address: str) -> None:
        if page is self.page and self._history:
            self._history[self._at] = address
            self._remember()

    def _remember(self) -> None:
        page = self.page
        headline = page.headline() if page is not None else ""
        if page is None or not headline or not Address.parse(self.address).parts:
            return
        icon = self._places[page.objectName()].icon
        self._seen = [one for one in self._seen if one.address != self.address]
        self._seen.append(Seen(self.address, headline, icon))
        del self._seen[:-20]
