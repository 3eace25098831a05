"""What stays as it is when a step is taken back, in words."""

from __future__ import annotations

from collections.abc import Sequence

from smallcrm.core.text import TN, Text
from smallcrm.services import contacts
from smallcrm.ui.ops import Ops

_NAMED = 10  # contacts that are called by their names


def kept_words(ops: Ops, ids: Sequence[int]) -> Text | None:
    """That the contacts *ids* stay, the first of them by name; None where there are none."""
    if not ids:
        return None
    rows = ops.read(lambda session: contacts.list_rows(session, ids[:_NAMED]))
    names = ", ".join(row.name for row in rows.values())
    return TN(
        "{count} contact stays, because it was changed or used since: {names}",
        "{count} contacts stay, because they were changed or used since: {names}",
        len(ids),
        names=names + (", …" if len(ids) > _NAMED else ""),
    )
