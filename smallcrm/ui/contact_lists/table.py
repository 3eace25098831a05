"""The table of contacts: copying and pasting are asked of the page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView

from smallcrm.core.text import Text
from smallcrm.services.segments import USUAL, ColumnSpec
from smallcrm.ui.contact_lists.columns import model_columns, width_of
from smallcrm.ui.paged_model import PagedModel
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.tables import Table

_STANDARD = QKeySequence.StandardKey


_LEAST_SHARE = 0.72  # of the usual widths, where names and addresses can still be read
_WORDS = frozenset(
    {"name", "company", "role", "email", "city", "country", "tags", "source", "owner"}
)
_FIRST = "tags"  # leaves before any amount; after it the columns at the end
_LEAST = 2  # columns that are never left out: the name, and what tells two of one name apart


class ContactTable(Table):
    """Columns keep the widths that the user gives them.

    Signals:
        copy_wanted: The chosen rows are to be copied.
        paste_wanted: What is on the clipboard is to be brought in.
        columns_wanted: The headings were clicked for their menu; carries where on the screen.
    """

    copy_wanted = Signal()
    paste_wanted = Signal()
    columns_wanted = Signal(QPoint)

    def __init__(self, ui: Ui, name: Text | str) -> None:
        super().__init__(ui, name)
        self._widths: list[int] = []
        self._firm: frozenset[int] = frozenset()
        self._ways_out: list[int] = []  # the columns that go, in this order
        self._is_touched = self._may_hide = self._is_fitting = False
        header = self.horizontalHeader()
        header.sectionResized.connect(self._on_resized)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.columns_wanted.emit(header.viewport().mapToGlobal(place))
        )

    def show_columns(self, model: PagedModel, specs: list[ColumnSpec]) -> None:
        """Show *specs* of *model*."""
        model.set_columns(model_columns(specs))
        if self.model() is None:
            self.show_model(model)
        header = self.horizontalHeader()
        for place in range(len(specs)):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._widths = [width_of(spec) for spec in specs]
        self._firm = frozenset(at for at, spec in enumerate(specs) if spec.key not in _WORDS)
        keys = [spec.key for spec in specs]
        self._ways_out = sorted(range(_LEAST, len(keys)), key=lambda at: (keys[at] != _FIRST, -at))
        self._is_touched = False
        self._may_hide = {spec.key for spec in specs} <= {*USUAL}  # what was asked for is shown
        self._widest = {}
        self._fit_again()

    def _fit_again(self) -> None:
        """Squeeze the columns, and leave some out, where that saves scrolling sideways.

        Only words are cut short: telephone numbers, dates, amounts and headings are not.
        """
        if not self._widths:
            return
        self._is_fitting = True
        for place in range(len(self._widths)):
            self.setColumnHidden(place, False)  # noqa: FBT003 - Qt; a hidden one has no size
        least, needed, usual = self._bounds()
        shown, room = list(range(len(least))), self.viewport().width()
        for place in self._ways_out if self._may_hide else ():
            if sum(least[at] for at in shown) > room:
                shown.remove(place)
                self.setColumnHidden(place, True)  # noqa: FBT003 - Qt
        widths = [least[at] for at in shown]
        for goal in (needed, usual):
            widths = _grown(widths, [goal[at] for at in shown], room)
        for place, width in zip(shown, widths, strict=True):
            if not self._is_touched:
                self.setColumnWidth(place, width)
        self._is_fitting = False

    def _bounds(self) -> tuple[list[int], list[int], list[int]]:
        """What each column has at least, what the rows in sight need, and what it has usually."""
        header, least, needed, most = self.horizontalHeader(), [], [], []
        for place, width in enumerate(self._widths):
            usual, content = self._theme.size(width), self._wanted_width(place)
            heading = header.sectionSizeHint(place)
            some = content if place in self._firm else min(content, int(usual * _LEAST_SHARE))
            least.append(max(some, heading))
            needed.append(max(min(content, usual), least[-1]))
            most.append(max(usual, needed[-1]))
        return least, needed, most

    def _on_resized(self) -> None:
        """Widths that the user gives with the mouse stay."""
        is_pressed = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if is_pressed and not self._is_fitting:
            self._is_touched = True

    def copy(self) -> None:
        self.copy_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_STANDARD.Paste):
            self.paste_wanted.emit()
            return
        super().keyPressEvent(event)


def _grown(widths: list[int], goals: list[int], room: int) -> list[int]:
    """Let *widths* grow towards *goals*, all by the same share, as far as there is *room*."""
    gaps = [max(goal - width, 0) for width, goal in zip(widths, goals, strict=True)]
    spare = room - sum(widths)
    if spare < 0:
        return [width + gap for width, gap in zip(widths, gaps, strict=True)]  # scrolled anyway
    share = min(spare / max(sum(gaps), 1), 1)
    return [width + int(gap * share) for width, gap in zip(widths, gaps, strict=True)]
