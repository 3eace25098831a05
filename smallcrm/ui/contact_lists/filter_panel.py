"""The filter panel: rows of field, question and value; all or any; keep it under a name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T
from smallcrm.services.segments import Condition, Rules, rules
from smallcrm.ui.contact_lists import words
from smallcrm.ui.contact_lists.value_edit import FieldSpec, ValueEdit
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.fitting_area import FittingArea
from smallcrm.ui.widgets.tab_order import chain

_PAUSE = 250  # milliseconds without a key before the list is asked again
_WIDEST = 900


class ConditionRow(QWidget):
    """One condition.

    Signals:
        changed: It asks something else.
        removed: It is to go.
        made_anew: The editor of its value is another one.
    """

    changed = Signal()
    removed = Signal()
    made_anew = Signal()

    def __init__(self, ui: Ui, specs: Sequence[FieldSpec], condition: Condition, currency: str):
        super().__init__()
        self._specs = {spec.key: spec for spec in specs}
        self._currency = currency
        self.field = Choice([(spec.key, spec.title) for spec in specs])
        self.operator = Choice([])
        self.value = ValueEdit()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ui.m.s2)
        self.field.setAccessibleName(str(T("Field")))
        self.operator.setAccessibleName(str(T("Question")))
        for widget, share in ((self.field, 3), (self.operator, 3), (self.value, 4)):
            layout.addWidget(widget, share)
        remove = ui.icon_button("close", T("Remove this condition"), clicked=self.removed.emit)
        layout.addWidget(remove)
        self._show(condition)
        self.field.committed.connect(self._on_field)
        self.operator.committed.connect(self._on_operator)
        self.value.changed.connect(self.changed)

    @property
    def condition(self) -> Condition:
        """What it asks now, complete or not."""
        value = self.value.value
        return Condition(self.field.value(), self.operator.value(), value, self.value.currency)

    def _show(self, condition: Condition) -> None:
        self.field.set_value(condition.field)
        self._offer_operators()
        if condition.operator:
            self.operator.set_value(condition.operator)
        self._fit_value()
        self.value.set_value(condition.value, condition.currency)

    def _spec(self) -> FieldSpec:
        key = self.field.value()
        return self._specs.get(key) or FieldSpec(key, key, rules.WORDS, {})

    def _offer_operators(self) -> None:
        kind = self._spec().kind
        self.operator.clear()
        for name in rules.OPERATORS[kind]:
            self.operator.addItem(str(words.operator(kind, name)), name)

    def _fit_value(self) -> None:
        self.value.show_for(self._spec(), self.operator.value(), self._currency)
        self.made_anew.emit()

    def _on_field(self, _key: str) -> None:
        self._offer_operators()
        self._fit_value()
        self.changed.emit()

    def _on_operator(self, _name: str) -> None:
        before = self.value.value
        self._fit_value()
        self.value.set_value(before)
        self.changed.emit()


class FilterPanel(QFrame):
    """Says what is asked while one types.

    Signals:
        asked: Other conditions are to be met; carries ``Rules`` (only complete conditions).
        saved: Keep this under a name; carries the name and the rules.
        frozen: Keep who is found now under a name; carries the name.
        closed: The panel is to go.
    """

    asked = Signal(object)
    saved = Signal(str, object)
    frozen = Signal(str)
    closed = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._specs: Sequence[FieldSpec] = ()
        self._custom: dict[str, str] = {}
        self._currency = ""
        self._rows: list[ConditionRow] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(lambda: self.asked.emit(self.rules))
        self.match = Choice([(rules.ALL, T("All are true")), (rules.ANY, T("One is enough"))])
        self.name = QLineEdit()
        self.count = ui.label("", "caption_strong", "2")
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._area = FittingArea(inside)
        self._build()

    @property
    def rules(self) -> Rules:
        """The conditions that are complete."""
        made = [row.condition for row in self._rows]
        sound = tuple(one for one in made if rules.is_sound(one, self._custom))
        return Rules(sound, self.match.value())

    def set_fields(self, specs: Sequence[FieldSpec], custom: dict[str, str], currency: str) -> None:
        """Offer *specs*; *custom* as for ``rules.kind_of``, *currency* for amounts."""
        self._specs, self._custom, self._currency = specs, custom, currency

    def show_rules(self, found: Rules, name: str = "") -> None:
        """Show these conditions, or one that is still to be filled in."""
        self._clear()
        self.match.set_value(found.match)
        self.name.setText(name)
        for condition in found.conditions or (Condition("tag", rules.IS),):
            self._add(condition)
        self._rows[0].value.start()
        self._area.verticalScrollBar().setValue(0)

    def tell_count(self, count: int) -> None:
        """So many contacts are found."""
        self.count.setText(str(TN("{count} contact", "{count} contacts", count)))

    def tell_begun(self) -> None:
        """How many are found is not known yet."""
        self.count.setText("…")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        ui, m = self._ui, self._ui.m
        self.setProperty("card", "plain")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s4, m.s3, m.s4, m.s3)
        layout.setSpacing(m.s3)
        head = ui.row()
        head.addWidget(ui.label(T("Filter"), "subtitle"))
        self.match.setAccessibleName(str(T("How many conditions must be true")))
        self.match.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.match.committed.connect(lambda _key: self._pause.start())
        head.addWidget(self.match)
        head.addStretch(1)
        head.addWidget(self.count)
        close = ui.icon_button("close", T("Close the filter"), clicked=self.closed.emit)
        self._head = (self.match, close)
        head.addWidget(close)
        layout.addLayout(head)
        self._lines.setSpacing(m.s2)
        layout.addWidget(self._area)
        layout.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        ui = self._ui
        foot = ui.row()
        add = ui.button(T("Add a condition"), "ghost", "plus", clicked=self._on_add)
        save = ui.button(T("Save"), "secondary", "filter", clicked=self._on_save)
        freeze = ui.button(T("Freeze"), "secondary", "pin", clicked=self._on_freeze)
        self._foot = (add, self.name, save, freeze)
        foot.addWidget(add)
        foot.addStretch(1)
        self.name.setPlaceholderText(str(T("Name of the filter")))
        self.name.setAccessibleName(str(T("Name of the filter")))
        self.name.returnPressed.connect(self._on_save)
        foot.addWidget(self.name, 1)
        ui.explain(save, T("Keep these conditions as a filter over the list"))
        ui.explain(freeze, T("Keep who is found now, whatever changes later"))
        for button in (save, freeze):
            foot.addWidget(button)
        return foot

    def _add(self, condition: Condition) -> ConditionRow:
        row = ConditionRow(self._ui, self._specs, condition, self._currency)
        row.changed.connect(self._pause.start)
        row.value.entered.connect(self._at_once)
        row.removed.connect(lambda: self._remove(row))
        row.made_anew.connect(self._chain)
        self._rows.append(row)
        self._lines.addWidget(row)
        self._chain()
        return row

    def _chain(self) -> None:
        """Tab goes through the conditions from the top: new ones come where they are seen."""
        chain(*self._head, *self._rows, *self._foot)

    def _on_add(self) -> None:
        row = self._add(Condition("city", rules.IS))
        row.field.setFocus(Qt.FocusReason.TabFocusReason)
        # as soon as the area knows how high it is now
        QTimer.singleShot(0, row, lambda: self._area.ensureWidgetVisible(row, 0, 0))

    def _remove(self, row: ConditionRow) -> None:
        self._rows.remove(row)
        self._drop(row)
        if not self._rows:
            self._add(Condition("tag", rules.IS))
        self._pause.start()

    def _clear(self) -> None:
        for row in self._rows:
            self._drop(row)
        self._rows.clear()

    def _drop(self, row: ConditionRow) -> None:
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _at_once(self) -> None:
        self._pause.stop()
        self.asked.emit(self.rules)

    def _on_save(self) -> None:
        self.saved.emit(self.name.text(), self.rules)

    def _on_freeze(self) -> None:
        self.frozen.emit(self.name.text())
