"""The people who work here: names with a usual view, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services import staff
from smallcrm.services.staff import ROLE_NAMES, StaffDraft, StaffRow
from smallcrm.ui.forms.autosave import Action
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.paged_model import Column
from smallcrm.ui.settings_page.ordered import OrderedSection, Removal
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice

_HEIGHT = 260
_NAME, _ROLE, _EMAIL = range(3)
_GIVE_WAY = (_EMAIL, _ROLE)  # columns, where there is no room for all


def create(context: Context) -> Section:
    """Make the section."""
    return PeopleSection(context)


class PeopleSection(OrderedSection[StaffRow]):
    """A table of people, and buttons beneath it."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, T("Staff"), T("People who work here"), T("Add somebody"), _columns()
        )
        self.lay_out_rows(
            T(
                "The names stand in the history and on leads, deals and tasks. They choose what"
                " each sees first; they lock nothing, and there are no passwords."
            ),
            T("Nobody yet. Add who works here, and each choose their own name at the top right."),
            _HEIGHT,
        )
        self.table.fit_columns(_NAME, _GIVE_WAY)
        self.reload()

    def read_rows(self) -> Iterable[StaffRow]:
        return self.context.ops.read(staff.list_staff)

    def dialog(self, row: StaffRow | None) -> PersonDialog:
        return PersonDialog(self.context, row, self.window())

    def moving(self, row: StaffRow, place: int) -> tuple[Text, Action]:
        label = T("Move {name} in the list", name=row.name)
        return label, lambda session: staff.move(session, row.id, place)

    def removing(self, row: StaffRow) -> Removal:
        return Removal(
            T("Remove {name} from the staff", name=row.name),
            lambda session: staff.remove(session, row.id),
            lambda _none: T("{name} does not work here any more.", name=row.name),
        )

    def fit(self) -> None:
        super().fit()
        self.add.setEnabled(len(self._rows) < staff.MOST)


class PersonDialog(FormDialog):
    """Somebody new, or one who is there already (*row*)."""

    def __init__(self, context: Context, row: StaffRow | None, parent: QWidget) -> None:
        super().__init__(context, T("Somebody who works here"), parent)
        self._row = row
        self.name = QLineEdit(row.name if row else "")
        self.role = Choice(ROLE_NAMES.items())
        self.email = QLineEdit(row.email if row else "")
        self.role.set_value(row.role if row else staff.EMPLOYEE)
        self.add_field("name", T("Name"), self.name)
        self.add_field(
            "role",
            T("Role"),
            self.role,
            T("An employee first sees their own leads, an accountant the documents."),
        )
        self.add_field("email", T("Email"), self.email)
        self.lay_out("name", "role", "email")

    def save(self) -> None:
        """Store the person and close; what is wrong is said beside its field."""
        row = self._row
        draft = StaffDraft(self.name.text(), self.role.value(), self.email.text())
        shown = " ".join(draft.name.split())
        label = T("Change {name}", name=row.name) if row else None
        self.write(
            label or T("Add {name} to the staff", name=shown),
            lambda session: (
                staff.change(session, row.id, draft) if row else staff.add(session, draft)
            ),
            T("{name}: saved", name=shown),
        )


def _columns() -> list[Column]:
    return [
        Column(str(T("Name")), lambda row: row.name),
        Column(str(T("Role")), lambda row: str(ROLE_NAMES[row.role])),
        Column(str(T("Email")), lambda row: row.email, is_words=True),
    ]
