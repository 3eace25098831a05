"""Something a contact has several of: telephones, e-mails, addresses; one row each."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core.text import Text
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.tab_order import chain


class Row(QWidget):
    """One of them: editors, a button that takes it away, a line for what is wrong.

    Attributes:
        stored: The value as it is saved; None for a row that was only begun.
        sent: The values that the row was left with and that are on their way into the file.

    Signals:
        edited: Another value was typed and left.
        removed: The row is to be taken away.
        reverted: Esc brought back what is stored.
    """

    edited = Signal()
    removed = Signal()
    reverted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.stored: Any = None
        self.sent: list[Any] = []
        self._message = ui.label("", "caption", "danger", wrap=True)
        self._message.hide()

    @property
    def intended(self) -> Any:
        """What the file is going to have: the value that was left last."""
        return self.sent[-1] if self.sent else self.stored

    @property
    def error(self) -> str:
        """What is said to be wrong; empty when nothing is."""
        return self._message.text()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes away a row that was only begun."""
        is_begun = self.stored is None and not self.sent and not self.value()
        if is_begun and event.key() == Qt.Key.Key_Escape:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

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
        reverted: A row that was not saved is gone, or as it is stored: nothing is wrong any more.
    """

    committed = Signal(object)
    reverted = Signal()
    is_told_each = True  # by Autosave: each saving is about another row

    def __init__(self, ui: Ui, add: Text, make: Callable[[], Row]) -> None:
        super().__init__()
        self._make = make
        self._rows: list[Row] = []
        self._spare: list[Row] = []  # the next contact has telephones too: rows are used again
        self._under_way: list[Row] = []  # whose value is being saved, in this order
        self._saved: list[Row] = []  # meanwhile; shown as they are stored when the last one is
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
        self._under_way.clear()
        self._saved.clear()

    def settle(self) -> None:
        """What was committed first is saved."""
        row = self._answered()
        if row is not None:
            value = row.sent.pop(0)
            if value and self._under_way:
                row.stored = value  # the file may have it in other words: those are still to come
            row.set_error("")
            self._saved.append(row)
        self._show_saved()

    def set_error(self, sentence: str) -> None:
        """Say at its row what is wrong with what was committed first."""
        row = self._answered()
        if row is None:
            self.reverted.emit()  # the row was taken away meanwhile
        else:
            row.sent.pop(0)
            row.set_error(sentence)
            self._saved = [other for other in self._saved if other is not row]
        self._show_saved()

    def _answered(self) -> Row | None:
        """The row that the file has answered for; None when it is gone."""
        row = self._under_way.pop(0) if self._under_way else None
        return row if row is not None and row in self._rows and row.sent else None

    def _show_saved(self) -> None:
        """Show rows as they are stored, once it is known: after the answer to the last change."""
        if not self._under_way:
            for row in self._saved:
                row.settle()
            self._saved.clear()

    def _append(self) -> Row:
        row = self._spare.pop() if self._spare else self._made()
        self._rows.append(row)
        self._list.addWidget(row)
        row.show()
        chain(self.add, *self._rows)  # behind the button, which is behind what stands above
        chain(row, self.add)
        return row

    def _made(self) -> Row:
        row = self._make()
        row.edited.connect(lambda: self._on_edited(row))
        row.removed.connect(lambda: self._on_removed(row))
        row.reverted.connect(lambda: self._on_reverted(row))
        return row

    def _drop(self, row: Row) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.stored = None
        row.sent.clear()
        row.empty()
        row.set_error("")
        self._spare.append(row)

    def _on_add(self) -> None:
        self._append().focus()

    def _on_edited(self, row: Row) -> None:
        value = row.value()
        if value or row.intended:
            row.sent.append(value)
            self._commit(row)

    def _commit(self, row: Row) -> None:
        self._under_way.append(row)
        values = [other.intended for other in self._rows]
        self.committed.emit(tuple(value for value in values if value))

    def _on_removed(self, row: Row) -> None:
        was_there = bool(row.intended)
        row.empty()  # nothing is saved as the keyboard leaves it
        self.add.setFocus()
        self._drop(row)
        if was_there:
            self._commit(row)
        else:
            self._on_reverted(row)

    def _on_reverted(self, row: Row) -> None:
        row.set_error("")
        if not any(other.error for other in self._rows):
            self.reverted.emit()


def _taking(fresh: list[Row], value: Any) -> Row | None:
    """The begun row that *value* came of, out of *fresh*.

    The file may have it in other words (without double blanks), and the row may already have
    been left once more (with another kind of telephone).
    """
    came = [row for row in fresh if value in row.sent or row.value() == value]
    came += [row for row in fresh if row.sent]
    if not came:
        return None
    fresh.remove(came[0])
    return came[0]
