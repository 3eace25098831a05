"""The palette's look into the data. Loaded with the services, after the first picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, products
from smallcrm.services.contacts import ContactRow
from smallcrm.services.documents import DocumentRow
from smallcrm.services.products import ProductRow
from smallcrm.ui.documents import addresses, words
from smallcrm.ui.ops import Ops
from smallcrm.ui.shell import hits
from smallcrm.ui.shell.hits import Deliver, Hit

_MOST = 8  # of a kind, where nothing else is looked for
_FEW = 4  # of a kind, beside the others
_CUSTOMERS = 50  # whose documents are looked for


class RecordSearch(QObject):
    """Finds contacts by any part of them, documents by number and customer, products by name."""

    def __init__(self, ops: Ops, parent: QObject) -> None:
        super().__init__(parent)
        self._ops = ops

    def find(self, prefix: str, text: str, deliver: Deliver) -> None:
        """Look for *text* and hand the hits to *deliver*."""
        self._ops.query(self, lambda session: _find(session, prefix, text), deliver)


def _find(session: Any, prefix: str, text: str) -> list[Hit]:
    """Contacts, then documents, then products; with a prefix those it stands for."""
    customers = contacts.find_ids(session, text, limit=_CUSTOMERS)
    found: list[Hit] = []
    if prefix in (hits.ALL, hits.PEOPLE):
        ids = customers[:_MOST]
        found += map(_contact, _in_order(ids, contacts.list_rows(session, ids)))
    if prefix in (hits.ALL, hits.NUMBERS):
        most = _MOST if prefix else _FEW
        ids = documents.find_ids(session, text, customers=customers, limit=most)
        found += map(_document, _in_order(ids, documents.list_rows(session, ids)))
    if prefix == hits.ALL:
        found += map(_product, products.complete(session, text, _FEW))
    return found


def _in_order(ids: Sequence[int], rows: Mapping[int, Any]) -> list[Any]:
    return [rows[row_id] for row_id in ids if row_id in rows]


def _contact(row: ContactRow) -> Hit:
    return Hit(
        row.name,
        row.company or next(iter((*row.phones, *row.emails)), ""),
        icon="company" if row.kind == contacts.COMPANY else "contact",
        address=f"crm://contact/{row.id}",
    )


def _document(row: DocumentRow) -> Hit:
    draft = T("{kind}, draft", kind=words.KINDS[row.kind])
    status, _kind = words.status(row.status, row.due_date, clock.today())
    more = (row.customer, formats.money(row.total, row.currency), status if row.number else "")
    return Hit(
        words.title(row.kind, row.number) if row.number else str(draft),
        "  ·  ".join(part for part in more if part),
        icon="invoice" if row.kind == documents.INVOICE else "documents",
        address=addresses.of(row.id),
    )


def _product(row: ProductRow) -> Hit:
    return Hit(row.name, row.code, icon="products", address=f"crm://product/{row.id}")
