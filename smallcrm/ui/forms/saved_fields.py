"""Days, numbers and amounts that save themselves when they are left, as texts do."""

from __future__ import annotations

from smallcrm.ui.widgets.typed_edit import DateEdit, DecimalEdit, MoneyEdit, TypedEdit


class _Saved(TypedEdit):
    """What is being typed stays when the stored value is told again."""

    @property
    def is_pending(self) -> bool:
        """Whether something is typed that is not read yet, or could not be."""
        return not self.is_valid or self.text() != self._shown()

    def settle(self) -> None:
        """What was committed is saved."""

    def reset(self) -> None:
        """Forget what is typed and show what is stored."""
        self._show()

    def _take(self, value: object) -> None:
        if not self.is_pending:
            super()._take(value)


class DayField(_Saved, DateEdit):
    """A day that saves itself."""


class NumberField(_Saved, DecimalEdit):
    """A number that saves itself."""


class MoneyField(_Saved, MoneyEdit):
    """An amount that saves itself."""
