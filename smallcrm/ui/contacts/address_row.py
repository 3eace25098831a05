"""A postal address as a block of fields; it is saved as one."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from smallcrm.core.text import T
from smallcrm.services.contacts import AddressDraft, field_words
from smallcrm.ui.contacts.labelled_row import LabelChoice
from smallcrm.ui.contacts.repeated import Row
from smallcrm.ui.forms.choices import country_choice
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.line_edit import LineEdit

_BESIDE = 340  # logical pixels at 100 % in which postcode, city and region stand beside each other
_FEW = 3  # letters of the country that are seen where room is short
_LINES = {
    "street": T("Street and number"),
    "postcode": T("Postcode"),
    "city": T("City"),
    "region": T("Region"),
}


class AddressRow(Row):
    """Kind and country above, street, postcode and city beneath."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.label = LabelChoice(ui, field_words.LABELS_OF_ADDRESSES)
        self.country = country_choice()
        self.country.setMinimumContentsLength(_FEW)
        self.lines = {name: _line(str(title)) for name, title in _LINES.items()}
        self._grid = QGridLayout()
        self._theme = ui.theme
        self._is_wide = True
        self._build(ui)
        for line in self.lines.values():
            line.committed.connect(lambda _text: self.edited.emit())
        self.country.committed.connect(lambda _code: self._on_choice())
        self.label.committed.connect(self._on_choice)

    def value(self) -> AddressDraft:
        """What is typed; false when nothing is."""
        typed = {name: self._typed(name) for name in self.lines}
        return AddressDraft(**typed, country=self.country.value(), label=self.label.value())

    def show_value(self, value: AddressDraft) -> None:
        for name, line in self.lines.items():
            line.set_value(", ".join(getattr(value, name).splitlines()))
        self.country.set_value(value.country)
        self.label.set_value(value.label)

    def settle(self) -> None:
        for line in self.lines.values():
            line.settle()

    def empty(self) -> None:
        for line in self.lines.values():
            line.reset()
            line.set_value("")
        self.country.set_value("")
        self.label.set_value("")

    def focus(self) -> None:
        self.lines["street"].setFocus()

    def faulty(self) -> QWidget:
        return self.lines["street"]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the region beneath the city where both would be cut short beside each other."""
        super().resizeEvent(event)
        is_wide = self.width() >= self._theme.size(_BESIDE)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._grid.addWidget(self.lines["city"], 1, 1, 1, 1 if is_wide else 2)
            self._grid.addWidget(self.lines["region"], *((1, 2, 1, 1) if is_wide else (2, 0, 1, 3)))

    def _build(self, ui: Ui) -> None:
        remove = ui.icon_button("close", T("Remove this address"), clicked=self.removed.emit)
        m = ui.m
        head = ui.row(m.s2)
        head.addWidget(self.label)
        head.addWidget(self.country, 1)
        head.addWidget(remove)
        self._grid.setSpacing(m.s2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(self.lines["street"], 0, 0, 1, 3)
        self._grid.addWidget(self.lines["postcode"], 1, 0)
        self._grid.addWidget(self.lines["city"], 1, 1)
        self._grid.addWidget(self.lines["region"], 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, m.s2)
        layout.setSpacing(m.s2)
        layout.addLayout(head)
        layout.addLayout(self._grid)
        layout.addWidget(self._message)
        self.lines["postcode"].setMaximumWidth(ui.theme.size(124))

    def _typed(self, name: str) -> str:
        """What stands in a line; a street of several lines stays so until it is typed anew."""
        line = self.lines[name]
        if self.stored is not None and not line.is_pending:
            return str(getattr(self.stored, name))
        return line.text().strip()

    def _on_choice(self) -> None:
        """A kind or a country alone is no address."""
        if self.stored is not None or any(line.text().strip() for line in self.lines.values()):
            self.edited.emit()


def _line(title: str) -> LineEdit:
    line = LineEdit(placeholder=title)
    line.setAccessibleName(title)
    return line
