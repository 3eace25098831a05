"""Issued documents chained by their hashes, so that a change by force is found.

Each hash is SHA-256 over the hash of the document issued before it in the series and its own
content, in a written form that never depends on how the database returns it. The chain proves
that the file fits together; who rewrites all of it is found only by an outside copy of the last
hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from smallcrm.core.text import T, Text
from smallcrm.models import (
    Blob,
    Document,
    DocumentAdjustment,
    DocumentLine,
    DocumentTax,
    Series,
)
from smallcrm.services.documents.draft_rows import dump
from smallcrm.services.documents.json_form import number_to_json

# The written form, version 1. A column added later belongs to a later version: what was hashed
# once is hashed the same way for ever.
_VERSION = 1
_DOCUMENT = (
    ("uid", "kind", "period", "counter", "number", "date", "tax_date", "due_days", "due_date"),
    ("valid_until", "delivery_date", "currency", "language", "prices_include_tax"),
    ("customer_name", "sum_lines", "discount_total", "charge_total", "total_without_tax"),
    ("tax_total", "total", "prepaid", "rounding", "due", "note", "terms", "details"),
    ("seller", "buyer", "issued_at", "pdf_sha256"),
)
_LINE = (
    ("position", "item_code", "description", "quantity", "unit", "price", "price_per"),
    ("discount_percent", "tax_category", "tax_rate", "exemption_reason", "exemption_code"),
    ("net", "gross"),
)
_ADJUSTMENT = (("kind", "position", "amount", "percent", "reason", "tax_category", "tax_rate"),)
_TAX = (("position", "category", "rate", "base", "tax", "exemption_reason"),)
_PARTS: Mapping[Any, Any] = {
    table: select(table.__table__)
    .where(table.document_id.in_(bindparam("documents", expanding=True)))
    .order_by(table.id)
    for table in (DocumentLine, DocumentAdjustment, DocumentTax)
}
_CHUNK = 200  # documents whose lines and printed forms are in memory at once


class Broken(NamedTuple):
    """A document that is not as it was issued; *id* is None for one that is gone."""

    id: int | None
    number: str
    reason: Text


class _Parts:
    """The lines, discounts, charges and taxes of some documents."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        self._lines = _by_document(session, DocumentLine, ids)
        self._adjustments = _by_document(session, DocumentAdjustment, ids)
        self._taxes = _by_document(session, DocumentTax, ids)

    def written(self, document_id: int) -> dict[str, Any]:
        """Everything that belongs to one document, in its order, without ids."""
        lines = sorted(self._lines.get(document_id, ()), key=lambda row: row.position)
        places = {row.id: row.position for row in lines}
        return {
            "lines": [_values(row, _LINE) for row in lines],
            "adjustments": sorted(
                (
                    [places.get(row.line_id, -1), *_values(row, _ADJUSTMENT)]
                    for row in self._adjustments.get(document_id, ())
                ),
                key=lambda values: values[:3],
            ),
            "taxes": sorted(_values(row, _TAX) for row in self._taxes.get(document_id, ())),
        }


def link(session: Session, document: Document, series: Series) -> None:
    """Give *document*, complete but for its hashes, its place at the end of the chain."""
    document.previous_hash = series.last_hash
    parts = _Parts(session, [document.id]).written(document.id)
    document.content_hash = _digest(document, series, parts)
    series.last_hash = document.content_hash


def verify(session: Session) -> list[Broken]:
    """Recompute every hash of the file; return what is not as it was issued."""
    return [
        broken
        for series in session.scalars(select(Series).order_by(Series.id))
        for broken in _verify_series(session, series)
    ]


def stored_pdf(session: Session, sha256: str) -> bytes | None:
    """The printed form kept under *sha256*; None when it is gone or was changed."""
    data = session.scalar(select(Blob.data).where(Blob.sha256 == sha256))
    return data if data is not None and hashlib.sha256(data).hexdigest() == sha256 else None


def _verify_series(session: Session, series: Series) -> Iterator[Broken]:
    issued = select(Document).where(
        Document.series_id == series.id, Document.issued_at.is_not(None)
    )
    rows = {
        row.id: (row.previous_hash, row.content_hash, row.number or "")
        for row in session.scalars(issued.order_by(Document.id).execution_options(yield_per=_CHUNK))
    }
    yield from _verify_order(rows, series)
    ids = list(rows)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        parts = _Parts(session, chunk)
        for document in session.scalars(select(Document).where(Document.id.in_(chunk))):
            if _digest(document, series, parts.written(document.id)) != document.content_hash:
                yield _broken(document, T("It is not as it was issued."))
            if stored_pdf(session, document.pdf_sha256) is None:
                yield _broken(document, T("Its printed form is missing or was changed."))
        session.expire_all()


def _verify_order(rows: dict[int, tuple[str, str, str]], series: Series) -> Iterator[Broken]:
    """Walk the chain from its start; name what it does not reach."""
    following = {previous: (row_id, own) for row_id, (previous, own, _) in rows.items()}
    reached: set[int] = set()
    last = ""
    while last in following and following[last][0] not in reached:
        row_id, last = following[last]
        reached.add(row_id)
    for row_id, (_, _, number) in rows.items():
        if row_id not in reached:
            yield Broken(row_id, number, T("It does not follow the document issued before it."))
    if last != series.last_hash and len(reached) == len(rows):
        yield Broken(None, series.pattern, T("The last documents of the series are missing."))


def _digest(document: Document, series: Series, parts: dict[str, Any]) -> str:
    content = dump(
        {
            "version": _VERSION,
            "series": series.uid,
            "document": _values(document, _DOCUMENT),
            **parts,
        }
    )
    return hashlib.sha256(f"{document.previous_hash}\n{content}".encode()).hexdigest()


def _values(row: Any, columns: Sequence[Sequence[str]]) -> list[Any]:
    return [_written(getattr(row, name)) for names in columns for name in names]


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number_to_json(value)
    if isinstance(value, date):  # instants too
        return value.isoformat()
    return value


def _by_document(session: Session, table: Any, ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in session.execute(_PARTS[table], {"documents": ids}):
        found.setdefault(row.document_id, []).append(row)
    return found


def _broken(document: Document, reason: Text) -> Broken:
    return Broken(document.id, document.number or "", reason)
