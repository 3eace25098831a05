"""The usual rates of a country: which set it is, of which day, and how to take another."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from smallcrm.core import countries, formats
from smallcrm.core.text import T
from smallcrm.services import settings
from smallcrm.services.settings import TakenSet
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField

_OTHER = "*"  # the set of no country in particular: a Choice has no empty key to find


class TaxSetCard(QWidget):
    """A choice of countries; the day that stands beneath belongs to the one that is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        ui = context.ui
        self._taken: TakenSet | None = None
        self.country = Choice(_countries())
        self.told: QLabel = ui.label("", "body", "2", wrap=True)
        self.take = ui.button(T("Take these rates"), clicked=self._on_take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(ui.m.s2)
        row = ui.row(ui.m.s2)
        field = FormField(ui, T("Usual rates of a country"), self.country, name="tax_set")
        row.addWidget(field, 1)
        layout.addLayout(row)
        layout.addWidget(self.told)
        buttons = ui.row()
        buttons.addWidget(self.take)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.country.committed.connect(lambda _key: self._tell())

    def reload(self) -> None:
        """Read again which set the list came of."""
        self._taken, business = self._context.ops.read(
            lambda session: (settings.taken_set(session), settings.get_business(session))
        )
        country = business.country if self._taken is None else self._taken.country
        self.country.set_value(settings.tax_set(country).country or _OTHER)
        self._tell()

    def _tell(self) -> None:
        found = settings.tax_set(self._key())
        day = formats.day(found.as_of)
        words = T(
            "As of {day}; rates change, so compare them with what your tax office says.", day=day
        )
        if self._taken == TakenSet(found.country, found.as_of):
            words = T(
                "The list below is this set as of {day}; rates change, so compare them with what"
                " your tax office says.",
                day=day,
            )
        self.told.setText(str(words))

    def _key(self) -> str:
        return self.country.value().replace(_OTHER, "")

    def _on_take(self) -> None:
        name = self.country.currentText()
        self._context.ops.write(
            self,
            T("Take the tax rates of {country}", country=name),
            partial(settings.take_tax_set, country=self._key()),
            lambda _count: self._context.say(
                T("The list has the rates of {country} now.", country=name), undo=True
            ),
        )


def _countries() -> list[tuple[str, str]]:
    named = [(code, countries.name_of(code)) for code in settings.set_countries() if code]
    return [*sorted(named, key=lambda pair: pair[1]), (_OTHER, str(T("Another country")))]
