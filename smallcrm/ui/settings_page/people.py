"""The people who work here: names with a usual view, in the order of the list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T
from smallcrm.services import staff
from smallcrm.services.staff import ROLE_NAMES, StaffDraft, StaffRow
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.tables import Table

_LEAST_HEIGHT = 260
_NAME, _ROLE, _EMAIL = range(3)
_GIVE_WAY = (_EMAIL, _ROLE)  # columns, where there is no room for all


def create(context: Context) -> Section:
    """Make the section."""
    return PeopleSection(context)


class PeopleSection(Section):
    """A table of people, and buttons beneath it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Staff"))
        self._rows: dict[int, StaffRow] = {}
        self.table = Table(self.ui, T("People who work here"))
        self.model = PagedModel(_columns(), self._fetch, self)
        self.add = self.ui.button(T("Add somebody"), "primary", "plus", clicked=self._on_add)
        self.edit = self.ui.button(T("Edit"), icon="edit", clicked=self._on_edit)
        self.up = self.ui.icon_button("chevron_up", T("Move up"), clicked=partial(self._move, -1))
        self.down = self.ui.icon_button(
            "chevron_down", T("Move down"), clicked=partial(self._move, 1)
        )
        self.remove = self.ui.button(T("Remove"), "ghost", clicked=self._on_remove)
        self._nothing = self.ui.label(
            T("Nobody yet. Add who works here, and each choose their own name at the top right."),
            "body",
            "2",
            wrap=True,
        )
        self._build()
        self.reload()

    def reload(self) -> None:
        self._rows = {row.id: row for row in self.context.ops.read(staff.list_staff)}
        self.table.refill(list(self._rows))
        self.table.setVisible(bool(self._rows))
        self._nothing.setVisible(not self._rows)
        self._fit()

    def reveal(self, name: str) -> None:  # noqa: ARG002 - there is only the table
        (self.table if self._rows else self.add).setFocus()

    def _build(self) -> None:
        layout = self.card()
        sentence = T(
            "The names stand in the history and on leads, deals and tasks. They choose what each"
            " sees first; they lock nothing, and there are no passwords."
        )
        layout.addWidget(self.ui.label(sentence, "body", "2", wrap=True))
        layout.addWidget(self._nothing)
        self.table.show_model(self.model)
        self.table.setMinimumHeight(self.ui.theme.size(_LEAST_HEIGHT))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.fit_columns(_NAME, _GIVE_WAY)
        self.table.selectionModel().currentChanged.connect(lambda _now, _then: self._fit())
        self.table.opened.connect(lambda _id: self._on_edit())
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bar(self.add, self.edit, self.up, self.down, self.remove))

    def _fetch(self, ids: list[int]) -> Mapping[int, StaffRow]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    def _chosen(self) -> StaffRow | None:
        return self._rows.get(self.table.current_id())

    def _fit(self) -> None:
        place, last = self.model.row_of(self.table.current_id()), len(self._rows) - 1
        for button in (self.edit, self.remove):
            button.setEnabled(place >= 0)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < last)
        self.add.setEnabled(len(self._rows) < staff.MOST)

    def _on_add(self) -> None:
        PersonDialog(self.context, None, self.window()).open()

    def _on_edit(self) -> None:
        row = self._chosen()
        if row is not None:
            PersonDialog(self.context, row, self.window()).open()

    def _move(self, step: int) -> None:
        row = self._chosen()
        place = self.model.row_of(self.table.current_id()) + step
        if row is not None and 0 <= place < len(self._rows):
            self.context.ops.write(
                self,
                T("Move {name} in the list", name=row.name),
                lambda session: staff.move(session, row.id, place),
            )

    def _on_remove(self) -> None:
        row = self._chosen()
        if row is not None:
            self.context.ops.write(
                self,
                T("Remove {name} from the staff", name=row.name),
                lambda session: staff.remove(session, row.id),
                lambda _none: self.context.say(
                    T("{name} does not work here any more.", name=row.name), undo=True
                ),
            )


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
