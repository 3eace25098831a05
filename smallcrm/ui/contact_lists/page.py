"""The page of the wide lists: ``crm://contact-list/table``, ``…/cards``, ``…/bin``, or a filter.

``…/table/import/12`` shows those of an import.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core.text import T
from smallcrm.ui.contact_lists.asked import (
    BIN,
    CARDS,
    FILTER,
    LIST,
    TABLE,
    Asked,
    address_with,
    chip_of,
)
from smallcrm.ui.contact_lists.whole import WholeList
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page

_TABLES = (
    *("contact", "phone", "email", "address", "relation", "tag", "contact_tag"),
    *("segment", "custom_field", "custom_value", "document", "deal", "activity"),
    *("payment", "allocation"),
)


def create(context: Context) -> Page:
    """Make the page."""
    return ListsPage(context)


class ListsPage(Page):
    """Made whole when the services are loaded."""

    tables: ClassVar[tuple[str, ...]] = _TABLES

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._view = TABLE
        self.whole = WholeList(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.whole)
        self.whole.view_wanted.connect(self._on_view)
        context.ops.ready.connect(self._show)

    def show_address(self, address: Address) -> None:
        wanted = address.parts[0] if address.parts else TABLE
        self._view = wanted if wanted in {TABLE, CARDS, BIN} else TABLE
        self.whole.wants_filter = wanted == FILTER
        if chip := chip_of(address.parts[1:]):
            self.whole.ask(Asked(chip=chip))
        self._show()

    def commands(self) -> Sequence[Command]:
        whole = self.whole
        return [
            Command("lists.new", T("New contact"), lambda: self.context.open("crm://contact/new"),
                    "Ctrl+N", "person_add", listed=False),
            Command("lists.filter", T("Filter contacts by conditions"), whole.open_filter,
                    "Ctrl+Shift+F", "filter", also=T("filter, conditions, segment")),
            Command("lists.tag", T("Tag the chosen contacts"), self._tag, "Ctrl+T", "tag"),
            Command("lists.archive", T("Move the chosen contacts to the bin"), self._archive,
                    "Del", "bin"),
            Command("lists.restore", T("Restore the chosen contacts"), self._restore, "", "undo"),
            Command("lists.export", T("Export the chosen contacts"), self._export, "", "download"),
            Command("lists.print", T("Print this list"), whole.print_list, "Ctrl+P", "print"),
            Command("lists.bin", T("Bin"), lambda: self._on_view(BIN), "", "bin"),
            Command("lists.all", T("Choose all contacts of the list"), whole.choose_all, "",
                    "check"),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.whole.head, self.whole.view)

    def start_filter(self) -> None:
        self.whole.head.search.setFocus()
        self.whole.head.search.selectAll()

    def reload(self) -> None:
        self.whole.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.whole.start()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        if self.context.ops.is_ready:
            self.whole.look(self._view)
            self.whole.start()

    def _on_view(self, view: str) -> None:
        if view == LIST:
            self.context.open(address_with("crm://contacts", self.whole.asked.chip))
        else:
            self.context.open(f"crm://contact-list/{view}")

    def _tag(self) -> None:
        if self.whole.chosen_ids():
            self.whole.bar.ask_tag()

    def _archive(self) -> None:
        self._do(self.whole.deeds.archive, in_bin=False)

    def _restore(self) -> None:
        self._do(self.whole.deeds.restore, in_bin=True)

    def _export(self) -> None:
        self._do(self.whole.deeds.export, in_bin=self.whole.asked.archived)

    def _do(self, deed: Callable[[list[int]], None], *, in_bin: bool) -> None:
        ids = self.whole.chosen_ids()
        if ids and self.whole.asked.archived == in_bin:
            deed(ids)
