"""A birthday, with or without its year."""

from __future__ import annotations

import re
from datetime import date

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.core.typed import read_date
from smallcrm.ui.contacts import words
from smallcrm.ui.widgets.typed_edit import TypedEdit

_YEARLESS = re.compile(r"\s*(\d{1,2})[./\-\s]+(\d{1,2})\.?\s*")
_LEAP = 2000  # a year that has a 29 February


class BirthdayEdit(TypedEdit):
    """Reads ``14/3/1980``, ``14.03.``, ``1980-03-14``; stands for ``1980-03-14`` or ``--03-14``."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(formats.short_day(date(1980, 3, 14)))
        self.setAccessibleName(str(T("Birthday")))

    @property
    def is_pending(self) -> bool:
        """Whether something is typed that is not read yet, or could not be."""
        return not self.is_valid or self.text() != self._shown()

    def value(self) -> str:
        """As it is stored; empty for none."""
        return self._value if isinstance(self._value, str) else ""

    def set_value(self, value: str) -> None:
        """The stored birthday is *value* now; what is being typed stays."""
        if not self.is_pending:
            self._take(value or None)

    def settle(self) -> None:
        """What was committed is saved."""

    def reset(self) -> None:
        """Forget what is typed and show what is stored."""
        self._show()

    def _read(self, text: str) -> object:
        if match := _YEARLESS.fullmatch(text):
            day = read_date(f"{match[1]}/{match[2]}/{_LEAP}", clock.today())
            return f"--{day:%m-%d}"
        if text == words.birthday(self.value()):
            return self._value  # left as it was written
        return read_date(text, clock.today()).isoformat()

    def _write(self, value: object) -> str:
        if not isinstance(value, str):
            return ""
        try:
            return formats.short_day(date.fromisoformat(value))
        except ValueError:
            return words.birthday(value)
