"""Editors for the fields that the business added: each as its kind asks for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services.custom_fields import CHOICE, DATE, NO, NUMBER, YES, YESNO, FieldRow, typed
from smallcrm.ui.forms.autosave import Editor
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.line_edit import LineEdit

_NOTHING = ("", "–")


def own_editor(row: FieldRow) -> Editor:
    """An editor for *row*; what does not fit is refused by the service, beside the field."""
    if row.kind == CHOICE:
        return Choice([_NOTHING, *((word, word) for word in row.choices)])
    if row.kind == YESNO:
        return Choice([_NOTHING, (YES, T("Yes")), (NO, T("No"))])
    example = {NUMBER: formats.number(Decimal("12.5")), DATE: formats.short_day(clock.today())}
    return LineEdit(placeholder=example.get(row.kind, ""))


def own_value(row: FieldRow, stored: str) -> str:
    """What the editor of *row* shows for a *stored* value."""
    if row.kind not in {NUMBER, DATE} or not stored:
        return stored
    exact = typed(row.kind, stored)
    if isinstance(exact, Decimal):
        return formats.number(exact)
    return formats.short_day(exact) if isinstance(exact, date) else stored
