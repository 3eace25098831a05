"""Who uses this computer, at the right of the top bar. Loaded after the first picture."""

from __future__ import annotations

import os
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from smallcrm.core import notes
from smallcrm.core.changes import Changes
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.services import staff
from smallcrm.services.staff import ACCOUNTANT, StaffRow
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.top_bar import TopBar

ASKED_FOR = "SMALLCRM_WHO"
FIRST_ADDRESS = "first-address"  # a note: where the window opens for who uses this computer
_PEOPLE = "crm://settings/people"
_OF_ACCOUNTANT = "crm://documents"


class _Here(NamedTuple):
    """Who works here, and who of them uses this computer."""

    people: list[StaffRow]
    me: StaffRow | None


class Me(QObject):
    """A button with the name, hidden while nobody is on the list of people."""

    def __init__(self, context: Context, top_bar: TopBar) -> None:
        super().__init__(top_bar)
        self._context = context
        self._path = context.ops.path
        self._asked = os.environ.get(ASKED_FOR, "")
        self._name = ""
        self._is_folded = False
        self._menu = QMenu(top_bar)
        self.button = context.ui.menu_button(
            "person", T("Who uses this computer"), self._menu, T("Me")
        )
        self.button.hide()
        top_bar.add_at_end(self.button, self._fold)
        context.ops.changed.connect(self._on_changed)
        self._recall()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("staff"):
            self._recall()

    def _recall(self) -> None:
        """Find again who was chosen: he may be called something else, or be gone."""
        try:
            me = self._context.ops.read(
                lambda session: staff.recall(session, self._path, self._asked)
            )
        except UserError as error:
            self._asked = ""
            self._context.say(str(error))
            self._recall()
            return
        self._show(_Here(self._context.ops.read(staff.list_staff), me))
        if me is not None:
            self._context.who_chosen.emit()

    def _show(self, here: _Here) -> None:
        self.button.setVisible(bool(here.people))
        name = here.me.name if here.me is not None else str(T("Who are you?"))
        self._name = name
        self._fold(self._is_folded)
        said = T("Who uses this computer: {name}", name=name)
        self.button.setAccessibleName(str(said))
        self._context.ui.explain(self.button, said)
        self._menu.clear()
        ui = self._context.ui
        for row in here.people:
            is_me = here.me is not None and row.id == here.me.id
            ui.action(self._menu, row.name, "check" if is_me else "", partial(self._choose, row))
        if here.me is not None:
            self._menu.addSeparator()
            ui.action(self._menu, T("Nobody in particular"), "", partial(self._choose, None))
        self._menu.addSeparator()
        ui.action(
            self._menu, T("People who work here…"), "settings", lambda: self._context.open(_PEOPLE)
        )

    def _fold(self, folded: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        """Show the picture only, or the name too."""
        self._is_folded = folded
        self.button.setText("" if folded else self._name.replace("&", "&&"))

    def _choose(self, row: StaffRow | None) -> None:
        self._asked = ""
        try:
            self._context.ops.read(
                lambda session: staff.be(session, self._path, row.id if row else 0)
            )
        except NotFound as error:
            self._context.say(str(error))
        is_accountant = row is not None and row.role == ACCOUNTANT
        first = _OF_ACCOUNTANT if is_accountant else ""
        notes.keep(notes.of_file(FIRST_ADDRESS, self._path), first)
        self._recall()
        self._context.who_chosen.emit()
        if row is not None:
            self._context.say(T("You are {name} on this computer now", name=row.name))
        if is_accountant:
            self._context.open(_OF_ACCOUNTANT)
