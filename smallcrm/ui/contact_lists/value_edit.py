"""An editor for one value, as the field asks for it: words, a number, a day, one of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services import custom_fields
from smallcrm.services.custom_fields import CHOICE, DATE, NUMBER, YESNO, FieldRow
from smallcrm.services.segments import rules
from smallcrm.services.segments.rules import CUSTOM, kind_of
from smallcrm.ui.contact_lists import words
from smallcrm.ui.forms.choices import currency_choice
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.known_words import KnownWords

_MONTHS = range(1, 13)


class FieldSpec(NamedTuple):
    """A field that one can ask for or set.

    Attributes:
        kind: One of those of ``services.segments.rules``.
        choices: What it can be, and how that is called; empty where one types.
        known: What is offered while one types.
    """

    key: str
    title: str
    kind: str
    choices: Mapping[str, str]
    known: Sequence[str] = ()


def list_specs(fields: Sequence[FieldRow], tags: Sequence[str] = ()) -> list[FieldSpec]:
    """All fields to filter by; those of one's own are *fields*, *tags* those that there are."""
    kinds, choices = rules.FIELDS, words.ONE_OF
    own = [
        FieldSpec(
            key,
            str(title),
            kinds[key],
            _named(choices.get(key, {})),
            tags if kinds[key] == rules.TAG else (),
        )
        for key, title in words.FIELDS.items()
    ]
    return own + [spec_of(field) for field in fields]


def spec_of(field: FieldRow) -> FieldSpec:
    """A field of one's own."""
    choices: dict[str, str] = {}
    if field.kind == CHOICE:
        choices = {word: word for word in field.choices}
    elif field.kind == YESNO:
        choices = {custom_fields.YES: str(T("Yes")), custom_fields.NO: str(T("No"))}
    key = f"{CUSTOM}{field.uid}"
    return FieldSpec(key, field.name, kind_of(key, {field.uid: field.kind}), choices)


class ValueEdit(QWidget):
    """Shows the editor that fits; its value is text as conditions have it.

    Signals:
        changed: Something else is typed or chosen.
        entered: Enter was pressed.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        self._editor: QLineEdit | Choice | None = None
        self._currency: Choice | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    def show_for(self, spec: FieldSpec, operator: str, currency: str = "") -> None:
        """Take the form that *operator* asks for; *currency* is offered first for amounts."""
        self._clear()
        self._kind = DATE if operator in {rules.BEFORE, rules.AFTER} else ""
        if operator in rules.WITHOUT_VALUE:
            return
        if operator == rules.MONTH:
            months = [(str(n), _month(n)) for n in _MONTHS]
            self._put(Choice(months), spec.title)
        elif spec.choices:
            self._put(Choice(list(spec.choices.items())), spec.title)
        else:
            if operator not in rules.IN_DAYS and spec.kind in {rules.MONEY, rules.NUMBER}:
                self._kind = NUMBER
            self._put(QLineEdit(), spec.title)
            self.offer(spec.known)
        if spec.kind == rules.MONEY:
            self._currency = currency_choice()
            self._currency.set_value(currency)
            self._currency.setAccessibleName(str(T("Currency")))
            self._currency.committed.connect(lambda _code: self.changed.emit())
            self._add(self._currency)

    @property
    def value(self) -> str:
        """As conditions have it: numbers and days in the form that they are kept in."""
        if isinstance(self._editor, Choice):
            return self._editor.value()
        typed = self._editor.text().strip() if self._editor is not None else ""
        if self._kind and typed:
            return custom_fields.stored(self._kind, typed) or typed
        return typed

    @property
    def currency(self) -> str:
        """Of an amount; empty elsewhere."""
        return self._currency.value() if self._currency is not None else ""

    def set_value(self, value: str, currency: str = "") -> None:
        """Show *value*, without a signal."""
        if isinstance(self._editor, Choice):
            self._editor.set_value(value)
        elif self._editor is not None:
            shown = custom_fields.shown(self._kind, value) if self._kind and value else value
            with QSignalBlocker(self._editor):
                self._editor.setText(shown)
        if self._currency is not None and currency:
            self._currency.set_value(currency)

    def offer(self, known: Sequence[str]) -> None:
        """Complete what is typed with one of *known*."""
        if isinstance(self._editor, QLineEdit) and known:
            KnownWords(self._editor, known)

    def start(self) -> None:
        """Put the keyboard into the editor."""
        if self._editor is not None:
            self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put(self, editor: QLineEdit | Choice, name: str) -> None:
        editor.setAccessibleName(name)
        self._editor = editor
        if isinstance(editor, Choice):
            editor.committed.connect(lambda _key: self.changed.emit())
        else:
            editor.textChanged.connect(lambda _text: self.changed.emit())
            editor.returnPressed.connect(self.entered)
            if self._kind == DATE:
                editor.setPlaceholderText(formats.short_day(clock.today()))
        self._add(editor, 1)

    def _add(self, editor: QWidget, stretch: int = 0) -> None:
        """Show *editor* at once: a layout alone would do so later, and Tab would pass it by."""
        self._row.addWidget(editor, stretch)
        editor.show()

    def _clear(self) -> None:
        for widget in (self._editor, self._currency):
            if widget is not None:
                self._row.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._editor = self._currency = None


def _month(number: int) -> str:
    """The name of a month alone."""
    return formats.month_name(number)


def _named(choices: Mapping[str, object]) -> dict[str, str]:
    return {key: str(title) for key, title in choices.items()}
