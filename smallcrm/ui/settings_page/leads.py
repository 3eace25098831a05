"""Who gets new leads, by rules; and the folder that is looked into for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T, Text
from smallcrm.services import leads
from smallcrm.services.leads import WAY_NAMES, RuleRow
from smallcrm.ui import file_dialog
from smallcrm.ui.forms.autosave import Action
from smallcrm.ui.paged_model import Column
from smallcrm.ui.settings_page.ordered import OrderedSection, Removal
from smallcrm.ui.settings_page.rule_dialog import RuleDialog
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context

_HEIGHT = 200
_PEOPLE = 1  # the column that takes the room that is left
_GIVE_WAY = (2,)  # how; the dialog says it too


def create(context: Context) -> Section:
    """Make the section."""
    return LeadsSection(context)


class LeadsSection(OrderedSection[RuleRow]):
    """A table of rules with buttons; beneath it the folder of this computer."""

    def __init__(self, context: Context) -> None:
        who = T("Who gets new leads")
        super().__init__(context, T("Incoming leads"), who, T("Add a rule"), _columns())
        ui = self.ui
        self.choose = ui.button(T("Choose a folder…"), "secondary", "folder", clicked=self._ask)
        self.stop = ui.button(T("Do not look any more"), "ghost", clicked=self._stop)
        self._folder = ui.value()
        self._wrong = ui.label("", "body", "danger", wrap=True)
        self.lay_out_rows(
            T("The first rule that fits the source decides who gets a new lead."),
            T("No rules: a new lead belongs to nobody until somebody takes it."),
            _HEIGHT,
            title=who,
            wide=_PEOPLE,
        )
        self._build_folder()
        self.reload()

    def reload(self) -> None:
        super().reload()
        self._show_folder()

    def reveal(self, name: str) -> None:
        if name == "folder":
            self.choose.setFocus()
        else:
            super().reveal(name)

    def read_rows(self) -> Iterable[RuleRow]:
        return self.context.ops.read(leads.list_rules)

    def dialog(self, row: RuleRow | None) -> RuleDialog:
        return RuleDialog(self.context, row, self.window())

    def moving(self, row: RuleRow, place: int) -> tuple[Text, Action]:
        label = T("Move a rule for leads")
        return label, lambda session: leads.move_rule(session, row.id, place)

    def removing(self, row: RuleRow) -> Removal:
        return Removal(
            T("Remove a rule for leads"),
            lambda session: leads.remove_rule(session, row.id),
            lambda _none: T("The rule is removed"),
        )

    def fit(self) -> None:
        super().fit()
        self.table.fit_columns(_PEOPLE, _GIVE_WAY)

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

    def _ask(self) -> None:
        folder = leads.watched_folder(self.context.ops.path) or Path.home()
        dialog = file_dialog.ask_folder(self, T("Choose a folder for leads"), str(folder))
        dialog.fileSelected.connect(lambda name: self._watch(Path(name)))

    def _stop(self) -> None:
        self._watch(None)

    def _watch(self, folder: Path | None) -> None:
        try:
            leads.watch_folder(self.context.ops.path, folder)
        except UserError as error:
            self._wrong.setText(str(error))
            self._wrong.show()
            return
        self._wrong.hide()
        self._show_folder()

    def _show_folder(self) -> None:
        folder = leads.watched_folder(self.context.ops.path)
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
