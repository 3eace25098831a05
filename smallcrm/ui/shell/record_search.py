"""The palette's look into the data. Loaded with the services, after the first picture."""

from __future__ import annotations

from collections.abc import Mapping

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
            lambda session: contacts.list_rows(
                session, contacts.list_ids(session, search=text)[:_MOST]
            ),
            lambda rows: deliver(_hits(rows)),
        )


def _hits(rows: Mapping[int, ContactRow]) -> list[Hit]:
    found = sorted(rows.values(), key=lambda row: row.name.casefold())
    return [
        Hit(
            row.name,
            row.company or next(iter((*row.phones, *row.emails)), ""),
            icon="company" if row.kind == contacts.COMPANY else "contact",
            address=f"crm://contact/{row.id}",
        )
        for row in found
    ]
