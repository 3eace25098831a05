"""What the sections have in common that are a list in an order of the user's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from PySide6.QtWidgets import QDialog

from smallcrm.core.text import T, Text
from smallcrm.ui.forms.autosave import Action
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.tables import Table


class _Row(Protocol):
    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=_Row)


class Removal(NamedTuple):
    """How a row is taken away: what undo calls it, what to do, what is said of its result."""

    label: Text
    action: Action
    told: Callable[[Any], Text]


class OrderedSection(Section, Generic[R]):
    """A table, a sentence where it is empty, and buttons for the row that is chosen in it.

    A section says what it reads, with which dialog, and how a row is moved and removed; it calls
    ``lay_out_rows`` and ``reload`` when it is made.

    Args:
        context: Of the page.
        title: Of the section.
        name: What the table is called for those who do not see it.
        add: The words of the first button.
        columns: Of the table.
    """

    def __init__(
        self, context: Context, title: Text, name: Text, add: Text, columns: Sequence[Column]
    ) -> None:
        super().__init__(context, title)
        ui = self.ui
        self._rows: dict[int, R] = {}
        self.table = Table(ui, name)
        self.model = PagedModel(columns, self._fetch, self)
        self.add = ui.button(add, "primary", "plus", clicked=self._on_add)
        self.edit = ui.button(T("Edit"), icon="edit", clicked=self._on_edit)
        self.up = ui.icon_button("chevron_up", T("Move up"), clicked=partial(self._move, -1))
        self.down = ui.icon_button("chevron_down", T("Move down"), clicked=partial(self._move, 1))
        self.remove = ui.button(T("Remove"), "ghost", clicked=self._on_remove)
        self._nothing = ui.label("", "body", "2", wrap=True)
        self._highest = 0  # the table, in logical pixels at 100 %
        ui.theme.changed.connect(self._fit_height)

    def reload(self) -> None:
        self._rows = {row.id: row for row in self.read_rows()}
        self.table.refill(list(self._rows))
        self.table.setVisible(bool(self._rows))
        self._nothing.setVisible(not self._rows)
        self._fit_height()
        self.fit()

    def reveal(self, name: str) -> None:  # noqa: ARG002 - a list is one field
        (self.table if self._rows else self.add).setFocus()

    def read_rows(self) -> Iterable[R]:
        """The rows as the data file has them, in their order."""
        raise NotImplementedError

    def dialog(self, row: R | None) -> QDialog:
        """The form of *row*, or of a new one."""
        raise NotImplementedError

    def moving(self, row: R, place: int) -> tuple[Text, Action]:
        """What undo calls it, and what to do, for *row* to stand at *place*, from 0."""
        raise NotImplementedError

    def removing(self, row: R) -> Removal:
        """How *row* is taken away."""
        raise NotImplementedError

    def lay_out_rows(
        self, sentence: Text, nothing: Text, height: int, *, title: Text | str = "", wide: int = 0
    ) -> None:
        """Put the table and its buttons into a card.

        Args:
            sentence: Above the table.
            nothing: Instead of the table where it has no rows.
            height: The table is as high as its rows, and scrolls where they are higher than this
                many logical pixels at 100 %.
            title: Of the card.
            wide: The column that takes the room that is left.
        """
        self._nothing.setText(str(nothing))
        layout = self.card(title)
        layout.addWidget(self.ui.label(sentence, "body", "2", wrap=True))
        layout.addWidget(self._nothing)
        self.table.show_model(self.model, wide)
        self._highest = height
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.selectionModel().currentChanged.connect(lambda _now, _then: self.fit())
        self.table.opened.connect(lambda _id: self._on_edit())
        layout.addWidget(self.table)
        layout.addWidget(self.bar(self.add, self.edit, self.up, self.down, self.remove))

    def fit(self) -> None:
        """Let be pressed what makes sense for the row that is chosen."""
        place, last = self._place(), len(self._rows) - 1
        for button in (self.edit, self.remove):
            button.setEnabled(place >= 0)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < last)

    def _fit_height(self) -> None:
        """No room beneath the last row: the buttons stand where they are seen."""
        table = self.table
        head = table.horizontalHeader().sizeHint().height()
        rows = len(self._rows) * table.verticalHeader().defaultSectionSize()
        highest = self.ui.theme.size(self._highest)
        table.setFixedHeight(min(head + rows + self.ui.m.s2, highest))

    def _fetch(self, ids: list[int]) -> Mapping[int, R]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    def _chosen(self) -> R | None:
        return self._rows.get(self.table.current_id())

    def _place(self) -> int:
        return self.model.row_of(self.table.current_id())

    def _on_add(self) -> None:
        self.dialog(None).open()

    def _on_edit(self) -> None:
        row = self._chosen()
        if row is not None:
            self.dialog(row).open()

    def _move(self, step: int) -> None:
        row, place = self._chosen(), self._place() + step
        if row is not None and 0 <= place < len(self._rows):
            self.context.ops.write(self, *self.moving(row, place))

    def _on_remove(self) -> None:
        row = self._chosen()
        if row is not None:
            label, action, told = self.removing(row)
            self.context.ops.write(
                self, label, action, lambda done: self.context.say(told(done), undo=True)
            )
