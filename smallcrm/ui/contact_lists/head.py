"""What stands above a wide list of contacts: title, count, ways to look, chips, search, menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services.contacts.emptying import DAYS
from smallcrm.ui.contact_lists.asked import BIN, CARDS, EVERYBODY, LIST, SEGMENT, TABLE, Asked
from smallcrm.ui.contact_lists.columns import ColumnChoice
from smallcrm.ui.counting import count_text
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.search_box import SearchBox
from smallcrm.ui.widgets.tab_order import chain

_SEARCH_WIDTH, _SHORT_SEARCH = 280, 180
_NARROW = 860  # the chips need the room more than what is looked for
_ROWS, _FEW_ROWS = 2, 1  # of chips, for the list itself is to be seen
_VIEWS = (
    (LIST, "panel", T("List and page")),
    (TABLE, "table", T("Table")),
    (CARDS, "contact", T("Cards")),
)


class Head(QWidget):
    """Only says what is wanted.

    Signals:
        view_wanted: ``list``, ``table``, ``cards`` or ``bin``.
        filter_wanted: The filter panel is to come or to go.
        filter_removed: The chosen saved filter is to be forgotten.
        export_wanted: What the list shows is to be saved in a file.
        print_wanted: What the list shows is to be printed.
    """

    view_wanted = Signal(str)
    filter_wanted = Signal()
    filter_removed = Signal()
    export_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, context: Context, columns: ColumnChoice) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._columns = columns
        self.title = self._ui.label(T("Contacts"), "title")
        self.count = self._ui.pill("")
        self.chips = Chips(self._ui, [(EVERYBODY, T("All contacts"))], T("Which contacts"))
        self.search = SearchBox(self._ui, T("Filter this list"))
        self.hint = self._ui.label("", "body", "2", wrap=True)
        self.views: dict[str, Button] = {}
        self._of_contacts: list[QWidget] = []
        self._of_bin: list[QWidget] = []
        self._menu = QMenu(self)
        self._filter = self._filter_button()
        self._is_narrow = False
        self._breakpoints = Breakpoints(context.theme, self)
        self._top = QStackedWidget()  # as high as the higher one: the rows below never move
        self._build()

    def show_view(self, view: str) -> None:
        """This is the way in which contacts are looked at."""
        in_bin = view == BIN
        for key, button in self.views.items():
            button.setChecked(key == view)
        self.title.setText(str(T("Bin") if in_bin else T("Contacts")))
        for widget in self._of_contacts:
            widget.setVisible(not in_bin)
        for widget in self._of_bin:
            widget.setVisible(in_bin)

    def hold(self, bar: QWidget) -> None:
        """Keep room for *bar* where the title stands."""
        self._top.addWidget(bar)

    def chain(self) -> None:
        """Have Tab go through what stands here as one reads it."""
        chain(self._top, self.chips, self._filter, self.search)

    def show_bar(self, *, shown: bool) -> None:
        """Show what ``hold`` was given in place of the title, or the title again."""
        self._top.setCurrentIndex(int(shown))

    def show_asked(self, asked: Asked) -> None:
        """Show what the list is asked for, without a signal."""
        self.search.setText(asked.search)
        self.chips.choose(asked.chip)

    def offer(self, choices: Sequence[tuple[str, Text | str]], chip: str) -> bool:
        """Offer these chips with *chip* chosen; False when it is not among them."""
        self.chips.offer(choices)
        self.chips.choose(chip)
        return self.chips.current() == chip

    def tell_count(self, count: int, asked: Asked) -> None:
        """So many contacts are in the list."""
        self.count.setText(count_text(count))
        self.count.setAccessibleName(str(TN("{count} contact", "{count} contacts", count)))
        self._fill_menu(asked)

    def tell_begun(self) -> None:
        """The first of them are there; how many they are is not known yet."""
        self.count.setText("…")
        self.count.setAccessibleName("")  # not the number of before

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.s3)
        first = QWidget()
        first.setLayout(self._first_line())
        self._top.addWidget(first)
        self._top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout.addWidget(self._top)
        layout.addWidget(self.hint)
        self.hint.setText(
            str(
                TN(
                    "Contacts stay here for {count} day. One that documents, deals or people "
                    "belong to is never deleted.",
                    "Contacts stay here for {count} days. One that documents, deals or people "
                    "belong to is never deleted.",
                    DAYS,
                )
            )
        )
        filters = ui.row(m.s3)
        filters.addWidget(self.chips, 1)
        filters.addStretch(0)  # where the chips are hidden
        filters.addWidget(self._filter)
        filters.addWidget(self.search)
        layout.addLayout(filters)
        ui.theme.changed.connect(self._fit)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._fit()
        self._of_contacts.append(self.chips)
        self._of_bin.append(self.hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        self._fit()

    def _fit(self) -> None:
        width = _SHORT_SEARCH if self._is_narrow else _SEARCH_WIDTH
        self.search.setFixedWidth(self._ui.theme.size(width))
        self.chips.fold(_FEW_ROWS if self._is_narrow else _ROWS)

    def _first_line(self) -> QHBoxLayout:
        ui = self._ui
        line = ui.row()
        line.addWidget(self.title)
        line.addWidget(self.count)
        line.addStretch(1)
        for key, icon, tip in _VIEWS:
            button = ui.icon_button(icon, tip, clicked=partial(self.view_wanted.emit, key))
            button.setCheckable(True)
            self.views[key] = button
            self._of_contacts.append(button)
            line.addWidget(button)
        new = ui.button(T("New contact"), "primary", "plus", clicked=self._on_new)
        back = ui.button(T("Back to the contacts"), clicked=partial(self.view_wanted.emit, TABLE))
        self._of_contacts.append(new)
        self._of_bin.append(back)
        for widget in (new, back, ui.menu_button("more", T("More actions"), self._menu)):
            line.addWidget(widget)
        return line

    def _filter_button(self) -> Button:
        button = self._ui.button(
            T("Filter"), "secondary", "filter", clicked=self.filter_wanted.emit
        )
        self._ui.explain(button, T("Set conditions for this list"))
        self._of_contacts.append(button)
        return button

    def _fill_menu(self, asked: Asked) -> None:
        ui, menu, context = self._ui, self._menu, self._context
        menu.clear()
        if not asked.archived:
            self._columns.fill(menu.addMenu(ui.icon("table"), str(T("Columns"))))
            if asked.chip.startswith(SEGMENT):
                ui.action(menu, T("Change this filter"), "edit", self.filter_wanted.emit)
                ui.action(menu, T("Remove this filter"), "close", self.filter_removed.emit)
            ui.action(menu, T("Bin"), "bin", partial(self.view_wanted.emit, BIN))
            menu.addSeparator()
        ui.action(menu, T("Import contacts…"), "upload", lambda: context.open("crm://import"))
        ui.action(menu, T("Export this list…"), "download", self.export_wanted.emit)
        ui.action(menu, T("Print this list…"), "print", self.print_wanted.emit)
        ui.action(
            menu,
            T("Export contacts…"),
            "download",
            lambda: context.commands.action("file.export").trigger(),
        )

    def _on_new(self) -> None:
        self._context.open("crm://contact/new")
