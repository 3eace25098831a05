"""Editors for the fields that the business added: each as its kind asks for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from smallcrm.core import formats
from smallcrm.core.text import T
from smallcrm.services.custom_fields import CHOICE, DATE, NO, NUMBER, YES, YESNO, FieldRow, typed
from smallcrm.ui.forms.autosave import Editor
from smallcrm.ui.forms.saved_fields import DayField
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.line_edit import LineEdit

_NOTHING = ("", "–")


def own_editor(ui: Ui, row: FieldRow) -> Editor:
    """An editor for *row*; what does not fit is refused beside the field."""
    if row.kind == CHOICE:
        return Choice([_NOTHING, *((word, word) for word in row.choices)])
    if row.kind == YESNO:
        return Choice([_NOTHING, (YES, T("Yes")), (NO, T("No"))])
    if row.kind == DATE:
        return DayField(ui)
    return LineEdit(placeholder=formats.number(Decimal("12.5")) if row.kind == NUMBER else "")


def own_value(row: FieldRow, stored: str) -> str | date | None:
    """What the editor of *row* shows for a *stored* value."""
    exact = typed(row.kind, stored)
    if row.kind == DATE:
        return exact if isinstance(exact, date) else None
    return formats.number(exact) if isinstance(exact, Decimal) else stored


def own_text(value: str | date | None) -> str:
    """What an editor says, as the service reads it; empty for nothing."""
    return value.isoformat() if isinstance(value, date) else value or ""
