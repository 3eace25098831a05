"""Fields of the form that stand for more than a number: when it is due, what is taken off."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt

from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.core.typed import read_date
from smallcrm.services.documents import Adjustment
from smallcrm.ui.documents import figures
from smallcrm.ui.widgets.typed_edit import TypedEdit

_IN_BRACKETS = re.compile(r"\s*\(.*\)\s*$")
_DAYS = re.compile(r"\+?(\d{1,4})(\s*\D*)?")
_LONGEST = 3650  # days
_USUAL = 60  # days; two digits
_BESIDE = 14  # pixels at each side of the words: the frame and the padding of a field


class DueEdit(TypedEdit):
    """When an invoice is to be paid: ``14``, ``14 days`` or a date; kept as days."""

    def __init__(self) -> None:
        super().__init__()
        self._start = clock.today()

    def value(self) -> int | None:
        """Days from the issue date; None where nothing is said."""
        return self._value if isinstance(self._value, int) else None

    def set_value(self, days: int | None) -> None:
        """Show *days*, without a signal."""
        self._take(days)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a date and its days: either of them alone says something else."""
        least = super().minimumSizeHint()
        words = self.fontMetrics().horizontalAdvance(self._write(_USUAL))
        return QSize(max(least.width(), words + _BESIDE * 2), least.height())

    def set_start(self, start: date) -> None:
        """Count from *start*; the days stay, the date moves."""
        self._start = start
        if self.is_valid:
            self._show()

    def _read(self, text: str) -> object:
        plain = _IN_BRACKETS.sub("", text)
        match = _DAYS.fullmatch(plain)
        days = int(match[1]) if match else (read_date(plain, self._start) - self._start).days
        if not 0 <= days <= _LONGEST:
            raise UserError(T("An invoice cannot be due before the day it is issued."))
        return days

    def _write(self, value: object) -> str:
        if not isinstance(value, int):
            return ""
        day = formats.short_day(self._start + timedelta(days=value))
        return str(TN("{day} ({count} day)", "{day} ({count} days)", value, day=day))


class DiscountEdit(TypedEdit):
    """A discount or a charge on the whole document: ``5 %`` or ``10 €``.

    A number alone is per cents, as the empty field says, unless an amount stood there before.

    Args:
        is_amount: Whether a number alone is an amount in an empty field: freight is.
    """

    def __init__(self, *, is_amount: bool = False) -> None:
        super().__init__()
        self._currency = "EUR"
        self._is_amount = is_amount
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setPlaceholderText("0" if is_amount else "0 %")

    def value(self) -> Adjustment | None:
        """The discount as last read; None for none."""
        return self._value if isinstance(self._value, Adjustment) else None

    def set_value(self, discount: Adjustment | None) -> None:
        """Show *discount*, without a signal."""
        self._take(None if discount is None else replace(discount, reason=""))

    def set_currency(self, currency: str) -> None:
        """Amounts are of *currency* from now on."""
        self._currency = currency
        if self.is_valid:
            self._show()

    def tried(self) -> Adjustment | None:
        """What is meant by what stands there now; the last valid value when it is not clear."""
        text = self.text().strip()
        try:
            read = self._read(text) if text else None
        except UserError:
            return self.value()
        return read if isinstance(read, Adjustment) else None

    def _read(self, text: str) -> object:
        before = self._value
        was_amount = before.percent is None if isinstance(before, Adjustment) else self._is_amount
        if not figures.names_currency(text) and ("%" in text or not was_amount):
            return _or_none(Adjustment(percent=figures.read_share(text)))
        amount = figures.read_price(text)
        if amount < 0:
            raise UserError(T("Discounts and charges are typed without a minus sign."))
        return _or_none(Adjustment(amount=amount))

    def _write(self, value: object) -> str:
        if not isinstance(value, Adjustment):
            return ""
        if value.percent is not None:
            return formats.percent(value.percent)
        return figures.amount_text(value.amount, self._currency) if value.amount else ""


def _or_none(discount: Adjustment) -> Adjustment | None:
    return discount if discount.percent or discount.amount else None
