"""Contacts: the list at the left, the one that is chosen at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.ui.contacts.detail_base import Detail
from smallcrm.ui.contacts.list_pane import ListPane
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.breakpoints import Breakpoints

_NARROW = 1180
_TABLES = ("contact", "phone", "email", "address", "relation", "tag", "contact_tag")


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
        self._wanted = 0
        self._is_narrow = False
        self._breakpoints = Breakpoints(context.theme, self)
        self._build()
        self.list_pane.picked.connect(self._on_picked)
        context.ops.ready.connect(self._on_ready)
        if context.ops.is_ready:
            self._on_ready()
        context.theme.changed.connect(self._fit)

    def show_address(self, address: Address) -> None:
        if address.kind == "contact":
            self._wanted = address.id
            self.list_pane.show_contact(address.id)
            self._show_wanted()

    def panes(self) -> Sequence[QWidget]:
        return (self.list_pane.view,)

    def start_filter(self) -> None:
        self.list_pane.search.setFocus()
        self.list_pane.search.selectAll()

    def reload(self) -> None:
        self.list_pane.reload()
        if self._detail is not None:
            self._detail.reload()

    def leave(self) -> bool:
        return self._detail.leave() if self._detail is not None else True

    def headline(self) -> str:
        return self._detail.headline() if self._detail is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list_pane)
        layout.addWidget(self._stack, 1)
        self._breakpoints.below(_NARROW, self._on_narrow)

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        self._fit()

    def _fit(self) -> None:
        m = self.ui.m
        width = m.list_pane_min if self._is_narrow else m.list_pane
        self.list_pane.setFixedWidth(self.context.theme.size(width))

    def _on_ready(self) -> None:
        nobody = load("smallcrm.ui.widgets.empty_state").EmptyState(
            self.ui, T("Choose a contact"), T("What you know about it stands here.")
        )
        self._stack.addWidget(nobody)
        self._show_wanted()

    def _on_picked(self, contact_id: int) -> None:
        self._wanted = contact_id
        self._show_wanted()
        self.moved.emit(f"crm://contact/{contact_id}")

    def _on_gone(self) -> None:
        self._wanted = 0
        self._stack.setCurrentIndex(0)

    def _show_wanted(self) -> None:
        """Show the chosen contact, as soon as the services are loaded."""
        if not self._wanted or not self.context.ops.is_ready:
            return
        if self._detail is None:
            self._detail = load("smallcrm.ui.contacts.detail").create(self.context)
            self._detail.gone.connect(self._on_gone)
            self._stack.addWidget(self._detail)
        self._detail.show_contact(self._wanted)
        self._stack.setCurrentWidget(self._detail)
