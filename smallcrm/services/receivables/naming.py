"""What the movements of an account and the ages of debts are called."""

from __future__ import annotations

from collections.abc import Callable

from smallcrm.core.text import T, Text
from smallcrm.services.documents.names import KIND_NAMES
from smallcrm.services.payments import METHODS
from smallcrm.services.receivables.statements import Movement, Unallocated

Say = Callable[[Text], str]

BUCKET_NAMES: tuple[Text, ...] = (
    T("Not due yet"),
    T("{first}–{last} days", first=0, last=30),
    T("{first}–{last} days", first=31, last=60),
    T("{first}–{last} days", first=61, last=90),
    T("Over {days} days", days=90),
)
_MONEY = {"payment": T("Payment"), "refund": T("Refund")}


def title(row: Movement | Unallocated, say: Say = str) -> str:
    """``Invoice 2026-0001``, ``Payment, Bank transfer``: in the language that *say* speaks."""
    if row.kind in KIND_NAMES:
        return f"{say(KIND_NAMES[row.kind])} {row.number}".rstrip()
    method = METHODS.get(row.method)
    parts = (say(_MONEY[row.kind]), say(method) if method else row.method)
    return ", ".join(filter(None, parts))
