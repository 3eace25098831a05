"""Contacts: the list at the left, the one that is chosen at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.ui.contact_lists.asked import Asked, chip_of
from smallcrm.ui.contacts.commands import ARCHIVE, DEEDS, RESTORE, Deed
from smallcrm.ui.contacts.detail_base import Detail
from smallcrm.ui.contacts.list_pane import ListPane
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.shell.places import place_for
from smallcrm.ui.widgets.breakpoints import Breakpoints

if TYPE_CHECKING:
    from smallcrm.ui.contacts.new_contact import NewContact
    from smallcrm.ui.widgets.empty_state import EmptyState

NEW = "crm://contact/new"
_NARROW = 1180
_AHEAD_AFTER = 200  # milliseconds after the list is there: it may be scrolled at once
_EMPTY_AFTER = 10_000  # milliseconds after the start: nobody waits for the bin
_TABLES = (
    *("contact", "phone", "email", "address", "relation", "tag", "contact_tag"),
    *("document", "payment", "allocation"),  # who has paid, and who is late
)


def create(context: Context) -> Page:
    """Make the page."""
    return ContactsPage(context)


class ContactsPage(Page):
    """A list pane and a detail."""

    tables: ClassVar[tuple[str, ...]] = _TABLES

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list_pane = ListPane(context)
        self._stack = QStackedWidget()
        self._detail: Detail | None = None
        self._new: NewContact | None = None
        self._nobody: EmptyState | None = None
        self._wanted = 0
        self._wants_new = False
        self._tab = self._entry = ""  # of the contact; the tab alone may be empty as well
        self._row = 0  # of the contact that is shown: its place is the next one's when it goes
        self._is_narrow = self._got_ready = False
        self._breakpoints = Breakpoints(context.theme, self)
        self._build()
        self.list_pane.picked.connect(self._on_picked)
        self.list_pane.filled.connect(self._on_filled)
        context.ops.ready.connect(self._on_ready)
        if context.ops.is_ready:
            self._on_ready()
        context.theme.changed.connect(self._fit)

    def show_address(self, address: Address) -> None:
        if address.kind == "contact":
            self._wants_new = address.parts[:1] == ("new",)
            self._wanted = address.id
            self._tab = address.parts[1] if len(address.parts) > 1 else ""
            self._entry = address.parts[2] if len(address.parts) > 2 else ""  # noqa: PLR2004
            self.list_pane.show_contact(address.id)
        elif chip := chip_of(address.parts):  # those of an import
            self.list_pane.ask(Asked(chip=chip))
            self._wants_new = False
            self._on_gone()
        self._show_wanted()

    def commands(self) -> Sequence[Command]:
        new = T("New contact")
        after, before = T("Next contact"), T("Previous contact")
        return [
            Command("contacts.new", new, self._open_new, "Ctrl+N", "person_add", listed=False),
            *(self._command(deed) for deed in DEEDS if deed is not RESTORE),  # a button in the bin
            Command(
                "contacts.merge",
                T("Merge selected contacts"),
                self._merge_chosen,
                "Ctrl+M",
                "merge",
            ),
            Command(
                "contacts.print",
                T("Print this list"),
                self.list_pane.print_list,
                "Ctrl+P",
                "print",
            ),
            Command("contacts.next", after, lambda: self._step(1), "Ctrl+Down", "chevron_down"),
            Command("contacts.before", before, lambda: self._step(-1), "Ctrl+Up", "chevron_up"),
        ]

    def panes(self) -> Sequence[QWidget]:
        shown = self._detail is not None and self._stack.currentWidget() is self._detail
        detail = self._detail.panes() if self._detail is not None and shown else ()
        return (self.list_pane, *detail)

    def start_filter(self) -> None:
        self.list_pane.search.setFocus()
        self.list_pane.search.selectAll()

    def reload(self) -> None:
        self.list_pane.reload()
        if self._detail is not None:
            self._detail.reload()

    def leave(self) -> bool:
        if self._is_new_begun() and self._new is not None and not self._new.save():
            return False
        return self._detail.leave() if self._detail is not None else True

    def headline(self) -> str:
        shown = self._detail is not None and self._stack.currentWidget() is self._detail
        return self._detail.headline() if shown and self._detail is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.list_pane.setFocus()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list_pane)
        layout.addWidget(self._stack, 1)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._stack.currentChanged.connect(self._tell_possible)
        self._tell_possible()

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        self._fit()

    def _fit(self) -> None:
        m = self.ui.m
        width = m.list_pane_min if self._is_narrow else m.list_pane
        self.list_pane.setFixedWidth(self.context.theme.size(width))

    def _on_ready(self) -> None:
        self._nobody = load("smallcrm.ui.widgets.empty_state").EmptyState(self.ui, "")
        self._stack.insertWidget(0, self._nobody)
        self._on_list()
        self._show_wanted()
        QTimer.singleShot(_EMPTY_AFTER, self, self._look_into_bin)

    def _look_into_bin(self) -> None:
        """What was archived more than 30 days ago goes, once a start; Undo brings it back."""
        emptying = load("smallcrm.services.contacts.emptying")
        label = T("Empty the bin of what is over 30 days old")

        def empty(found: list[int]) -> None:
            if found:
                ops.write(self, label, emptying.empty_bin, failed=lambda _error: None)

        ops = self.context.ops
        ops.query(self, emptying.list_over, empty, failed=lambda _error: None)

    def _on_picked(self, contact_id: int) -> None:
        if self._is_new_begun() and self._new is not None:
            self._new.save()  # what is wrong with it is still there when one comes back
        self._wants_new, self._wanted, self._tab, self._entry = False, contact_id, "", ""
        self._show_wanted()
        self.moved.emit(f"crm://contact/{contact_id}")

    def _on_gone(self) -> None:
        self._wanted = 0
        self._stack.setCurrentIndex(0)

    def _on_left(self, contact_ids: list[int]) -> None:
        """Contacts were archived: show the one that has come to their place."""
        rest = [row_id for row_id in self.list_pane.model.ids if row_id not in contact_ids]
        if rest:
            self.context.open(f"crm://contact/{rest[min(self._row, len(rest) - 1)]}")
        else:
            self._on_gone()

    def _on_filled(self) -> None:
        self._on_list()
        if not self._got_ready:
            self._got_ready = True  # only now: it would have taken its time from the list
            QTimer.singleShot(_AHEAD_AFTER, self, self._get_ready)

    def _get_ready(self) -> None:
        model = self.list_pane.model
        first = [model.id_at(0)] if model.rowCount() else []
        ready = partial(_get_ready, first)
        self.context.ops.query(self, ready, done=lambda _none: None)

    def _on_list(self) -> None:
        """Mark the contact that is shown once it is in the list; say what to do with none."""
        view, model = self.list_pane.view, self.list_pane.model
        row = model.row_of(self._wanted) if self._wanted else -1
        if row >= 0:
            self._row = row
            if view.current_id() != self._wanted:
                self.list_pane.mark_contact(self._wanted)
        if self._nobody is None:
            return
        self._nobody.clear_actions()
        if model.rowCount() or self.list_pane.is_filtered:
            words = (T("Choose a contact"), T("What you know about it stands here."))
            self._nobody.set_words(*words)
            return
        words = (T("Who do you work with?"), T("Bring a list you have, or type in the first one."))
        self._nobody.set_words(*words)
        if place_for("import") is not None:
            bring = T("Bring my contacts")
            self._nobody.add_action(bring, lambda: self.context.open("crm://import"))
        self._nobody.add_action(T("New contact"), self._open_new, "secondary")

    def _command(self, deed: Deed) -> Command:
        run = partial(self._do, deed.name)
        return Command(deed.name, deed.text, run, deed.shortcut, deed.icon)

    def _tell_possible(self) -> None:
        """Only a contact that is shown can be called, archived and so on."""
        shown = self._detail is not None and self._stack.currentWidget() is self._detail
        for deed in DEEDS:
            self.context.commands.set_possible(deed.name, shown)

    def _open_new(self) -> None:
        self.context.open(NEW)

    def _do(self, name: str) -> None:
        if self._detail is None or self._stack.currentWidget() is not self._detail:
            return
        chosen = self.list_pane.chosen_ids()
        if name == ARCHIVE.name and len(chosen) > 1:
            self._detail.archive(chosen)
        else:
            self._detail.do(name)

    def _merge_chosen(self) -> None:
        chosen = self.list_pane.chosen_ids()
        if len(chosen) > 1:
            self.context.open(f"crm://doubles/{','.join(map(str, chosen))}")
        else:
            self.context.say(T("Select two contacts or more to merge them"))

    def _step(self, step: int) -> None:
        view, model = self.list_pane.view, self.list_pane.model
        row = model.row_of(self._wanted) + step
        if 0 <= row < model.rowCount():
            view.setCurrentIndex(model.index(row, 0))

    def _is_new_begun(self) -> bool:
        shown = self._new is not None and self._stack.currentWidget() is self._new
        return shown and self._new is not None and not self._new.is_empty

    def _show_wanted(self) -> None:
        """Show the chosen contact, as soon as the services are loaded."""
        if not self.context.ops.is_ready:
            return
        if self._wants_new:
            self._show_new()
        elif self._wanted:
            self._show_detail()

    def _show_detail(self) -> None:
        if self._detail is None:
            self._detail = load("smallcrm.ui.contacts.profile").create(self.context)
            self._detail.gone.connect(self._on_gone)
            self._detail.left.connect(self._on_left)
            self._stack.addWidget(self._detail)
        self._row = max(self.list_pane.model.row_of(self._wanted), 0)
        self._stack.setCurrentWidget(self._detail)
        entry, self._entry = self._entry, ""  # once; coming back leaves the place alone
        self._detail.show_contact(self._wanted, self._tab, entry)

    def _show_new(self) -> None:
        if self._new is None:
            self._new = load("smallcrm.ui.contacts.new_contact").NewContact(self.context)
            self._new.saved.connect(self._on_saved)
            self._new.cancelled.connect(self._on_cancelled)
            self._stack.addWidget(self._new)
        self._stack.setCurrentWidget(self._new)
        name, self._tab = unquote(self._tab), ""  # once; what is typed since then stays
        phone, self._entry = unquote(self._entry), ""
        self._new.start(name.strip(), phone)

    def _on_saved(self, contact_id: int) -> None:
        if self._wants_new:  # from its beginning, whatever was open of the one before
            self.context.open(f"crm://contact/{contact_id}")
            if self._detail is not None:
                self._detail.start()

    def _on_cancelled(self) -> None:
        self._wants_new = False
        current = self.list_pane.view.current_id()
        if current:
            self.context.open(f"crm://contact/{current}")
        else:
            self._stack.setCurrentIndex(0)


def _get_ready(contact_ids: Sequence[int], session: object) -> None:
    """In a thread: what the first click on a contact would have to wait for."""
    load("smallcrm.ui.contacts.ahead").get_ready(session, contact_ids)
