"""The list of contacts at the left of its page: count, filters, two lines each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QVBoxLayout

from smallcrm.core.loading import load
from smallcrm.core.text import TN, T
from smallcrm.ui.contact_lists.asked import (
    BIN,
    CARDS,
    COMPANIES,
    EVERYBODY,
    PEOPLE,
    TABLE,
    Asked,
    address_with,
)
from smallcrm.ui.contact_lists.reader import Reader
from smallcrm.ui.counting import count_text
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell import incoming
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.rows import Face, RowList
from smallcrm.ui.widgets.search_box import SearchBox
from smallcrm.ui.widgets.tab_order import chain

if TYPE_CHECKING:
    from smallcrm.ui.contact_lists.asking import Answer
    from smallcrm.ui.widgets.empty_state import EmptyState

_ASKING = "smallcrm.ui.contact_lists.asking"
_DOUBLES = "smallcrm.ui.doubles.line"
_COUNT_AFTER = 400  # milliseconds without a change; counts are not what one waits for
WIDE = (
    (T("Contacts as a table"), "table", TABLE),
    (T("Contacts as cards"), "contact", CARDS),
    (T("Bin"), "bin", BIN),
)
_CHIP_ROWS = 2  # the contacts themselves are to be seen
_MORE = 200  # blank rows after the first page, until the ids are known: the list is long


class Shown(Protocol):
    """What a row of the list needs; the first look and the services both give it."""

    @property
    def name(self) -> str:
        """As it is shown."""

    @property
    def company(self) -> str:
        """Of a person; may be empty."""


def face(row: Shown) -> Face:
    """The two lines of *row*."""
    tags = getattr(row, "tags", ())
    return Face(row.name, _second_line(row), pill=tags[0] if tags else "")


def spoken(row: Shown) -> str:
    """What a screen reader says for *row*."""
    parts = (row.name, _second_line(row), *getattr(row, "tags", ()))
    return ", ".join(part for part in parts if part)


def _second_line(row: Shown) -> str:
    """The company; else where they are, else how they are reached."""
    more = [getattr(row, "city", ""), *getattr(row, "phones", ()), *getattr(row, "emails", ())]
    return row.company or next((text for text in more if text), "")


def _rows_of(session: Any, ids: list[int]) -> Mapping[int, Any]:
    rows: Mapping[int, Any] = load("smallcrm.services.contacts").list_rows(session, ids)
    return rows


class ListPane(QFrame):
    """All contacts that match, in the order of their names.

    Signals:
        picked: Another contact is to be shown; carries its id, 0 for none.
        filled: The list was read (again).
    """

    picked = Signal(int)
    filled = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._wanted = Asked()
        self._has_menu = self._has_doubles = self._is_from_top = self._is_other = False
        self.model = PagedModel([Column(str(T("Name")), lambda row: row.name)], self._fetch, self)
        self.model.name = lambda row: str(row.name)
        self.view = RowList(self._ui, T("Contacts"))
        self.search = SearchBox(self._ui, T("Filter this list"), pause=0)
        self._count = self._ui.pill("")
        self._chips = Chips(
            self._ui,
            [(EVERYBODY, T("All contacts")), (PEOPLE, T("People")), (COMPANIES, T("Companies"))],
            T("Which contacts"),
        )
        self.reader = Reader(context, _rows_of)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_AFTER)
        self._head = self._ui.row()
        self._nobody: EmptyState | None = None
        self._stack = QStackedWidget()
        self.setProperty("surface", "list")
        self._build()
        self._connect()
        self._start()

    @property
    def asked(self) -> Asked:
        """What the list shows just now."""
        return self._wanted

    def ask(self, asked: Asked) -> None:
        """Show *asked*, as another view of the contacts did, or an import."""
        self.search.setText(asked.search)
        self._want(self._wanted._replace(search=asked.search, chip=asked.chip))
        self._chips.choose(asked.chip)
        if self._chips.current() != asked.chip:  # an import has a chip only while it is shown
            self._ask_chips()

    @property
    def is_filtered(self) -> bool:
        """Whether only some of the contacts are asked for."""
        return self._wanted.is_filtered

    def reload(self) -> None:
        """Contacts have changed: ask for all again, keeping place and choice."""
        self._counting.start()
        self._is_other = False
        self._read()

    def _read(self) -> None:
        self._is_from_top = False
        self.reader.read(self._wanted)

    def chosen_ids(self) -> list[int]:
        """The chosen contacts, in the order of the list; where all are, also those to come."""
        if self.reader.is_begun and len(self.view.chosen_rows()) == self.model.rowCount():
            self.reader.finish()
        return self.view.chosen_ids()

    def show_contact(self, contact_id: int) -> None:
        """Mark the row of *contact_id*; the list stays as it is when it is not in it."""
        if contact_id != self.view.current_id():
            self.view.go_to(contact_id)

    def mark_contact(self, contact_id: int) -> None:
        """Like ``show_contact``; but who searches goes on seeing the first that are found."""
        if self._is_from_top:
            self.view.mark(contact_id)
        else:
            self.view.go_to(contact_id)

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, m.s4, 0, 0)
        layout.setSpacing(m.s3)
        head = self._head
        head.setContentsMargins(m.s4 + 4, 0, m.s3, 0)
        head.addWidget(self._ui.label(T("Contacts"), "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        layout.addLayout(head)
        inside = self._ui.column(m.s3)
        inside.setContentsMargins(m.s4 + 4, 0, m.s4, 0)
        inside.addWidget(self.search)
        inside.addWidget(self._chips)
        self._inside = inside
        layout.addLayout(inside)
        self.model.face = face
        self.model.spoken = spoken
        self.view.show_model(self.model)
        self._stack.addWidget(self.view)
        self.setFocusProxy(self.view)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.view.picked.connect(self.picked)
        self.search.searched.connect(self._on_searched)
        self.search.entered.connect(self.reader.read_names)
        self.search.left.connect(self._on_left)
        self._chips.chosen.connect(self._on_chip)
        self.reader.filled.connect(self._on_whole)
        self.reader.begun.connect(self._on_begun)
        self.reader.completed.connect(self._on_completed)
        self._counting.timeout.connect(self._ask_chips)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self._stack)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(lambda: incoming.paste(self._context))

    def _start(self) -> None:
        first = self._context.first_page
        self._count.hide()
        if first is not None and first.rows:
            rows = {row.id: row for row in first.rows}
            self.model.preview(list(rows), rows, len(rows) + (0 if first.is_all else _MORE))
            if first.is_all:
                self._tell_count()
        self._context.ops.ready.connect(self._on_ready)
        if self._context.ops.is_ready:
            self._on_ready()

    def _on_ready(self) -> None:
        """The first picture is painted: read the list, and meanwhile complete the head."""
        self.reload()
        if not self._has_menu:
            self._has_menu = True
            self._add_menu()

    def _add_menu(self) -> None:
        context = self._context
        menu = QMenu(self)
        for text, icon, view in WIDE:
            self._ui.action(menu, text, icon, partial(self._look_widely, view))
        menu.addSeparator()
        self._ui.action(menu, T("Import contacts…"), "upload", lambda: context.open("crm://import"))
        self._ui.action(menu, T("Export this list…"), "download", self._export)
        self._ui.action(menu, T("Print this list…"), "print", self.print_list)
        self._ui.action(
            menu,
            T("Export contacts…"),
            "download",
            lambda: context.commands.action("file.export").trigger(),
        )
        self._ui.action(menu, T("Find doubles"), "merge", lambda: context.open("crm://doubles"))
        more = self._ui.menu_button("more", T("More actions"), menu)
        self._head.addWidget(more)
        chain(more, self.search, self._chips, self.view)

    def _look_widely(self, view: str) -> None:
        self._context.open(address_with(f"crm://contact-list/{view}", self._wanted.chip))

    def _export(self) -> None:
        """Save what the list shows in a file, in its order."""
        self.reader.finish()
        dialog = load("smallcrm.ui.export_dialog")
        dialog.ask(self._context, self.window(), dialog.CONTACTS, self.model.ids)

    def print_list(self) -> None:
        """Print what the list shows as a table, in its order."""
        self.reader.finish()
        dialog = load("smallcrm.ui.print_dialog")
        words = self._chips.words if self._wanted.chip else ""
        described = ", ".join(filter(None, (words, self._wanted.search)))
        dialog.print_list(self._context, self.window(), "contacts", self.model.ids, described)

    def _fetch(self, ids: list[int]) -> Mapping[int, Any]:
        if not self._context.ops.is_ready:
            return {}
        return self._context.ops.read(lambda session: _rows_of(session, ids))

    def _search(self) -> None:
        """Ask for what is found from the top."""
        self._is_from_top = True
        self.reader.search(self._wanted)

    def _on_begun(self, found: Answer) -> None:
        self.view.begin(found.ids, found.first)
        self._stack.setCurrentWidget(self.view)
        self._count.setText("…")
        self._count.setAccessibleName("")  # not the number of before

    def _on_completed(self, ids: list[int]) -> None:
        self.view.complete(ids)
        self._on_filled()

    def _on_whole(self, found: Answer) -> None:
        self.view.refill(found.ids, found.first)
        if self._is_from_top or (self._is_other and not self.view.current_id()):
            self.view.scrollToTop()  # where it stood means nothing among others
        self._on_filled()

    def _on_filled(self) -> None:
        self._tell_count()
        self.filled.emit()

    def _tell_count(self) -> None:
        count = self.model.rowCount()
        self._count.setText(count_text(count))
        self._count.show()
        words = TN("{count} contact", "{count} contacts", count)
        self._count.setAccessibleName(str(words))
        self._stack.setCurrentWidget(self.view if count else self._told_nobody())

    def _told_nobody(self) -> EmptyState:
        if self._nobody is None:
            self._nobody = load("smallcrm.ui.widgets.empty_state").EmptyState(self._ui, "")
            self._stack.addWidget(self._nobody)
        self._nobody.clear_actions()
        if not self._wanted.is_filtered:
            self._nobody.set_words(
                T("No contacts yet"), T("The people and companies that you work with stand here.")
            )
        else:
            self._nobody.set_words(T("Nobody found"))
            self._nobody.add_action(T("Show all"), self.show_all, "secondary")
        return self._nobody

    def show_all(self) -> None:
        """Take the filters away."""
        self.search.clear()
        self._chips.choose(EVERYBODY)
        self._want(Asked())

    def _want(self, wanted: Asked) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._is_other = True
            if wanted.search:
                self._search()
            else:
                self._read()

    def _on_searched(self, text: str) -> None:
        self._want(self._wanted._replace(search=text))

    def _on_chip(self, chip: str) -> None:
        self._want(self._wanted._replace(chip=chip))

    def _ask_chips(self) -> None:
        """Count whom the filters find, when the list itself is there."""
        wanted = self._wanted

        def count(session: object) -> list[Any]:
            load(_DOUBLES)  # in the thread, for what comes after
            found: list[Any] = load(_ASKING).list_chips(session, wanted)
            return found

        told = partial(self._on_chips, wanted=wanted.chip)
        self._context.ops.ask(self._chips, count, told)

    def _on_chips(self, chips: list[Any], wanted: str) -> None:
        if wanted != self._wanted.chip:  # by now; the chip of an import comes with its list
            self._ask_chips()
            return
        if not self._has_doubles:
            self._has_doubles = True
            line = load(_DOUBLES).DoublesLine(self._context, self)
            self._inside.addWidget(line)
            self._chips.fold(_CHIP_ROWS)
            chain(self._chips, line, self.view)
        named = [(chip.key, f"{chip.title} {count_text(chip.found)}") for chip in chips]
        self._chips.offer([(EVERYBODY, T("All contacts")), *named])
        self._chips.choose(self._wanted.chip)
        if self._chips.current() != self._wanted.chip:  # a filter that was removed
            self._on_chip(self._chips.current())

    def _on_left(self) -> None:
        self.view.setFocus()
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
