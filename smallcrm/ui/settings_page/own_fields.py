"""Fields of one's own: the list, and what can be done with the field that is chosen in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from smallcrm.core.text import TN, T, Text
from smallcrm.services import custom_fields
from smallcrm.services.custom_fields import DEALS, KINDS, FieldRow
from smallcrm.ui.counting import count_text
from smallcrm.ui.forms.autosave import Action
from smallcrm.ui.paged_model import Column
from smallcrm.ui.settings_page.ordered import OrderedSection, Removal
from smallcrm.ui.settings_page.own_field_dialog import OwnFieldDialog
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context

_HEIGHT = 320
_NOT_FOR = "–"
_GIVE_WAY = (2, 4, 3)  # choices, then the counts, before a name is cut short


def create(context: Context) -> Section:
    """Make the section."""
    return OwnFieldsSection(context)


class OwnFieldsSection(OrderedSection[FieldRow]):
    """A table in the order of the fields, and buttons beneath it."""

    def __init__(self, context: Context) -> None:
        name = T("Own fields")
        super().__init__(context, name, name, T("Add a field"), self._columns())
        self._used: dict[int, int] = {}
        self._in_deals: dict[int, int] = {}
        self.lay_out_rows(
            T(
                "Fields of your own stand on the page of each contact or deal, and in lists,"
                " filters, imports and exports."
            ),
            T("No fields yet. Add one for what you want to know, for example a shoe size."),
            _HEIGHT,
        )
        self.table.fit_columns(0, give_way=_GIVE_WAY)
        self.reload()

    def read_rows(self) -> Iterable[FieldRow]:
        rows, self._used, self._in_deals = self.context.ops.read(_read)
        return rows

    def dialog(self, row: FieldRow | None) -> OwnFieldDialog:
        return OwnFieldDialog(self.context, row, self.window())

    def moving(self, row: FieldRow, place: int) -> tuple[Text, Action]:
        label = T("Move the field {name}", name=row.name)
        return label, lambda session: custom_fields.move(session, row.id, place)

    def removing(self, row: FieldRow) -> Removal:
        return Removal(
            T("Remove the field {name}", name=row.name),
            lambda session: custom_fields.remove(session, row.id),
            lambda count: TN(
                "{name} is removed, with {count} value.",
                "{name} is removed, with {count} values.",
                count,
                name=row.name,
            ),
        )

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


def _read(session: Any) -> tuple[list[FieldRow], dict[int, int], dict[int, int]]:
    return (
        custom_fields.list_fields(session),
        custom_fields.list_used_fields(session),
        custom_fields.list_used_fields(session, DEALS),
    )
