"""What the cards beside the tabs say, in one line: where the window has no room for the cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from smallcrm.core import clock
from smallcrm.core.text import T, Text
from smallcrm.services.contacts import REFUSED, ContactView
from smallcrm.services.documents import DocumentRow
from smallcrm.ui.contacts.figures_of import late_words
from smallcrm.ui.contacts.next_step_card import due_words
from smallcrm.ui.widgets.factory import Ui


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
        self.setProperty("card", "plain")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(ui.m.s4, ui.m.s1, ui.m.s2, ui.m.s1)
        self._row.setSpacing(ui.m.s3)

    def show_contact(self, view: ContactView, overdue: Sequence[DocumentRow]) -> None:
        """Show the line of *view*; *overdue* are its late invoices."""
        self._shown = view, overdue
        self._fill(is_double=False)

    def show_double(self, *, is_double: bool) -> None:
        """Say whether the contact on screen may be there twice."""
        if self._shown is not None:
            self._fill(is_double=is_double)

    def _fill(self, *, is_double: bool) -> None:
        if self._shown is None:
            return
        view, overdue = self._shown
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        urgent = list(_urgent(view, overdue, is_double=is_double))
        if urgent:
            self._row.addWidget(self._ui.picture("warning", "warning", 16))
            words = " · ".join(map(str, urgent))
            self._row.addWidget(self._ui.label(words, "body_strong", "warning", elide=True), 1)
        for widget, stretch in self._step(view):
            self._row.addWidget(widget, stretch)
        more = self._ui.button(T("Show all"), "link", clicked=self.wanted.emit)
        self._ui.explain(more, T("Next step, consent and people stand above the details"))
        self._row.addWidget(more)

    def _step(self, view: ContactView) -> Iterator[tuple[QWidget, int]]:
        """What is to be done next, and when; or the way to plan it."""
        if view.archived:
            return
        step = view.next_step
        if step is None:
            yield self._ui.label(T("No next step"), "body", "2", elide=True), 1
            yield self._ui.button(T("Plan a next step"), "link", clicked=self.planned.emit), 0
            return
        yield self._ui.label(T("Next step: {title}", title=step.title), elide=True), 1
        words, kind = due_words(step, clock.today(), clock.now())
        if words:
            yield self._ui.pill(words, kind), 0


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
