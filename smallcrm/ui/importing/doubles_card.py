"""How many rows are new and how many may be there already, and what becomes of those."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services.exchange.doubles import Forecast
from smallcrm.services.exchange.drafts import Counts
from smallcrm.services.exchange.write import OnDouble
from smallcrm.ui.counting import count_text
from smallcrm.ui.importing.words import DOUBLES
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.form_field import FormField


class DoublesCard(QFrame):
    """Five figures, and the choice when it is needed.

    Signals:
        compared: The user wants to look at the unclear ones side by side.
    """

    compared = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("card", "plain")
        self._new = _Figure(ui, T("New"))
        self._same = _Figure(ui, T("There already"))
        self._unclear = _Figure(ui, T("Unclear"))
        self._repeated = _Figure(ui, T("Twice in the file"))
        self._left_out = _Figure(ui, T("Left out"))
        self.choice = QComboBox()
        self.choice.setObjectName("import_doubles")
        self._choice_field = FormField(ui, "", self.choice)
        self.compare = ui.button("", "secondary", "merge", clicked=self.compared.emit)
        self._choices = QWidget()
        self._build()

    @property
    def on_double(self) -> OnDouble:
        """What was chosen for rows that may be there already."""
        chosen = self.choice.currentData()
        return OnDouble(chosen)

    def show_counts(self, counts: Counts) -> None:
        """Show what is known from the file alone, while the data is still looked through."""
        for figure in (self._new, self._same):
            figure.show_text("…")
        self._unclear.hide()
        self._repeated.hide()
        self._left_out.show_count(counts.rejected + counts.skipped)
        self._choices.hide()

    def show_forecast(self, forecast: Forecast, decided: int) -> None:
        """Show what the rows are; *decided* of the unclear ones were compared already."""
        self._new.show_count(forecast.new)
        self._same.show_count(forecast.same)
        self._unclear.show_count(len(forecast.unclear), hide_none=True)
        self._repeated.show_count(forecast.repeated, hide_none=True)
        self._choices.setVisible(forecast.has_doubles)
        known = forecast.same + forecast.repeated
        self._choice_field.label.setText(str(_question(known)))
        self.choice.setAccessibleName(str(_question(known)))
        unclear = len(forecast.unclear)
        self.compare.setVisible(bool(forecast.pairs))
        words = TN("Compare {count} unclear row", "Compare {count} unclear rows", unclear)
        if decided:
            words = T("Compared {decided} of {count}", decided=decided, count=unclear)
        self.compare.setText(str(words))
        self.compare.setAccessibleName(str(words))

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s4, m.s3, m.s4, m.s3)
        layout.setSpacing(m.s3)
        figures = QHBoxLayout()
        figures.setSpacing(m.s4)
        for figure in (self._new, self._same, self._unclear, self._repeated, self._left_out):
            figures.addWidget(figure, 1)
        layout.addLayout(figures)
        for value, words in DOUBLES:
            self.choice.addItem(str(words), value.value)
        row = QHBoxLayout(self._choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.s3)
        row.addWidget(self._choice_field, 1)
        row.addWidget(self.compare)
        row.setAlignment(self.compare, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self._choices)


class _Figure(QWidget):
    """A number and what it counts."""

    def __init__(self, ui: Ui, words: Text) -> None:
        super().__init__()
        self._words = words
        self._number: QLabel = ui.label("", "figure")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(ui.label(words, "caption", "2"))
        layout.addWidget(self._number)

    def show_count(self, count: int, *, hide_none: bool = False) -> None:
        """Show *count*; nothing at all when it is none and *hide_none* is said."""
        self.show_text(count_text(count))
        self.setVisible(bool(count) or not hide_none)

    def show_text(self, text: str) -> None:
        """Show *text* in place of a number."""
        self._number.setText(text)
        self._number.setAccessibleName(f"{self._words}: {text}")


def _question(known: int) -> Text:
    if not known:
        return T("What becomes of rows that may be there already")
    return TN(
        "What becomes of the {count} row that is there already",
        "What becomes of the {count} rows that are there already",
        known,
    )
