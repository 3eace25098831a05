"""Editors for numbers, money and dates, with our own reading of what people type.

Qt's own reading refuses ``1234.5`` in Greek and ``1.234,50`` in Russian.
"""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.money import decimals as decimals_of
from smallcrm.core.text import T
from smallcrm.core.typed import read_date, read_number
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.field_icon import FieldIcon

_LEFT = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class TypedEdit(QLineEdit):
    """A line whose text stands for a value.

    The text is read when the field is left or Enter is pressed, and then written in the usual
    form. Text that cannot be read stays, marked; Esc brings back what was there at the start.

    Signals:
        committed: The value is another one now; carries it (None for an empty field).
        refused: The text cannot be read; carries a sentence.
        reverted: Esc brought back what was there.
    """

    committed = Signal(object)
    refused = Signal(str)
    reverted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._value: object = None
        self._is_valid = True
        self.editingFinished.connect(self.commit)

    @property
    def is_valid(self) -> bool:
        """Whether what stands in the field was understood."""
        return self._is_valid

    def commit(self) -> bool:
        """Read the text now; return whether it was understood."""
        text = self.text().strip()
        try:
            value = self._read(text) if text else None
        except UserError as error:
            self._mark(valid=False)
            self.refused.emit(str(error))
            return False
        was_invalid = not self._is_valid
        self._mark(valid=True)
        changed = value != self._value
        self._value = value
        self.setText("" if value is None else self._write(value))
        if changed or was_invalid:
            self.committed.emit(value)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._shown():
            self._show()
            self.reverted.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in _LEFT:  # not for its own menu, which needs the selection
            self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    @abstractmethod
    def _read(self, text: str) -> object:
        """The value of *text*, or a UserError."""

    @abstractmethod
    def _write(self, value: object) -> str:
        """The usual form of *value*."""

    def _take(self, value: object) -> None:
        self._value = value
        self._show()

    def _show(self) -> None:
        self._mark(valid=True)
        if self.text() != self._shown():  # else what is chosen of it would be so no longer
            self.setText(self._shown())
        if not self.hasFocus():
            self.setCursorPosition(0)  # where it does not fit, its beginning is seen

    def _shown(self) -> str:
        return "" if self._value is None else self._write(self._value)

    def _mark(self, *, valid: bool) -> None:
        if valid != self._is_valid:
            self._is_valid = valid
            set_property(self, "invalid", not valid)


class DecimalEdit(TypedEdit):
    """A number with up to *decimals* decimals; sums such as ``3*12,50`` are worked out."""

    def __init__(self, decimals: int = 6) -> None:
        super().__init__()
        self._decimals = decimals
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def value(self) -> Decimal | None:
        """The number as last read; None for an empty field."""
        return self._value if isinstance(self._value, Decimal) else None

    def set_value(self, value: Decimal | None) -> None:
        """Show *value*, without a signal."""
        self._take(value)

    def _read(self, text: str) -> object:
        return read_number(text, self._decimals)

    def _write(self, value: object) -> str:
        return formats.number(value) if isinstance(value, Decimal) else ""


class MoneyEdit(DecimalEdit):
    """An amount in major units, always shown with all decimals of its currency."""

    def __init__(self, currency: str = "EUR") -> None:
        super().__init__(decimals_of(currency))
        self._currency = currency

    def set_currency(self, currency: str) -> None:
        """Amounts are of *currency* (ISO 4217) from now on."""
        self._currency = currency
        self._decimals = decimals_of(currency)
        self._show()

    def _write(self, value: object) -> str:
        return formats.amount(value, self._currency) if isinstance(value, Decimal) else ""


class DateEdit(TypedEdit):
    """A day, typed in the order of the language, or picked from a calendar (Alt+Down)."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        pick = FieldIcon(ui, self, "calendar", at_end=True)
        pick.offer(T("Choose from a calendar"), self.choose, tip=True)
        self.setPlaceholderText(formats.short_day(clock.today()))

    def value(self) -> date | None:
        """The day as last read; None for an empty field."""
        return self._value if isinstance(self._value, date) else None

    def set_value(self, value: date | None) -> None:
        """Show *value*, without a signal."""
        self._take(value)

    def choose(self) -> None:
        """Open the calendar beneath the field."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = self.value() or clock.today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.activated.connect(lambda day: self._on_chosen(day, menu))
        calendar.clicked.connect(lambda day: self._on_chosen(day, menu))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down:
            self.choose()
            return
        super().keyPressEvent(event)

    def _on_chosen(self, day: QDate, menu: QMenu) -> None:
        menu.close()
        self.setText(formats.short_day(date(day.year(), day.month(), day.day())))
        self.commit()

    def _read(self, text: str) -> object:
        return read_date(text, clock.today())

    def _write(self, value: object) -> str:
        return formats.short_day(value) if isinstance(value, date) else ""
