"""What the cards beside the tabs say, in a line or two, where there is no room for the cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QWidget

from smallcrm.core import clock
from smallcrm.core.text import T, Text
from smallcrm.services.contacts import REFUSED, ContactView
from smallcrm.services.documents import DocumentRow
from smallcrm.ui.contacts.figures_of import late_words
from smallcrm.ui.contacts.next_step_card import due_words
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.plain import plain_tooltip


class BriefLine(QFrame):
    """What is urgent, then the next step, then the way to the cards.

    Signals:
        wanted: The cards are to be shown.
        planned: A next step is to be written down.
    """

    wanted = Signal()
    planned = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._shown: tuple[ContactView, Sequence[DocumentRow]] | None = None
        self._parts: list[QWidget] = []
        self._step: QLabel | None = None
        self._words = ("", "")  # of the next step: with its heading and without
        self.setProperty("card", "plain")
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(ui.m.s4, ui.m.s1, ui.m.s2, ui.m.s1)
        self._rows.setSpacing(0)

    def show_contact(self, view: ContactView, overdue: Sequence[DocumentRow]) -> None:
        """Show the line of *view*; *overdue* are its late invoices."""
        self._shown = view, overdue
        self._fill(is_double=False)

    def show_double(self, *, is_double: bool) -> None:
        """Say whether the contact on screen may be there twice."""
        self._fill(is_double=is_double)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fill(self, *, is_double: bool) -> None:
        if self._shown is None:
            return
        view, overdue = self._shown
        for part in self._parts:
            part.hide()
            self._rows.removeWidget(part)
            part.deleteLater()
        self._step = None
        urgent = list(_urgent(view, overdue, is_double=is_double))
        parts = [self._step_part(view)]
        if urgent:
            parts.insert(0, self._urgent_part(" · ".join(map(str, urgent))))
        for part in parts:
            self._rows.addWidget(part, 1)
        self._parts = parts
        self._fit()

    def _fit(self) -> None:
        """One beneath the other where side by side one of them would be cut short."""
        direction = QBoxLayout.Direction
        margins = self._rows.contentsMargins()
        whole = self.width() - margins.left() - margins.right()
        room = whole // max(len(self._parts), 1)
        if self._step is not None:
            self._step.setWordWrap(False)  # else it says no longer how long it is
            self._step.setText(self._words[0])
        is_long = any(part.sizeHint().width() > room for part in self._parts)
        self._rows.setDirection(direction.TopToBottom if is_long else direction.LeftToRight)
        if self._step is not None:
            self._break(self._step, whole if is_long else room)

    def _break(self, step: QLabel, room: int) -> None:
        """Give the next step a second line where *room* is too little; no third one."""
        beside = self._parts[-1].sizeHint().width() - step.sizeHint().width()
        shown = self._cut(step.fontMetrics(), room - beside)
        step.setWordWrap(True)
        step.setText(shown)
        step.setToolTip(plain_tooltip(self._words[0]) if shown not in self._words else "")

    def _cut(self, metrics: QFontMetrics, room: int) -> str:
        """What has room in two lines: all of it, else what is to be done, else its beginning."""
        height = 2 * metrics.lineSpacing()
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        ends = range(2 * room, room, -metrics.averageCharWidth())
        elide = Qt.TextElideMode.ElideRight
        shorter = (metrics.elidedText(self._words[1], elide, end) for end in ends)
        for words in chain(self._words, shorter):
            place = metrics.boundingRect(QRect(0, 0, room, 0), flags, words)
            if place.height() <= height and place.width() <= room:
                return words
        return metrics.elidedText(self._words[1], elide, max(room, 0))

    def _urgent_part(self, words: str) -> QWidget:
        part, row = self._part()
        row.addWidget(self._ui.picture("warning", "warning", 16))
        row.addWidget(self._ui.label(words, "body_strong", "warning", elide=True), 1)
        return part

    def _step_part(self, view: ContactView) -> QWidget:
        """What is to be done next, and when, or the way to plan it; then the way to the cards."""
        part, row = self._part()
        step = None if view.archived else view.next_step
        if step is not None:
            words, kind = due_words(step, clock.today(), clock.now())
            self._words = str(T("Next step: {title}", title=step.title)), step.title
            self._step = self._ui.label(self._words[0])
            self._step.setAccessibleName(self._words[0])
            row.addWidget(self._step, 1)
            if words:
                row.addWidget(self._ui.pill(words, kind))
        elif not view.archived:
            plan = self._ui.button(T("Plan a next step"), "link", clicked=self.planned.emit)
            row.addWidget(plan)
        if step is None:
            row.addStretch(1)
        tip = T("Next step, consent and people stand above the details")
        more = self._ui.icon_button("chevron_right", tip, clicked=self.wanted.emit, small=True)
        row.addWidget(more)
        return part

    def _part(self) -> tuple[QWidget, QHBoxLayout]:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._ui.m.s2)
        return part, row


def _urgent(
    view: ContactView, overdue: Sequence[DocumentRow], *, is_double: bool
) -> Iterator[Text]:
    if view.archived:
        yield T("This contact is in the bin.")
    if overdue:
        yield late_words(overdue, clock.today())
    if view.draft.consent == REFUSED:
        yield T("Does not want advertising")
    if is_double:
        yield T("This contact may be there twice")
