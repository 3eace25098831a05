"""Something a contact has several of: telephones, e-mails, addresses; one row each."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core.text import Text
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.factory import Ui


class Row(QWidget):
    """One of them: editors, a button that takes it away, a line for what is wrong.

    Attributes:
        stored: The value as it is saved; None for a row that was only begun.

    Signals:
        edited: Another value was typed and left.
        removed: The row is to be taken away.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.stored: Any = None
        self._message = ui.label("", "caption", "danger", wrap=True)
        self._message.hide()

    @abstractmethod
    def value(self) -> Any:
        """What is typed; falsy when nothing is."""

    @abstractmethod
    def show_value(self, value: Any) -> None:
        """The stored value is *value* now; what is being typed stays."""

    @abstractmethod
    def settle(self) -> None:
        """What was typed is saved."""

    @abstractmethod
    def empty(self) -> None:
        """Forget everything: the row is used for another value."""

    @abstractmethod
    def focus(self) -> None:
        """Put the cursor where one types first."""

    @abstractmethod
    def faulty(self) -> QWidget:
        """The editor to be marked when the value is refused."""

    def set_error(self, sentence: str) -> None:
        """Say what is wrong; an empty *sentence* takes it back."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        set_property(self.faulty(), "invalid", bool(sentence))
        self.faulty().setAccessibleDescription(sentence)


class Repeated(QWidget):
    """Rows one beneath the other, and a button for one more.

    A row that was refused keeps what is typed; the others are saved without it.

    Signals:
        committed: The values are others now; carries the tuple of them.
        reverted: A row that was not saved is gone: nothing is wrong any more.
    """

    committed = Signal(object)
    reverted = Signal()

    def __init__(self, ui: Ui, add: Text, make: Callable[[], Row]) -> None:
        super().__init__()
        self._make = make
        self._rows: list[Row] = []
        self._spare: list[Row] = []  # the next contact has telephones too: rows are used again
        self._last: Row | None = None
        self._list = ui.column(ui.m.s2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ui.m.s1)
        layout.addLayout(self._list)
        self.add = ui.button(add, "link", "plus", clicked=self._on_add)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, those included that were only begun."""
        return tuple(self._rows)

    def set_value(self, values: Sequence[Any]) -> None:
        """The stored values are *values* now."""
        stored = [row for row in self._rows if row.stored is not None]
        if len(values) < len(stored):
            for row in stored:
                if row.stored not in values:
                    self._drop(row)
        kept = [row for row in self._rows if row.stored is not None][: len(values)]
        fresh = [row for row in self._rows if row.stored is None]
        kept += [_taking(fresh, value) or self._append() for value in values[len(kept) :]]
        for row, value in zip(kept, values, strict=True):
            row.stored = value
            row.show_value(value)

    def reset(self) -> None:
        """Show nothing, and forget what was begun."""
        for row in list(self._rows):
            self._drop(row)

    def settle(self) -> None:
        """What was committed is saved."""
        if self._last is not None:
            self._last.set_error("")
            self._last.settle()

    def set_error(self, sentence: str) -> None:
        """Say what is wrong at the row that was left last."""
        if self._last is None:
            self.reverted.emit()  # the row was taken away meanwhile
        else:
            self._last.set_error(sentence)

    def _append(self) -> Row:
        row = self._spare.pop() if self._spare else self._made()
        self._rows.append(row)
        self._list.addWidget(row)
        row.show()
        return row

    def _made(self) -> Row:
        row = self._make()
        row.edited.connect(lambda: self._on_edited(row))
        row.removed.connect(lambda: self._on_removed(row))
        return row

    def _drop(self, row: Row) -> None:
        self._rows.remove(row)
        if self._last is row:
            self._last = None
        self._list.removeWidget(row)
        row.hide()
        row.stored = None
        row.empty()
        row.set_error("")
        self._spare.append(row)

    def _on_add(self) -> None:
        self._append().focus()

    def _on_edited(self, row: Row) -> None:
        self._last = row
        value = row.value()
        if row.stored is None and not value:
            return
        values = [value if other is row else other.stored for other in self._rows]
        self.committed.emit(tuple(value for value in values if value))

    def _on_removed(self, row: Row) -> None:
        was_stored = row.stored is not None
        row.empty()  # nothing is saved as the keyboard leaves it
        self.add.setFocus()
        self._drop(row)
        if was_stored:
            self.committed.emit(tuple(other.stored for other in self._rows if other.stored))
        else:
            self.reverted.emit()


def _taking(fresh: list[Row], value: Any) -> Row | None:
    """The begun row that *value* came of, out of *fresh*."""
    for row in fresh:
        if row.value() == value:
            fresh.remove(row)
            return row
    return None
