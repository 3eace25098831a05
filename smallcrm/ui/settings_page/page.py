"""Settings: a search above the list of sections, the chosen section beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.ui.settings_page.fields import SECTIONS, Hit, SectionSpec, find
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.search_box import SearchBox

_PANE = 264


def create(context: Context) -> Page:
    """Make the page."""
    return SettingsPage(context)


class SettingsPage(Page):
    """Sections are made when they are first shown; every change applies at once."""

    tables: ClassVar[tuple[str, ...]] = (
        *("setting", "series", "tax_rate"),
        *("custom_field", "custom_value", "pipeline", "stage", "lost_reason", "deal"),
        *("staff", "lead_rule", "lead_rule_staff"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.search = SearchBox(self.ui, T("Search the settings"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._sections: dict[str, Section] = {}
        self._pane = QFrame()
        self._list = QWidget()
        self._hits = QWidget()
        self._hit_rows = QVBoxLayout(self._hits)
        self._stack = QStackedWidget()
        self._wanted = SECTIONS[0].key
        self._field = ""
        self._build()
        self._fit()
        context.theme.changed.connect(self._fit)
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self._on_left)
        context.ops.ready.connect(self._show_wanted)

    @property
    def section(self) -> Section | None:
        """The section on screen; None while the data file is not open."""
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, Section) else None

    def show_address(self, address: Address) -> None:
        known = {spec.key for spec in SECTIONS}
        if address.parts and address.parts[0] in known:
            self._wanted = address.parts[0]
        self._field = address.parts[1] if len(address.parts) > 1 else ""
        self._show_wanted()

    def panes(self) -> Sequence[QWidget]:
        return (self._buttons[self._wanted], self._stack)

    def start_filter(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def reload(self) -> None:
        for section in self._sections.values():
            section.reload()

    def leave(self) -> bool:
        return self.section.leave() if self.section is not None else True

    def _build(self) -> None:
        m = self.ui.m
        self._pane.setProperty("surface", "list")
        column = QVBoxLayout(self._pane)
        column.setContentsMargins(m.s3, m.s4, m.s3, m.s3)
        column.setSpacing(m.s3)
        head = self.ui.column(m.s3)
        head.setContentsMargins(m.s2, 0, m.s1, 0)
        head.addWidget(self.ui.label(T("Settings"), "title"))
        head.addWidget(self.search)
        column.addLayout(head)
        column.addWidget(self._scrolling(), 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pane)
        layout.addWidget(self._stack, 1)

    def _fit(self) -> None:
        self._pane.setFixedWidth(self.ui.theme.size(_PANE))

    def _scrolling(self) -> QScrollArea:
        """The list of sections, or what was found, in one area."""
        names = QVBoxLayout(self._list)
        for rows in (names, self._hit_rows):
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(2)
        for spec in SECTIONS:
            names.addWidget(self._section_button(spec))
        holder = QWidget()
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._list)
        whole.addWidget(self._hits)
        whole.addStretch(1)
        self._hits.hide()
        area = QScrollArea()
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _section_button(self, spec: SectionSpec) -> Button:
        button = self.ui.button(f"  {spec.title}", "nav", spec.icon, checkable=True)
        button.setAccessibleName(str(spec.title))
        button.clicked.connect(lambda: self._go(spec.key))
        self._group.addButton(button)
        self._buttons[spec.key] = button
        return button

    def _go(self, key: str, field: str = "") -> None:
        if self.section is not None and not self.section.leave():
            return
        self._wanted, self._field = key, field
        self._show_wanted()
        self.moved.emit(f"crm://settings/{key}")

    def _show_wanted(self) -> None:
        """Show the chosen section, as soon as the data file is open."""
        self._buttons[self._wanted].setChecked(True)
        if not self.context.ops.is_ready:
            return
        if self._wanted not in self._sections:
            spec = next(spec for spec in SECTIONS if spec.key == self._wanted)
            section: Section = load(spec.module).create(self.context)
            self._sections[self._wanted] = section
            self._stack.addWidget(section)
        section = self._sections[self._wanted]
        self._stack.setCurrentWidget(section)
        if self._field:
            section.reveal(self._field)

    def _on_searched(self, text: str) -> None:
        while (item := self._hit_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        hits = list(find(text))
        for hit in hits:
            self._hit_rows.addWidget(self._hit_button(hit))
        if text and not hits:
            nothing = T("Nothing in the settings is called “{text}”.", text=text)
            self._hit_rows.addWidget(self.ui.label(nothing, "body", "2", wrap=True))
        self._hits.setVisible(bool(text))
        self._list.setVisible(not text)

    def _hit_button(self, hit: Hit) -> Button:
        button = self.ui.button(f"  {hit.title}", "nav", hit.section.icon)
        button.setAccessibleName(f"{hit.title}, {hit.section.title}")
        self.ui.explain(button, hit.section.title)
        button.clicked.connect(lambda: self._go(hit.section.key, hit.field))
        return button

    def _on_left(self) -> None:
        """Down or Enter in the search: go to what was found first."""
        first = self._hit_rows.itemAt(0)
        widget = first.widget() if first is not None and self.search.text() else None
        if isinstance(widget, Button):
            widget.click()
        else:
            self._buttons[self._wanted].setFocus(Qt.FocusReason.TabFocusReason)
