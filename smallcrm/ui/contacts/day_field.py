"""A day that saves itself when it is left, as the other fields of a form do."""

from __future__ import annotations

from datetime import date

from smallcrm.ui.widgets.typed_edit import DateEdit


class DayField(DateEdit):
    """Like ``DateEdit``; what is being typed stays when the stored day is told again."""

    @property
    def is_pending(self) -> bool:
        """Whether something is typed that is not read yet, or could not be."""
        return not self.is_valid or self.text() != self._shown()

    def set_value(self, value: date | None) -> None:
        """The stored day is *value* now; what is being typed stays."""
        if not self.is_pending:
            self._take(value)

    def settle(self) -> None:
        """What was committed is saved."""

    def reset(self) -> None:
        """Forget what is typed and show what is stored."""
        self._show()
