"""What was found out about the file, and the drop-downs to put it right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T, Text
from smallcrm.services.exchange.drafts import FileFacts, Sheet
from smallcrm.ui.importing.words import DELIMITERS, ENCODINGS, KINDS, file_words
from smallcrm.ui.widgets.combo import Combo
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.form_field import FormField

_HEADER_ROWS = 12  # offered; a header further down is found or typed on the command line
_TAB = "\t"
_CARDS = "vcf"  # holds nothing but contacts


class FileCard(QFrame):
    """Kind of file, what it holds, sheet, encoding, delimiter, row of the headings.

    Signals:
        changed: The user says otherwise; carries the name of the option (as in ``ReadOptions``)
            and its value.
    """

    changed = Signal(str, object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("card", "plain")
        self._kind = ui.label("", "body_strong", elide=True)
        self._facts = ui.label("", "caption", "2", wrap=True)
        self._toggle = ui.button(T("Change"), "link", checkable=True)
        self.what = self._combo("what")
        self.sheet = self._combo("sheet")
        self.encoding = self._combo("encoding")
        self.delimiter = self._combo("delimiter")
        self.header_row = self._combo("header_row")
        self._fields = {
            self.what: FormField(ui, T("The file holds"), self.what),
            self.sheet: FormField(ui, T("Sheet"), self.sheet),
            self.encoding: FormField(ui, T("Letters are stored as"), self.encoding),
            self.delimiter: FormField(ui, T("Columns are separated by"), self.delimiter),
            self.header_row: FormField(ui, T("Headings are in"), self.header_row),
        }
        self._more = QWidget()
        self._build()

    def show_facts(self, facts: FileFacts) -> None:
        """Show *facts* without a signal."""
        self._kind.setText(file_words(facts))
        self._fill(self.what, [*KINDS])
        self._choose(self.what, facts.holds)
        self._fill(self.sheet, [(each.name, _sheet_words(each)) for each in facts.sheets])
        self._choose(self.sheet, facts.sheet)
        self._fill(self.encoding, [*ENCODINGS])
        self._choose(self.encoding, _codec(facts.encoding))
        self._fill(self.delimiter, [*DELIMITERS])
        self._choose(self.delimiter, "tab" if facts.delimiter == _TAB else facts.delimiter)
        highest = max(_HEADER_ROWS, facts.header_row or 0)
        rows = [(number, T("Row {row}", row=number)) for number in range(1, highest + 1)]
        self._fill(self.header_row, [(0, T("There are no headings")), *rows])
        self._choose(self.header_row, facts.header_row)
        wanted = {
            self.what: facts.format != _CARDS,
            self.sheet: len(facts.sheets) > 1,
            self.encoding: bool(facts.encoding),
            self.delimiter: bool(facts.delimiter),
            self.header_row: facts.header_row is not None,
        }
        for combo, is_wanted in wanted.items():
            self._fields[combo].setVisible(is_wanted)
        words = [
            combo.currentText()
            for combo, is_wanted in wanted.items()
            if is_wanted and combo is not self.header_row
        ]
        if facts.header_row:
            words.append(str(T("headings in row {row}", row=facts.header_row)))
        self._facts.setText(" · ".join(words))
        self._toggle.setVisible(bool(words))

    def show_options(self, *, shown: bool) -> None:
        """Show the drop-downs, or only the facts."""
        self._toggle.setChecked(shown)

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s4, m.s3, m.s4, m.s3)
        layout.setSpacing(m.s1)
        head = self._ui.row()
        head.addWidget(self._kind, 1)
        head.addWidget(self._toggle)
        layout.addLayout(head)
        layout.addWidget(self._facts)
        fields = QVBoxLayout(self._more)
        fields.setContentsMargins(0, m.s2, 0, m.s1)
        fields.setSpacing(m.s3)
        for field in self._fields.values():
            fields.addWidget(field)
        self._more.hide()
        layout.addWidget(self._more)
        self._toggle.toggled.connect(self._more.setVisible)

    def _combo(self, name: str) -> QComboBox:
        combo = Combo()
        combo.setObjectName(f"import_{name}")
        combo.activated.connect(lambda row: self.changed.emit(name, combo.itemData(row)))
        return combo

    def _fill(self, combo: QComboBox, choices: Sequence[tuple[object, Text | str]]) -> None:
        combo.clear()
        for value, words in choices:
            combo.addItem(str(words), value)

    def _choose(self, combo: QComboBox, value: object) -> None:
        place = combo.findData(value)
        if place < 0 and value:
            combo.addItem(str(value), value)
            place = combo.count() - 1
        combo.setCurrentIndex(place)


def _sheet_words(sheet: Sheet) -> str:
    if sheet.rows is None:
        return sheet.name
    return str(TN("{name}, {count} row", "{name}, {count} rows", sheet.rows, name=sheet.name))


def _codec(name: str) -> str:
    """The codec as it stands in the drop-down: variants with a signature are the same to people."""
    plain = name.casefold().replace("_", "-")
    for head in ("utf-8", "utf-16"):
        if plain.startswith(head):
            return head
    return "iso8859-7" if plain in ("iso-8859-7", "iso8859-7") else plain
