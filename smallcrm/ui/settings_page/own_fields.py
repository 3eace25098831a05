"""Fields of one's own: the list, and what can be done with the field that is chosen in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from smallcrm.core.text import TN, T
from smallcrm.services import custom_fields
from smallcrm.services.custom_fields import DEALS, KINDS, FieldRow
from smallcrm.ui.counting import count_text
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.settings_page.own_field_dialog import OwnFieldDialog
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.tables import Table

_LEAST_HEIGHT = 320
_NOT_FOR = "–"
_GIVE_WAY = (2, 4, 3)  # choices, then the counts, before a name is cut short


def create(context: Context) -> Section:
    """Make the section."""
    return OwnFieldsSection(context)


class OwnFieldsSection(Section):
    """A table in the order of the fields, and buttons beneath it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Own fields"))
        self._rows: dict[int, FieldRow] = {}
        self._used: dict[int, int] = {}
        self._in_deals: dict[int, int] = {}
        self.table = Table(self.ui, T("Own fields"))
        self.model = PagedModel(self._columns(), self._fetch, self)
        self.add = self.ui.button(T("Add a field"), "primary", "plus", clicked=self._on_add)
        self.edit = self.ui.button(T("Edit"), icon="edit", clicked=self._on_edit)
        self.up = self.ui.icon_button("chevron_up", T("Move up"), clicked=partial(self._move, -1))
        self.down = self.ui.icon_button(
            "chevron_down", T("Move down"), clicked=partial(self._move, 1)
        )
        self.remove = self.ui.button(T("Remove"), "ghost", clicked=self._on_remove)
        self._nothing = self.ui.label(
            T("No fields yet. Add one for what you want to know, for example a shoe size."),
            "body",
            "2",
            wrap=True,
        )
        self._build()
        self.reload()

    def reload(self) -> None:
        rows, self._used, self._in_deals = self.context.ops.read(_read)
        self._rows = {row.id: row for row in rows}
        self.table.refill(list(self._rows))
        self.table.setVisible(bool(self._rows))
        self._nothing.setVisible(not self._rows)
        self._fit()

    def reveal(self, name: str) -> None:  # noqa: ARG002 - there is only the table
        (self.table if self._rows else self.add).setFocus()

    def _build(self) -> None:
        layout = self.card()
        sentence = T(
            "Fields of your own stand on the page of each contact or deal, and in lists, filters, "
            "imports and exports."
        )
        layout.addWidget(self.ui.label(sentence, "body", "2", wrap=True))
        layout.addWidget(self._nothing)
        self.table.show_model(self.model)
        self.table.setMinimumHeight(self.ui.theme.size(_LEAST_HEIGHT))
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        self.table.fit_columns(0, give_way=_GIVE_WAY)
        self.table.selectionModel().currentChanged.connect(lambda _now, _then: self._fit())
        self.table.opened.connect(lambda _id: self._on_edit())
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bar(self.add, self.edit, self.up, self.down, self.remove))

    def _columns(self) -> list[Column]:
        return [
            Column(str(T("Field")), lambda row: row.name, is_words=True),
            Column(str(T("Kind")), lambda row: str(KINDS[row.kind])),
            Column(str(T("Choices")), lambda row: ", ".join(row.choices), is_words=True),
            Column(str(T("Contacts")), self._of_contacts, right=True),
            Column(str(T("Deals")), self._of_deals, right=True),
        ]

    def _of_contacts(self, row: FieldRow) -> str:
        """How many contacts have a value; a dash where the field is not for them."""
        return count_text(self._used.get(row.id, 0)) if row.for_contacts else _NOT_FOR

    def _of_deals(self, row: FieldRow) -> str:
        return count_text(self._in_deals.get(row.id, 0)) if row.for_deals else _NOT_FOR

    def _fetch(self, ids: list[int]) -> Mapping[int, FieldRow]:
        return {field_id: self._rows[field_id] for field_id in ids if field_id in self._rows}

    def _chosen(self) -> FieldRow | None:
        return self._rows.get(self.table.current_id())

    def _place(self) -> int:
        return self.model.row_of(self.table.current_id())

    def _fit(self) -> None:
        place, last = self._place(), len(self._rows) - 1
        for button in (self.edit, self.remove):
            button.setEnabled(place >= 0)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < last)

    def _on_add(self) -> None:
        OwnFieldDialog(self.context, None, self.window()).open()

    def _on_edit(self) -> None:
        row = self._chosen()
        if row is not None:
            OwnFieldDialog(self.context, row, self.window()).open()

    def _move(self, step: int) -> None:
        row, place = self._chosen(), self._place() + step
        if row is not None and 0 <= place < len(self._rows):
            self.context.ops.write(
                self,
                T("Move the field {name}", name=row.name),
                lambda session: custom_fields.move(session, row.id, place),
            )

    def _on_remove(self) -> None:
        row = self._chosen()
        if row is not None:
            self.context.ops.write(
                self,
                T("Remove the field {name}", name=row.name),
                lambda session: custom_fields.remove(session, row.id),
                done=lambda count: self.context.say(
                    TN(
                        "{name} is removed, with {count} value.",
                        "{name} is removed, with {count} values.",
                        count,
                        name=row.name,
                    ),
                    undo=True,
                ),
            )


def _read(session: Any) -> tuple[list[FieldRow], dict[int, int], dict[int, int]]:
    return (
        custom_fields.list_fields(session),
        custom_fields.list_used_fields(session),
        custom_fields.list_used_fields(session, DEALS),
    )
