"""Which columns the table of contacts shows: chosen in a menu, remembered on this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from smallcrm.services.segments import ARCHIVED, COLUMNS, USUAL, ColumnSpec, TableRow
from smallcrm.ui.contact_lists.words import shown
from smallcrm.ui.paged_model import Column
from smallcrm.ui.settings import Settings

_NOTE = "contacts.columns"
_OF_BIN = ("name", "company", "city", "phone", ARCHIVED)
_WIDTHS = {"name": 240, "company": 200, "email": 220, "tags": 160, "role": 140, "phone": 170}
_USUAL_WIDTH = 130  # logical pixels at 100 %


class ColumnChoice(QObject):
    """Knows the columns that there are, and which are shown.

    Signals:
        changed: Other columns are shown.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._known = [ColumnSpec(key, title) for key, title in COLUMNS.items()]
        self.in_bin = False

    @property
    def shown(self) -> list[ColumnSpec]:
        """The columns on screen, the name first; one that is gone is left out."""
        noted = self._settings.note(_NOTE).split(",") if self._settings.note(_NOTE) else USUAL
        wanted = _OF_BIN if self.in_bin else noted
        by_key = {spec.key: spec for spec in self._known}
        return [by_key[key] for key in wanted if key in by_key]

    def learn(self, known: Sequence[ColumnSpec]) -> None:
        """These columns there are."""
        before = self.shown
        self._known = list(known)
        if self.shown != before:
            self.changed.emit()

    def fill(self, menu: QMenu) -> None:
        """Offer all columns in *menu*, the shown ones ticked."""
        menu.clear()
        on = {spec.key for spec in self.shown}
        for spec in self._known:
            if spec.key in {"name", ARCHIVED}:
                continue
            action = menu.addAction(str(spec.title).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(spec.key in on)
            action.triggered.connect(partial(self.toggle, spec.key))

    def toggle(self, key: str, _checked: object = None) -> None:
        """Show the column *key*, or no longer; the order is that of the menu."""
        on = {spec.key for spec in self.shown} ^ {key}
        self._settings.keep_note(
            _NOTE, ",".join(spec.key for spec in self._known if spec.key in on)
        )
        self.changed.emit()


def model_columns(specs: Sequence[ColumnSpec]) -> list[Column]:
    """What the model shows for *specs*."""
    return [Column(str(spec.title), _reader(spec.key), right=spec.is_right) for spec in specs]


def width_of(spec: ColumnSpec) -> int:
    """How wide a column is at first, in logical pixels at 100 %."""
    return _WIDTHS.get(spec.key, _USUAL_WIDTH)


def _reader(key: str) -> Callable[[TableRow], str]:
    def read(row: TableRow) -> str:
        return shown(key, row.cells.get(key))

    return read
