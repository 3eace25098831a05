"""The list of leads at the left of their page: how many, whose, how soon they are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QVBoxLayout

from smallcrm.core import clock
from smallcrm.core.text import TN, T
from smallcrm.services import leads, staff
from smallcrm.services.leads import LeadRow, Speeds
from smallcrm.services.staff import EMPLOYEE, StaffRow
from smallcrm.ui.counting import count_text
from smallcrm.ui.leads import words
from smallcrm.ui.paged_model import PAGE, Column, PagedModel
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.rows import Face, RowList
from smallcrm.ui.widgets.search_box import SearchBox

_EVERYBODY, _NOBODY = "all", "0"
_GROWN = 60_000  # milliseconds: the waits are a minute longer


class _Found(NamedTuple):
    """What one look at the file gives."""

    ids: list[int]
    first: Mapping[int, LeadRow]
    counts: Mapping[str, int]
    speeds: Speeds
    people: list[StaffRow]
    me: StaffRow | None
    owner: str


class _Rows(RowList):
    """Ctrl+V brings in what was copied.

    Signals:
        pasted: What is on the clipboard is wanted here.
    """

    pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)


class LeadList(QFrame):
    """Leads in one state, of everybody or of one person.

    Signals:
        picked: Another lead is to be shown; carries its id, 0 for none.
        filled: The list was read (again).
    """

    picked = Signal(int)
    filled = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = ui = context.ui
        self._search = ""
        self._owner = _EVERYBODY
        self._is_fresh = True  # an employee sees first what is his
        self.people: list[StaffRow] = []
        self.model = PagedModel([Column(str(T("Name")), lambda row: row.title)], self._fetch, self)
        self.view = _Rows(ui, T("Incoming leads"))
        self.search = SearchBox(ui, T("Filter this list"))
        self.chips = Chips(ui, list(leads.STATE_NAMES.items()), T("Which leads"))
        self.whose = Choice([(_EVERYBODY, T("Everybody")), (_NOBODY, T("Without an owner"))])
        self.menu = QMenu(self)
        self.nothing = EmptyState(ui, "")
        self.all = self.nothing.add_action(T("Show all"), self.show_all, "secondary")
        self._count = ui.pill("")
        self._speed = ui.label("", "caption", "2", wrap=True)
        self._stack = QStackedWidget()
        self._growing = QTimer(self)
        self.setProperty("surface", "list")
        self._build()

    @property
    def state(self) -> str:
        """Which leads are shown: one of ``leads.STATES``."""
        return self.chips.current()

    def current(self) -> LeadRow | None:
        """The lead that is chosen."""
        index = self.view.currentIndex()
        row: LeadRow | None = self.model.row_at(index.row()) if index.isValid() else None
        return row

    def chosen(self) -> list[int]:
        """The ids of all that are chosen."""
        return self.view.chosen_ids()

    def show_state(self, state: str) -> None:
        """Show the leads in *state*."""
        self.chips.choose(state)
        self.reload()

    def show_lead(self, lead_id: int) -> None:
        """Mark a lead, in whichever list it is."""
        row = self._context.ops.read(lambda session: leads.get(session, lead_id))
        if lead_id not in self.model.ids or row.state != self.state:
            self.search.clear()
            self._search, self._owner, self._is_fresh = "", _EVERYBODY, False
            self.chips.choose(row.state)
            self._on_found(self._context.ops.read(self._look()))
        self.view.go_to(lead_id)

    def reload(self) -> None:
        """Ask again, keeping place and choice."""
        self._context.ops.ask(self, self._look(), self._on_found)

    def start_anew(self) -> None:
        """Somebody else uses the computer: an employee sees first what is his."""
        self._owner, self._is_fresh = _EVERYBODY, True
        self.reload()

    def show_all(self) -> None:
        """Look for everybody's, without words."""
        self._owner = _EVERYBODY
        self.search.clear()
        self._on_searched("")

    def _look(self) -> Callable[[Any], _Found]:
        state, owner, search, is_fresh = self.state, self._owner, self._search, self._is_fresh

        def look(session: Any) -> _Found:
            me = staff.find_me(session)
            wanted = str(me.id) if is_fresh and me and me.role == EMPLOYEE else owner
            owner_id = None if wanted == _EVERYBODY else int(wanted)
            ids = leads.list_ids(session, state, owner_id=owner_id, search=search)
            return _Found(
                ids,
                leads.list_rows(session, ids[:PAGE]),
                leads.count_states(session, owner_id),
                leads.measure_speeds(session),
                staff.list_staff(session),
                me,
                wanted,
            )

        return look

    def _on_found(self, found: _Found) -> None:
        self.people = found.people
        self._offer_people(found)
        place = max(self.view.currentIndex().row(), 0)
        self.view.refill(found.ids, found.first)
        count = len(found.ids)
        self._count.setText(count_text(count))
        self._count.setAccessibleName(str(TN("{count} lead", "{count} leads", count)))
        self._count.setVisible(bool(count))
        for state, title in leads.STATE_NAMES.items():
            here = found.counts[state]
            self.chips.set_words(state, f"{title} {count_text(here)}" if here else title)
        is_bin = self.state == leads.BIN or bool(found.counts[leads.BIN])
        self.chips.set_shown(leads.BIN, shown=is_bin)
        self._speed.setText(words.speed(found.speeds))
        self._speed.setVisible(bool(self._speed.text()))
        self._tell_nothing(is_empty=not count)
        if count and not self.view.chosen_ids():  # the next one comes to the place of the last
            self.view.go_to(self.model.ids[min(place, count - 1)])
        self.filled.emit()

    def _offer_people(self, found: _Found) -> None:
        """Everybody, oneself, the others by name, and those without an owner."""
        me = 0 if found.me is None else found.me.id
        names = [(str(row.id), row.name) for row in found.people if row.id != me]
        mine = [(str(me), str(T("Mine")))] if me else []
        nobody = (_NOBODY, str(T("Without an owner")))
        offered = [(_EVERYBODY, str(T("Everybody"))), *mine, *names, nobody]
        self._is_fresh = False
        self._owner = found.owner if found.owner in dict(offered) else _EVERYBODY
        self.whose.clear()
        for key, text in offered:
            self.whose.addItem(text, key)
        self.whose.set_value(self._owner)
        self.whose.setVisible(bool(found.people))

    def _tell_nothing(self, *, is_empty: bool) -> None:
        self._stack.setCurrentWidget(self.nothing if is_empty else self.view)
        is_narrowed = bool(self._search) or self._owner != _EVERYBODY
        self.all.setVisible(is_narrowed)
        if is_narrowed:
            self.nothing.set_words(T("Nothing found"))
        else:
            self.nothing.set_words(*words.NOTHING[self.state])

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, m.s4, 0, 0)
        layout.setSpacing(m.s3)
        head = ui.row()
        head.setContentsMargins(m.s4 + 4, 0, m.s3, 0)
        head.addWidget(ui.label(T("Incoming leads"), "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(ui.menu_button("more", T("More actions"), self.menu))
        layout.addLayout(head)
        inside = ui.column(m.s3)
        inside.setContentsMargins(m.s4 + 4, 0, m.s4, 0)
        for widget in (self.search, self.chips, self.whose, self._speed):
            inside.addWidget(widget)
        layout.addLayout(inside)
        self.whose.setAccessibleName(str(T("Whose leads")))
        self.model.face = _face
        self.model.spoken = words.spoken
        self.model.name = None
        self.view.show_model(self.model)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        self.setFocusProxy(self.view)
        layout.addWidget(self._stack, 1)
        self._count.hide()
        self._speed.hide()
        self.view.picked.connect(self.picked)
        self.search.searched.connect(self._on_searched)
        self.search.left.connect(self.view.setFocus)
        self.chips.chosen.connect(lambda _state: self.reload())
        self.whose.committed.connect(self._on_whose)
        self._growing.setInterval(_GROWN)
        self._growing.timeout.connect(self._on_grown)
        self._growing.start()

    def _fetch(self, ids: list[int]) -> Mapping[int, Any]:
        return self._context.ops.read(lambda session: leads.list_rows(session, ids))

    def _on_searched(self, text: str) -> None:
        self._search = text
        self.reload()

    def _on_whose(self, owner: str) -> None:
        self._owner = owner
        self.reload()

    def _on_grown(self) -> None:
        if self.isVisible():
            self.model.forget(frozenset())
            self.filled.emit()


def _face(row: LeadRow) -> Face:
    text, kind = words.age(row, clock.now())
    return Face(row.title, words.reached(row), words.received(row), text, kind)
