"""Rows that may be somebody who is there, by nothing but the name: side by side, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.countries import name_of
from smallcrm.core.text import T, Text
from smallcrm.services.contacts.drafts import AddressDraft, ContactDraft
from smallcrm.services.exchange.fields import FIELDS
from smallcrm.services.exchange.importing.forecast import Pair
from smallcrm.ui.counting import count_text
from smallcrm.ui.widgets.factory import Ui

_WIDEST = 900
_Values = Callable[[ContactDraft], str]


class ComparePane(QWidget):
    """Asks for each pair whether it is one contact.

    Signals:
        left: The user is done, or wants back.
    """

    left = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._pairs: Sequence[Pair] = ()
        self._at = 0
        self._answers: dict[int, bool] = {}
        self._title = ui.label("", "title")
        self._count = ui.pill("")
        self._sheet = QVBoxLayout()
        self._back = ui.icon_button("chevron_left", T("The one before"), clicked=self._go_back)
        self._next = ui.icon_button("chevron_right", T("The next one"), clicked=self._go_on)
        self.same = ui.button(
            T("It is the same contact"), "primary", "merge", clicked=lambda: self._answer(same=True)
        )
        self.other = ui.button(
            T("It is somebody else"), "secondary", clicked=lambda: self._answer(same=False)
        )
        self._build()

    @property
    def joined(self) -> frozenset[int]:
        """The rows that the user said are the contact that is there."""
        return frozenset(row for row, same in self._answers.items() if same)

    @property
    def apart(self) -> frozenset[int]:
        """The rows that the user said are somebody else."""
        return frozenset(row for row, same in self._answers.items() if not same)

    @property
    def decided(self) -> int:
        """How many pairs were answered."""
        return len(self._answers)

    def forget(self) -> None:
        """Another file is looked at: no answers yet."""
        self._answers.clear()

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Begin with the first pair that is not answered."""
        self._pairs = pairs
        if not pairs:
            return
        open_ones = [at for at, pair in enumerate(pairs) if pair.row not in self._answers]
        self._show(open_ones[0] if open_ones else 0)
        self.same.setFocus()

    def _build(self) -> None:
        m, ui = self._ui.m, self._ui
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        bar = ui.surface("bar")
        head = QHBoxLayout(bar)
        head.setContentsMargins(m.s5, m.s3, m.s4, m.s3)
        head.setSpacing(m.s2)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._back)
        head.addWidget(self._next)
        head.addWidget(ui.button(T("Back to the preview"), "ghost", clicked=self.left.emit))
        layout.addWidget(bar)
        inside = QWidget()
        inside.setMaximumWidth(ui.theme.size(_WIDEST))
        column = QVBoxLayout(inside)
        column.setContentsMargins(m.s5, m.s4, m.s5, m.s4)
        column.setSpacing(m.s4)
        column.addLayout(self._sheet)
        buttons = ui.row()
        buttons.addWidget(self.same)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setProperty("ring", "true")  # nothing in it takes the keyboard, which scrolls it
        layout.addWidget(scroll, 1)

    def _show(self, at: int) -> None:
        self._at = at
        pair = self._pairs[at]
        self._title.setText(str(T("Is this one contact?")))
        total = len(self._pairs)
        self._count.setText(str(T("{number} of {total}", number=at + 1, total=total)))
        self._back.setEnabled(at > 0)
        self._next.setEnabled(at < total - 1)
        while (item := self._sheet.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._sheet.addWidget(self._card(pair))

    def _card(self, pair: Pair) -> QFrame:
        m, ui = self._ui.m, self._ui
        frame, layout = ui.card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s5)
        grid.setVerticalSpacing(m.s2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        there = T("There already")
        if pair.existing is None:
            there = T("Row {row} of the file", row=count_text(pair.other_row))
        grid.addWidget(ui.label(there, "caption_strong", "2"), 0, 1)
        row = T("Row {row} of the file", row=count_text(pair.row))
        grid.addWidget(ui.label(row, "caption_strong", "2"), 0, 2)
        line = 1
        for heading, values in _LINES:
            old, new = values(pair.old), values(pair.new)
            if not old and not new:
                continue
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(ui.label(heading, "body", "2"), line, 0, top)
            grid.addWidget(ui.value(old or "–"), line, 1, top)
            tells_apart = bool(old and new) and old != new
            value = ui.value(new or "–", "body_strong" if tells_apart else "body")
            grid.addWidget(value, line, 2, top)
            line += 1
        layout.addLayout(grid)
        answer = self._answers.get(pair.row)
        if answer is not None:
            words = T("You said: the same contact") if answer else T("You said: somebody else")
            layout.addWidget(ui.pill(words, "accent"))
        return frame

    def _answer(self, *, same: bool) -> None:
        self._answers[self._pairs[self._at].row] = same
        if self._at < len(self._pairs) - 1:
            self._show(self._at + 1)
        else:
            self.left.emit()

    def _go_back(self) -> None:
        self._show(self._at - 1)

    def _go_on(self) -> None:
        self._show(self._at + 1)


def _plain(name: str) -> _Values:
    return lambda draft: str(getattr(draft, name))


def _joined(name: str) -> _Values:
    return lambda draft: "\n".join(item.value for item in getattr(draft, name))


def _birthday(draft: ContactDraft) -> str:
    return formats.birthday(draft.birthday) if draft.birthday else ""


def _address(address: AddressDraft) -> str:
    country = name_of(address.country)
    parts = (address.street, address.postcode, address.city, address.region, country)
    return ", ".join(part for part in parts if part)


_LINES: tuple[tuple[Text, _Values], ...] = (
    (FIELDS["name"], _plain("name")),
    (FIELDS["company"], _plain("company")),
    (FIELDS["role"], _plain("role")),
    (FIELDS["email"], _joined("emails")),
    (FIELDS["phone"], _joined("phones")),
    (T("Address"), lambda draft: "\n".join(map(_address, draft.addresses))),
    (FIELDS["tax_id"], _plain("tax_id")),
    (FIELDS["birthday"], _birthday),
    (FIELDS["note"], _plain("note")),
)
