"""Who gets new leads, by rules; and the folder that is looked into for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T
from smallcrm.services import arriving, leads
from smallcrm.services.leads import WAY_NAMES, RuleRow
from smallcrm.ui import file_dialog
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.settings_page.rule_dialog import RuleDialog
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.tables import Table

_LEAST_HEIGHT = 200
_PEOPLE = 1  # the column that takes the room that is left
_GIVE_WAY = (2,)  # how; the dialog says it too


def create(context: Context) -> Section:
    """Make the section."""
    return LeadsSection(context)


class LeadsSection(Section):
    """A table of rules with buttons; beneath it the folder of this computer."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Incoming leads"))
        ui = self.ui
        self._rows: dict[int, RuleRow] = {}
        self.table = Table(ui, T("Who gets new leads"))
        self.model = PagedModel(_columns(), self._fetch, self)
        self.add = ui.button(T("Add a rule"), "primary", "plus", clicked=self._on_add)
        self.edit = ui.button(T("Edit"), icon="edit", clicked=self._on_edit)
        self.up = ui.icon_button("chevron_up", T("Move up"), clicked=partial(self._move, -1))
        self.down = ui.icon_button("chevron_down", T("Move down"), clicked=partial(self._move, 1))
        self.remove = ui.button(T("Remove"), "ghost", clicked=self._on_remove)
        self.choose = ui.button(T("Choose a folder…"), "secondary", "folder", clicked=self._ask)
        self.stop = ui.button(T("Do not look any more"), "ghost", clicked=self._stop)
        self._nothing = ui.label(
            T("No rules: a new lead belongs to nobody until somebody takes it."),
            "body",
            "2",
            wrap=True,
        )
        self._folder = ui.value()
        self._wrong = ui.label("", "body", "danger", wrap=True)
        self._build_rules()
        self._build_folder()
        self.reload()

    def reload(self) -> None:
        self._rows = {row.id: row for row in self.context.ops.read(leads.list_rules)}
        self.table.refill(list(self._rows))
        self.table.setVisible(bool(self._rows))
        self._nothing.setVisible(not self._rows)
        self._fit()
        self._show_folder()

    def reveal(self, name: str) -> None:
        wanted = self.choose if name == "folder" else self.table if self._rows else self.add
        wanted.setFocus()

    def _build_rules(self) -> None:
        layout = self.card(T("Who gets new leads"))
        sentence = T("The first rule that fits the source decides who gets a new lead.")
        layout.addWidget(self.ui.label(sentence, "body", "2", wrap=True))
        layout.addWidget(self._nothing)
        self.table.show_model(self.model, _PEOPLE)
        self.table.setMinimumHeight(self.ui.theme.size(_LEAST_HEIGHT))
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.selectionModel().currentChanged.connect(lambda _now, _then: self._fit())
        self.table.opened.connect(lambda _id: self._on_edit())
        layout.addWidget(self.table, 1)
        layout.addWidget(self.bar(self.add, self.edit, self.up, self.down, self.remove))

    def _build_folder(self) -> None:
        layout: QVBoxLayout = self.card(T("Folder that is looked into for leads"))
        sentence = T(
            "Messages (.eml) and lists (.csv, .xlsx) that come into this folder become leads while"
            " SmallCRM runs. The files are neither moved nor changed, and none comes in twice."
            " The folder belongs to this computer."
        )
        layout.addWidget(self.ui.label(sentence, "body", "2", wrap=True))
        layout.addWidget(self._folder)
        layout.addWidget(self._wrong)
        layout.addWidget(self.bar(self.choose, self.stop))
        self._wrong.hide()

    def _fetch(self, ids: list[int]) -> Mapping[int, RuleRow]:
        return {key: self._rows[key] for key in ids if key in self._rows}

    def _chosen(self) -> RuleRow | None:
        return self._rows.get(self.table.current_id())

    def _fit(self) -> None:
        place, last = self.model.row_of(self.table.current_id()), len(self._rows) - 1
        for button in (self.edit, self.remove):
            button.setEnabled(place >= 0)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < last)
        self.table.fit_columns(_PEOPLE, _GIVE_WAY)

    def _on_add(self) -> None:
        RuleDialog(self.context, None, self.window()).open()

    def _on_edit(self) -> None:
        row = self._chosen()
        if row is not None:
            RuleDialog(self.context, row, self.window()).open()

    def _move(self, step: int) -> None:
        row = self._chosen()
        place = self.model.row_of(self.table.current_id()) + step
        if row is not None and 0 <= place < len(self._rows):
            self.context.ops.write(
                self,
                T("Move a rule for leads"),
                lambda session: leads.move_rule(session, row.id, place),
            )

    def _on_remove(self) -> None:
        row = self._chosen()
        if row is not None:
            self.context.ops.write(
                self,
                T("Remove a rule for leads"),
                lambda session: leads.remove_rule(session, row.id),
                lambda _none: self.context.say(T("The rule is removed"), undo=True),
            )

    def _ask(self) -> None:
        folder = arriving.watched_folder(self.context.ops.path) or Path.home()
        dialog = file_dialog.ask_folder(self, T("Choose a folder for leads"), str(folder))
        dialog.fileSelected.connect(lambda name: self._watch(Path(name)))

    def _stop(self) -> None:
        self._watch(None)

    def _watch(self, folder: Path | None) -> None:
        try:
            arriving.watch_folder(self.context.ops.path, folder)
        except UserError as error:
            self._wrong.setText(str(error))
            self._wrong.show()
            return
        self._wrong.hide()
        self._show_folder()

    def _show_folder(self) -> None:
        folder = arriving.watched_folder(self.context.ops.path)
        self._folder.setText(str(folder or T("No folder is looked into.")))
        self.stop.setVisible(folder is not None)


def _columns() -> list[Column]:
    return [
        Column(str(T("Source")), lambda row: row.source or str(T("All")), is_words=True),
        Column(str(T("Who")), lambda row: ", ".join(row.people.values())),
        Column(str(T("How")), lambda row: str(WAY_NAMES[row.way]), is_words=True),
        Column(str(T("Call within")), _call_within, right=True),
    ]


def _call_within(row: RuleRow) -> str:
    if row.call_within is None:
        return ""
    return str(TN("{count} minute", "{count} minutes", row.call_within))
