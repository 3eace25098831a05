"""Asks how a date is meant that can be read in two ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services.exchange.drafts import Column
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout

_DATE = re.compile(r"(\d{1,2})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{4}|\d{2})")
_EXAMPLE = ("03/04/2026", 3, 4, 2026)
_MONTHS = 12
_CENTURY = 100


class QuestionCard(QFrame):
    """The same day in words, twice; hidden while there is nothing to ask.

    Signals:
        answered: Carries ``dmy`` or ``mdy``.
    """

    answered = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._columns: Sequence[Column] = ()
        self.setProperty("card", "warning")
        self._question = ui.label("", "body_strong", wrap=True)
        self._group = QButtonGroup(self)
        self._buttons = {order: ui.button("", "chip", checkable=True) for order in ("dmy", "mdy")}
        layout = QVBoxLayout(self)
        m = ui.m
        layout.setContentsMargins(m.s4, m.s3, m.s4, m.s3)
        layout.setSpacing(m.s2)
        layout.addWidget(self._question)
        host = QWidget()
        answers = FlowLayout()
        host.setLayout(answers)
        for order, button in self._buttons.items():
            self._group.addButton(button)
            answers.addWidget(button)
            button.clicked.connect(lambda _on=False, order=order: self.answered.emit(order))
        layout.addWidget(host)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether an answer is still wanted."""
        return not self.isHidden() and self._group.checkedButton() is None

    @property
    def first_answer(self) -> QWidget:
        """Where the keyboard goes in."""
        return next(iter(self._buttons.values()))

    def ask(self, columns: Sequence[Column], answer: str) -> None:
        """Ask about *columns*; *answer* is what was said before, empty for nothing.

        What was answered can be answered otherwise: the question stays.
        """
        if answer and not columns:
            columns = self._columns
        self._columns = columns
        self.setVisible(bool(columns))
        if not columns:
            return
        set_property(self, "card", "plain" if answer else "warning")
        typed, first, second, year = _example(columns)
        names = ", ".join(column.header for column in columns)
        question = T("{columns}: how is {date} meant?", columns=names, date=typed)
        self._question.setText(str(question))
        days = {"dmy": date(year, second, first), "mdy": date(year, first, second)}
        self._group.setExclusive(False)
        for order, button in self._buttons.items():
            button.setText(formats.day(days[order]))
            button.setAccessibleName(formats.day(days[order]))
            button.setChecked(order == answer)
        self._group.setExclusive(True)


def _example(columns: Sequence[Column]) -> tuple[str, int, int, int]:
    """A date of the file that can be read in two ways, as typed and in parts."""
    for column in columns:
        for sample in column.samples:
            match = _DATE.search(sample)
            if match is None:
                continue
            first, second, year = (int(part) for part in match.groups())
            if first != second and max(first, second) <= _MONTHS and min(first, second) > 0:
                return match[0], first, second, year + (2000 if year < _CENTURY else 0)
    return _EXAMPLE
