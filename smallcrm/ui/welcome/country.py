"""The country that was guessed, what follows from it, and the choice of another."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from smallcrm.core import clock, formats
from smallcrm.core.phones import calling_code
from smallcrm.core.text import T
from smallcrm.services import settings
from smallcrm.ui.forms.choices import offer_countries
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice

_COUNTRY = T("Country")


class HomeCountry(QObject):
    """Fills *choice* and *told*, which stand on the page before the file can be read."""

    def __init__(self, context: Context, choice: Choice, told: QLabel) -> None:
        super().__init__(choice)
        self._context = context
        self._choice = choice
        self._told = told
        offer_countries(choice)
        choice.is_patient = True
        choice.setEnabled(True)
        choice.committed.connect(self._on_chosen)
        self.show()

    def show(self) -> None:
        """Say which country it is, and what the file has on account of it."""
        business, rate = self._context.ops.read(_what_follows)
        self._choice.set_value(business.country)
        code = calling_code(business.country) or "–"
        if rate is None:
            told = T(
                "The country sets the currency ({currency}) and the code of telephone numbers "
                "({code}). Its tax rates are not known here: add them in the settings.",
                currency=business.currency,
                code=code,
            )
        else:
            told = T(
                "The country sets the currency ({currency}), the usual tax rate ({rate}) and the "
                "code of telephone numbers ({code}).",
                currency=business.currency,
                rate=formats.percent(rate.rate),
                code=code,
            )
        self._told.setText(str(told))

    def _on_chosen(self, code: str) -> None:
        self._context.ops.write(
            self._choice,
            T("Change in the settings: {field}", field=_COUNTRY),
            partial(settings.change, values={"country": code}),
            done=lambda _none: self._context.say(T("Saved: {field}", field=_COUNTRY), undo=True),
            failed=self._on_failed,
        )

    def _on_failed(self, error: BaseException) -> None:
        self.show()
        self._context.fail(self._choice, error)


def _what_follows(session: Any) -> tuple[settings.Business, settings.TaxRateRow | None]:
    """The business, and the usual rate of its country; None where no rates are known of it."""
    business, taken = settings.get_business(session), settings.taken_set(session)
    is_known = taken is None or bool(taken.country)
    return business, settings.rate_on(session, clock.today()) if is_known else None
