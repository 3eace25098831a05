"""The palette's look into the data. Loaded with the services, after the first picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from smallcrm.services import contacts
from smallcrm.services.contacts import ContactRow
from smallcrm.ui.ops import Ops
from smallcrm.ui.shell import hits
from smallcrm.ui.shell.hits import Deliver, Hit

_MOST = 8


class RecordSearch(QObject):
    """Finds contacts for the palette, by any part of them and by the digits of a number."""

    def __init__(self, ops: Ops, parent: QObject) -> None:
        super().__init__(parent)
        self._ops = ops

    def find(self, prefix: str, text: str, deliver: Deliver) -> None:
        """Look for *text* and hand the hits to *deliver*."""
        if prefix not in (hits.ALL, hits.PEOPLE):
            deliver([])
            return
        self._ops.query(
            self,
            lambda session: _in_order(
                ids := contacts.find_ids(session, text, limit=_MOST),
                contacts.list_rows(session, ids),
            ),
            lambda rows: deliver(_hits(rows)),
        )


def _in_order(ids: Sequence[int], rows: Mapping[int, ContactRow]) -> list[ContactRow]:
    """Those whose names begin like what was typed come first."""
    return [rows[contact_id] for contact_id in ids if contact_id in rows]


def _hits(rows: list[ContactRow]) -> list[Hit]:
    return [
        Hit(
            row.name,
            row.company or next(iter((*row.phones, *row.emails)), ""),
            icon="company" if row.kind == contacts.COMPANY else "contact",
            address=f"crm://contact/{row.id}",
        )
        for row in rows
    ]
