"""What becomes of the rows in figures, and the choice for those that may be there already."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services.exchange.drafts import CONTACTS, Counts
from smallcrm.services.exchange.importing.deciding import OnDouble
from smallcrm.services.exchange.importing.forecast import Forecast
from smallcrm.ui.counting import count_text
from smallcrm.ui.importing.words import DOUBLES, NEW
from smallcrm.ui.widgets.combo import Combo
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.plain import plain_tooltip

_ARROW = 64  # pixels of a drop-down beside its words, at 100 %
_NAMED = 20  # companies, by name, where the pointer rests


class DoublesCard(QFrame):
    """The figures of the import to come, and the choice when it is needed.

    The first five add up to the rows of the file, and are those of the report afterwards.

    Signals:
        chosen: Something else is to become of the rows that may be there already.
        compared: The user wants to look at the unclear ones side by side.
    """

    chosen = Signal()
    compared = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("card", "plain")
        self._new = _Figure(ui, NEW[CONTACTS])
        self._completed = _Figure(ui, T("Completed"))
        self._same = _Figure(ui, T("There already"))
        self._left_out = _Figure(ui, T("Left out"))
        self._repeated = _Figure(ui, T("Twice in the file"))
        self._unclear = _Figure(ui, T("Unclear"))
        self._companies = _Figure(ui, T("New companies with them"))
        self.choice = Combo()
        self.choice.setObjectName("import_doubles")
        question = T("What becomes of rows that may be there already")
        self._choice_field = FormField(ui, question, self.choice)
        self.compare = ui.button("", "secondary", "merge", clicked=self.compared.emit)
        self._choices = QWidget()
        self._flow = FlowLayout(ui.m.s4)
        self._row = QHBoxLayout(self._choices)
        self._build()

    @property
    def on_double(self) -> OnDouble:
        """What was chosen for rows that may be there already."""
        chosen = self.choice.currentData()
        return OnDouble(chosen)

    def show_counts(self, counts: Counts, holds: str = CONTACTS) -> None:
        """Show what is known from the file alone, while the data is still looked through.

        *holds* says of what: ``contacts``, ``deals`` or ``products``.
        """
        self._new.set_words(NEW[holds])
        for figure in (self._new, self._same):
            figure.show_text("…")
        for figure in (self._completed, self._repeated, self._unclear, self._companies):
            figure.hide()
        self._left_out.show_count(counts.rejected + counts.skipped)
        self._choices.hide()

    def show_forecast(self, forecast: Forecast, decided: int) -> None:
        """Show what the rows are; *decided* of the unclear ones were compared already."""
        report, unclear = forecast.report, forecast.unclear
        self._new.show_count(report.created)
        self._completed.show_count(report.completed, hide_none=True)
        self._same.show_count(report.there)
        self._repeated.show_count(report.repeated, hide_none=True)
        self._left_out.show_count(len(report.left_out))
        self._unclear.show_count(unclear, hide_none=True)
        self._companies.show_count(len(forecast.companies), hide_none=True)
        some = ", ".join(forecast.companies[:_NAMED])
        more = ", …" if len(forecast.companies) > _NAMED else ""
        self._companies.setToolTip(plain_tooltip(some + more))
        self._companies.setAccessibleDescription(some + more)
        if forecast.marks:  # once asked, it can be chosen otherwise
            self._choices.show()
        self.compare.setVisible(bool(forecast.pairs))
        words = TN("Compare {count} unclear row", "Compare {count} unclear rows", unclear)
        if decided:
            words = T("Compared {decided} of {count}", decided=decided, count=unclear)
        self.compare.setText(str(words))
        self.compare.setAccessibleName(str(words))
        self._fit()

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s4, m.s3, m.s4, m.s3)
        layout.setSpacing(m.s3)
        holder = QWidget()
        holder.setLayout(self._flow)
        first = (self._new, self._completed, self._same, self._repeated, self._left_out)
        for figure in (*first, self._companies, self._unclear):
            self._flow.addWidget(figure)
        layout.addWidget(holder)
        for value, words in DOUBLES:
            self.choice.addItem(str(words), value.value)
        self.choice.activated.connect(lambda _at: self.chosen.emit())
        row = self._row
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.s3)
        row.addWidget(self._choice_field, 1)
        row.addWidget(self.compare)
        row.setAlignment(self.compare, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self._choices)
        self._choice_field.label.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """One beneath the other where the drop-down would cut its words beside the button."""
        metrics = self.choice.fontMetrics()
        words = max(metrics.horizontalAdvance(str(words)) for _value, words in DOUBLES)
        needed = words + self._ui.theme.size(_ARROW) + 2 * self._ui.m.s4
        if not self.compare.isHidden():
            needed += self._ui.m.s3 + self.compare.sizeHint().width()
        direction = QHBoxLayout.Direction
        is_narrow = self.width() < needed
        self._row.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)


class _Figure(QWidget):
    """A number and what it counts."""

    def __init__(self, ui: Ui, words: Text) -> None:
        super().__init__()
        self._words = words
        self._number: QLabel = ui.label("", "figure")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._label: QLabel = ui.label(words, "caption", "2")
        layout.addWidget(self._label)
        layout.addWidget(self._number)

    def show_count(self, count: int, *, hide_none: bool = False) -> None:
        """Show *count*; nothing at all when it is none and *hide_none* is said."""
        self.show_text(count_text(count))
        self.setVisible(bool(count) or not hide_none)

    def set_words(self, words: Text) -> None:
        """Say what the number counts."""
        self._words = words
        self._label.setText(str(words))

    def show_text(self, text: str) -> None:
        """Show *text* in place of a number."""
        self._number.setText(text)
        self._number.setAccessibleName(f"{self._words}: {text}")
