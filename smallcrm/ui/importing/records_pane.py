"""Every row of the file as it will come in, with what is odd about it in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QVBoxLayout

from smallcrm.core.text import T, Text
from smallcrm.services.exchange.drafts import CARDS, CONTACTS, REJECTED, FileFacts, Record
from smallcrm.services.exchange.fields import FIELDS
from smallcrm.services.exchange.importing.deciding import Outcome
from smallcrm.services.exchange.importing.forecast import Mark
from smallcrm.ui.counting import count_text
from smallcrm.ui.importing.mending import MendingTable, RecordsModel
from smallcrm.ui.importing.record_columns import FIRST, LAST, columns_of
from smallcrm.ui.importing.record_index import ALL, LEFT_OUT, REMARKS, RecordIndex
from smallcrm.ui.paged_model import Column
from smallcrm.ui.theme.painting import pill_width
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.factory import Ui

_FILTERS = ((ALL, T("All rows")), (REMARKS, T("To look at")), (LEFT_OUT, T("Left out")))
_STATE = 1
_WIDTHS = (60, 96, 176, 150, 190, 140, 110, 320)
_ROOM_FOR_REMARKS, _LEAST_FOR_REMARKS = 420, 160
_LOOKED_AT = 32  # rows that say how wide a column is
_WIDEST_ROW = 88_888  # for the width of the states
_LEFT_OUT, _NOT_CLEAR = T("Left out"), T("Not clear")
_OUTCOMES = {
    Outcome.CREATED: T("Possible double"),
    Outcome.UPDATED: T("Completes"),
    Outcome.UNCHANGED: T("There already"),
    Outcome.SKIPPED: _LEFT_OUT,
}


class RecordsPane(QFrame):
    """A table of all records; the remarks of the current one stand beneath it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._index: RecordIndex | None = None
        self._marks: Mapping[int, Mark] = {}
        self._holds = CONTACTS
        self._is_new = True
        self.setProperty("card", "plain")
        self.chips = Chips(ui, _FILTERS, T("Which rows"))
        self.model = RecordsModel(self._columns(), self._fetch, self)
        self.table = MendingTable(ui, T("Rows of the file"))
        self._remarks = ui.label("", "caption", "2", wrap=True)
        self._general = ui.label("", "caption", "warning", wrap=True)
        self._nothing = EmptyState(ui, T("No such rows"), T("Every row can come in as it is."))
        self._build()

    def forget(self) -> None:
        """Another file is read: show all of its rows."""
        self._is_new = True
        self.chips.choose(ALL)

    def show_index(self, index: RecordIndex, facts: FileFacts) -> None:
        """Show the records of *index*; the filter that was chosen for this file stays."""
        self._index = index
        self._marks = {}
        # What is wrong with a card has no cell of its own.
        self.model.show_columns(() if facts.format == CARDS else facts.columns, facts.holds)
        if facts.holds != self._holds:
            self._is_new = True
            self._holds = facts.holds
            self.model.set_columns(self._columns())
        general = {str(each.reason) for each in facts.warnings if not each.row}
        self._general.setText("\n".join(sorted(general)))
        self._general.setVisible(bool(general))
        self._count()
        for at, column in enumerate(columns_of(self._holds), FIRST):
            is_empty = bool(column.optional) and column.optional not in index.filled
            self.table.setColumnHidden(at, is_empty)
        self._fit_state()
        self._refill()
        if self._is_new:
            self._is_new = False
            self._widen()  # now that the rows are there, and no heading is hidden any more

    def show_marks(self, marks: Mapping[int, Mark]) -> None:
        """Say of rows, by their numbers, what becomes of them."""
        self._marks = marks
        if self._index is not None:
            skipped = [row for row, mark in marks.items() if mark.outcome is Outcome.SKIPPED]
            self._index.leave_out(skipped)
            self._count()
        if self.chips.current() == LEFT_OUT:
            self._refill()
        self._fit_state()
        self.table.viewport().update()

    def _fit_state(self) -> None:
        """Leave states and remarks out where no row has any: the others have more to read."""
        index = self._index
        has_states = bool(self._marks) or (
            index is not None and any(index.places[key] for key in (REMARKS, LEFT_OUT))
        )
        for column in (_STATE, LAST):
            self.table.setColumnHidden(column, not has_states)
        self._fit_remarks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_remarks()

    def _fit_remarks(self) -> None:
        """Remarks take the room that is left; where that is too little to read, all scroll."""
        if self.chips.current() != ALL:
            return
        header = self.table.horizontalHeader()
        room = self.table.viewport().width() - sum(map(header.sectionSize, range(LAST)))
        least = self._ui.theme.size(_LEAST_FOR_REMARKS)
        modes = QHeaderView.ResizeMode
        header.setSectionResizeMode(LAST, modes.Stretch if room >= least else modes.Interactive)
        if room < least:
            header.resizeSection(LAST, least)

    def _columns(self) -> list[Column]:
        return [
            Column(str(T("Row")), lambda record: count_text(record.row), right=True),
            Column(str(T("State")), self._state, pill=self._state_kind),
            *[
                Column(str(each.heading), each.cell, right=each.right)
                for each in columns_of(self._holds)
            ],
            Column(str(T("Remarks")), lambda record: " ".join(self._sentences(record))),
        ]

    def _state(self, record: Record) -> str:
        """One or two words for a row that is not simply new."""
        mark = self._marks.get(record.row)
        if record.outcome:
            return str(_LEFT_OUT)
        if mark is not None:
            return str(_mark_words(mark))
        return str(T("Check")) if record.problems else ""

    def _state_kind(self, record: Record) -> str:
        if record.outcome == REJECTED:
            return "danger"
        return "neutral" if record.outcome or record.row in self._marks else "warning"

    def _sentences(self, record: Record) -> list[str]:
        """Whom a row repeats, why it is left out, then what is odd about each value."""
        mark = self._marks.get(record.row)
        found = []
        if mark is not None and mark.other_row:
            row = count_text(mark.other_row)
            words = T("It is row {row} of the file once more.", row=row)
            if mark.is_unclear:
                words = T("It has the name of row {row} of the file.", row=row)
            found.append(str(words))
        return found + _remarks(record)

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, m.s3, 1, m.s2)
        layout.setSpacing(m.s2)
        head = self._ui.column(m.s2)
        head.setContentsMargins(m.s4, 0, m.s4, 0)
        head.addWidget(self.chips)
        head.addWidget(self._general)
        layout.addLayout(head)
        self.table.show_model(self.model, LAST)
        self.table.horizontalHeader().setResizeContentsPrecision(_LOOKED_AT)
        self._widen()
        layout.addWidget(self.table, 1)
        layout.addWidget(self._nothing, 1)
        foot = self._ui.column(0)
        foot.setContentsMargins(m.s4, 0, m.s4, 0)
        foot.addWidget(self._remarks)
        layout.addLayout(foot)
        self._remarks.hide()
        self._nothing.hide()
        self.chips.chosen.connect(lambda _key: self._refill())
        self.table.picked.connect(self._on_picked)

    def _widen(self) -> None:
        """Give every column its room: no heading and no state is cut off in any language.

        What a file holds may take less than its column usually gets; what only later rows have is
        not known yet, and gets the usual.
        """
        header = self.table.horizontalHeader()
        count = self.model.rowCount()
        first = range(min(_LOOKED_AT, count))
        for at, width in enumerate(_WIDTHS):
            needed, wanted = header.sectionSizeHint(at), self._ui.theme.size(width)
            has_later = count > _LOOKED_AT and not any(
                self.model.index(row, at).data() for row in first
            )
            if FIRST <= at < LAST and count and not has_later:
                wanted = min(wanted, self.table.sizeHintForColumn(at))
            if at == _STATE:
                states = (_NOT_CLEAR, *_OUTCOMES.values(), *map(_row_words, Outcome))
                widest = max(pill_width(str(words), self._ui.theme) for words in states)
                needed = max(needed, int(widest) + 2 * self._ui.m.s3)
            self.table.setColumnWidth(at, max(wanted, needed))
        self._fit_remarks()

    def _fetch(self, places: list[int]) -> Mapping[int, Record]:
        return self._index.records(places) if self._index is not None else {}

    def _refill(self) -> None:
        if self._index is None:
            return
        chosen = self.chips.current()
        places = self._index.places[chosen]
        self._put_remarks(first=chosen != ALL)
        self._fit_remarks()
        self.table.refill(places)
        self.table.setVisible(bool(places))
        self._nothing.setVisible(not places)
        self._remarks.hide()

    def _count(self) -> None:
        if self._index is not None:
            for key, words in _FILTERS:
                count = count_text(len(self._index.places[key]))
                self.chips.set_words(key, f"{words} {count}")

    def _put_remarks(self, *, first: bool) -> None:
        """Remarks stand last, but beside the row where only rows with remarks are shown."""
        header = self.table.horizontalHeader()
        wanted = _STATE + 1 if first else len(_WIDTHS) - 1
        header.moveSection(header.visualIndex(LAST), wanted)
        if first:
            header.setSectionResizeMode(LAST, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(LAST, self._ui.theme.size(_ROOM_FOR_REMARKS))

    def _on_picked(self, place: int) -> None:
        if self._index is None:
            return
        record = self._index.records([place])[place]
        lines = self._sentences(record)
        self._remarks.setText("\n".join(lines))
        self._remarks.setVisible(bool(lines))


def _mark_words(mark: Mark) -> Text:
    if mark.is_unclear and mark.outcome is Outcome.CREATED:
        return _NOT_CLEAR
    if mark.other_row and mark.outcome is not Outcome.SKIPPED:
        return _row_words(mark.outcome, mark.other_row)
    return _OUTCOMES[mark.outcome]


def _row_words(outcome: Outcome, other_row: int = _WIDEST_ROW) -> Text:
    """That a row is, or may be, an earlier one of the file."""
    row = count_text(other_row)
    if outcome is Outcome.CREATED:
        return T("May be row {row}", row=row)
    return T("Same as row {row}", row=row)


def _remarks(record: Record) -> list[str]:
    """What is odd about a row: why it is left out, then each value."""
    found = [str(record.reason)] if record.reason is not None else []
    for warning in record.warnings:
        field: Text | None = FIELDS.get(warning.field.partition(":")[0])
        words = str(warning.reason)
        if field is not None and warning.value:
            words = str(
                T(
                    "{field} “{value}”: {reason}",
                    field=field,
                    value=warning.value,
                    reason=warning.reason,
                )
            )
        found.append(words)
    return found
