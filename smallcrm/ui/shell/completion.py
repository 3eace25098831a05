"""What the window gets after its first picture: commands, shortcuts, the menu New."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from smallcrm.core.text import T
from smallcrm.ui.ops import Ops
from smallcrm.ui.shell.actions import make_new_menu
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.file_commands import FileCommands
from smallcrm.ui.shell.incoming import Incoming
from smallcrm.ui.shell.keys_dialog import KeysDialog
from smallcrm.ui.shell.look_commands import look_commands
from smallcrm.ui.shell.page_host import PageHost
from smallcrm.ui.shell.palette import Palette
from smallcrm.ui.shell.places import PlaceSpec, all_places
from smallcrm.ui.shell.rail import Rail
from smallcrm.ui.shell.top_bar import TopBar
from smallcrm.ui.shell.turning import Turning, tips
from smallcrm.ui.widgets.keyboard import first_in

if TYPE_CHECKING:  # loaded after the first picture
    from smallcrm.services.history import Turns


class Frame(Protocol):
    """The parts of the window that are completed."""

    context: Context
    host: PageHost
    rail: Rail
    top_bar: TopBar
    middle: QVBoxLayout  # the top bar, other bars, the page

    @property
    def palette_list(self) -> Palette:
        """The palette beneath the search box."""

    def open(self, address: str) -> None:
        """Show *address*."""

    def say(self, *words: object) -> None:
        """Show a message at the bottom."""

    def leave(self) -> bool:
        """Save what is typed."""


class Completion:
    """Registers the commands of the window itself."""

    def __init__(self, frame: Frame, window: QMainWindow, ops: Ops) -> None:
        self._frame = frame
        self._window = window
        self._turning = Turning(ops, frame.say, frame.leave, window)

    def complete(self) -> None:
        """Make everything work that the first picture only shows."""
        frame = self._frame
        commands = frame.context.commands
        commands.add(self._going())
        commands.add(self._moving())
        commands.add(self._looking())
        commands.add(self._turning.commands())
        commands.add(Incoming(self._window, frame.context).commands())
        commands.add(FileCommands(frame.context, self._window).commands())
        commands.add(look_commands(frame.context.theme, frame.context.settings))
        commands.start()
        specs = [spec for place in all_places() for spec in place.creates]
        button = frame.rail.new_button
        button.setMenu(make_new_menu(frame.context.ui, button, specs, frame.open))
        frame.context.said.connect(self._turning.tell)
        frame.top_bar.connect_undo(self._turning.undo, self._turning.redo)
        self._turning.turned.connect(self._show_turns)
        self._turning.look()

    def _show_turns(self, turns: Turns) -> None:
        """Say what the arrows would do; a final step keeps the arrow alive: it says why."""
        can_undo = turns.undo is not None or turns.final is not None
        undo, redo = tips(turns)
        self._frame.top_bar.set_turns(
            undo, redo, can_undo=can_undo, can_redo=turns.redo is not None
        )

    def _going(self) -> list[Command]:
        found: list[Command] = []
        for place in all_places():
            if place.is_in_rail or place.is_listed:
                found.append(self._go(place))
            found += [
                Command(
                    f"new.{spec.address}",
                    spec.text,
                    self._opening(spec.address),
                    spec.shortcut,
                    spec.icon,
                )
                for spec in place.creates
            ]
        return found

    def _go(self, place: PlaceSpec) -> Command:
        words = T("Go to {place}", place=place.title)
        run = self._opening(f"crm://{place.name}")
        return Command(f"go.{place.name}", words, run, place.shortcut, place.icon)

    def _opening(self, address: str) -> Callable[[], None]:
        return lambda: self._frame.open(address)

    def _moving(self) -> list[Command]:
        host, rail = self._frame.host, self._frame.rail
        # i18n: Never shown: words by which the palette finds this, in all their usual forms.
        found = T("filter, find in the list")
        palette = T("Search or run a command")
        new = T("Make something new")
        keys = T("Show the keys of this screen")
        on = T("Go to the next part of the window")
        off = T("Go to the previous part of the window")
        return [
            Command("window.palette", palette, self._search, "Ctrl+K", listed=False),
            Command("window.quick_add", T("Quick add"), self._quick_add, "Ctrl+Shift+A", "plus"),
            Command("window.new", new, rail.new_button.showMenu, "Ctrl+Shift+N", listed=False),
            Command("window.back", T("Back"), host.back, "Alt+Left", "arrow_left"),
            Command("window.forward", T("Forward"), host.forward, "Alt+Right", "arrow_right"),
            Command("window.find", T("Filter this list"), self._filter, "Ctrl+F", "filter",
                    also=found),
            Command("window.save", T("Save"), self._say_saved, "Ctrl+S", listed=False),
            Command("window.keys", keys, self._show_keys, "F1", "keyboard"),
            Command("window.pane", on, lambda: self._go_pane(1), "F6", listed=False),
            Command("window.pane_back", off, lambda: self._go_pane(-1), "Shift+F6", listed=False),
            Command("go.doubles", T("Find doubles"), self._opening("crm://doubles"), "", "merge"),
            Command("go.bin", T("Bin"), self._opening("crm://contact-list/bin"), "", "bin"),
            Command("window.quit", T("Close the window"), self._close, "Ctrl+Q", "close"),
        ]  # fmt: skip

    def _looking(self) -> list[Command]:
        """The ways to look at contacts."""
        # i18n: Never shown: words by which the palette finds this, in all their usual forms.
        rows = T("list of contacts")
        # i18n: Never shown: words by which the palette finds this, in all their usual forms.
        table = T("table, rows, columns")
        # i18n: Never shown: words by which the palette finds this, in all their usual forms.
        cards = T("cards, tiles")
        # i18n: Never shown: words by which the palette finds this, in all their usual forms.
        conditions = T("filter, conditions, segment")
        ways = (
            ("list", T("Contacts as a list"), rows, "panel", "contacts"),
            ("table", T("Contacts as a table"), table, "table", "contact-list/table"),
            ("cards", T("Contacts as cards"), cards, "contact", "contact-list/cards"),
            ("filter", T("Filter contacts by conditions"), conditions, "filter",
             "contact-list/filter"),
        )  # fmt: skip
        return [
            Command(f"go.{name}", text, self._opening(f"crm://{where}"), "", icon, also=also)
            for name, text, also, icon, where in ways
        ]

    def _search(self) -> None:
        self._frame.palette_list.start()

    def _quick_add(self) -> None:
        self._frame.palette_list.start("+")

    def _close(self) -> None:
        self._window.close()

    def _filter(self) -> None:
        if self._frame.host.page is not None:
            self._frame.host.page.start_filter()

    def _say_saved(self) -> None:
        self._frame.say(T("Everything is saved already; you never need to."))

    def _show_keys(self) -> None:
        context = self._frame.context
        KeysDialog(context.ui, context.commands, self._window).open()

    def _go_pane(self, step: int) -> None:
        panes = self._panes()
        focus = QApplication.focusWidget()
        here = [
            at
            for at, pane in enumerate(panes)
            if focus is pane or (focus is not None and pane.isAncestorOf(focus))
        ]
        at = (here[-1] + step) % len(panes) if here else 0
        first_in(panes[at]).setFocus(Qt.FocusReason.TabFocusReason)

    def _panes(self) -> Sequence[QWidget]:
        page = self._frame.host.page
        own = page.panes() if page is not None else ()
        return [self._frame.rail, *self._bars(), *own]

    def _bars(self) -> Iterator[QWidget]:
        """What is seen above the page, the top bar first."""
        middle = self._frame.middle
        for item in map(middle.itemAt, range(middle.count())):
            bar = item.widget() if item is not None else None
            if bar is not None and bar is not self._frame.host and bar.isVisible():
                yield bar
