"""What the cards beside the tabs say, in one line: where the window has no room for the cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.text import T, Text
from smallcrm.services.contacts import REFUSED, ContactView
from smallcrm.services.documents import DocumentRow
from smallcrm.ui.contacts.figures_of import late_words
from smallcrm.ui.contacts.next_step_card import due_words
from smallcrm.ui.widgets.factory import Ui


class BriefLine(QFrame):
    """What is urgent, then the next step, then the way to the cards; two lines where it is long.

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
        room = (self.width() - margins.left() - margins.right()) // max(len(self._parts), 1)
        is_long = any(part.sizeHint().width() > room for part in self._parts)
        self._rows.setDirection(direction.TopToBottom if is_long else direction.LeftToRight)

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
            label = self._ui.label(T("Next step: {title}", title=step.title), elide=True)
            row.addWidget(label, 1)
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
