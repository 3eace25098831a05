"""A document's draft and its sums in the tables, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.money import Money
from smallcrm.models import Document, DocumentAdjustment, DocumentLine, DocumentTax
from smallcrm.services.documents.drafts import (
    Adjustment,
    DocumentDraft,
    GroupAmount,
    LineDraft,
    LineTotals,
    PartyDraft,
    TaxGroup,
    Totals,
)
from smallcrm.services.documents.json_form import number_to_json, party_to_json

_OWN = ("kind", "customer_id", "tax_date", "due_days", "valid_until", "delivery_date")
_WORDS = ("currency", "language", "prices_include_tax", "note", "terms")
# Kept together as JSON: few documents have them, and nothing is looked up by them.
_RARE = (
    "exemption_reason",
    "delivery_country",
    "tax_currency",
    "buyer_reference",
    "order_reference",
    "type_code",
)
_SUMS = (
    ("sum_lines", "discount_total", "charge_total", "total_without_tax"),
    ("tax_total", "total", "prepaid", "rounding", "due"),
)
_LINE = (
    ("product_id", "item_code", "description", "quantity", "unit", "price", "price_per"),
    ("discount_percent", "tax_category", "tax_rate", "exemption_reason", "exemption_code"),
)
_ADJUSTMENT = ("amount", "percent", "reason", "tax_category", "tax_rate")
DISCOUNT, CHARGE = "discount", "charge"
# Put together once: it takes as long as running them.
_ROWS: Mapping[Any, Any] = {
    table: select(table.__table__)
    .where(table.document_id == bindparam("document"))
    .order_by(table.position)
    for table in (DocumentLine, DocumentAdjustment, DocumentTax)
}


class Stored(NamedTuple):
    """What the rows of a document say."""

    draft: DocumentDraft
    totals: Totals


def write(
    session: Session,
    document: Document,
    draft: DocumentDraft,
    totals: Totals,
    stored: Stored | None = None,
) -> None:
    """Make the rows of *document*, lines and tax table say what *draft* and *totals* say.

    Lines that stay as they are, are not touched: the journal notes only what changed.

    Args:
        session: Of the writing transaction.
        document: A new row, or that of a draft.
        draft: What it is to say.
        totals: The sums of *draft*.
        stored: What it says until now, where the caller knows.
    """
    if stored is None and document in session:
        stored = load(session, document)
    is_same = stored is not None and _parts(*stored) == _parts(draft, totals)
    for name in (*_OWN, *_WORDS):
        setattr(document, name, getattr(draft, name))
    for name in (*_SUMS[0], *_SUMS[1]):
        setattr(document, name, _minor(getattr(totals, name), totals))
    document.date = draft.date or clock.today()
    document.updated_at = clock.now()
    document.buyer = dump(party_to_json(draft.customer) if draft.customer else {})
    document.details = dump(_details(draft, totals))
    session.add(document)
    if is_same:
        return  # the row itself is written with whatever else the caller changes in it
    session.flush()
    for table in (DocumentAdjustment, DocumentLine, DocumentTax):
        session.execute(delete(table).where(table.document_id == document.id))
    _write_lines(session, document.id, draft, totals)
    _write_taxes(session, document.id, totals)
    session.flush()


def read(session: Session, document: Document) -> DocumentDraft:
    """The draft that *document* was made of; of an issued one, what was issued."""
    return load(session, document).draft


def load(session: Session, document: Document) -> Stored:
    """What *document* says, and its sums as they were stored, never computed anew."""
    details = json.loads(document.details)
    lines = _rows_of(session, DocumentLine, document.id)
    draft = _draft(document, details, lines, _adjustments(session, document.id))
    taxes = _rows_of(session, DocumentTax, document.id)
    return Stored(draft, _totals(document, details["parts"], lines, taxes))


def _draft(
    document: Document,
    details: Mapping[str, Any],
    lines: Iterable[Any],
    adjustments: Mapping[tuple[int | None, str], list[Adjustment]],
) -> DocumentDraft:
    rare = {name: details.get(name, "") for name in _RARE}
    rate = details.get("exchange_rate")
    return DocumentDraft(
        **{name: getattr(document, name) for name in (*_OWN, *_WORDS)},
        **rare,
        date=None if details.get("undated") and document.issued_at is None else document.date,
        customer=_typed_customer(document, details),
        lines=_credited(tuple(_line(row, adjustments) for row in lines), details),
        discounts=tuple(adjustments.get((None, DISCOUNT), ())),
        charges=tuple(adjustments.get((None, CHARGE), ())),
        prepaid=Money(document.prepaid, document.currency).amount,
        payable_rounding=Money(document.rounding, document.currency).amount,
        exchange_rate=Decimal(rate) if rate else None,
        preceding=tuple(details.get("preceding", ())),
    )


def _totals(
    document: Document,
    parts: Mapping[str, Any],
    lines: Iterable[Any],
    taxes: Iterable[Any],
) -> Totals:
    currency = document.currency
    return Totals(
        lines=tuple(
            LineTotals(
                Money(row.net, currency).amount,
                Money(row.gross, currency).amount,
                tuple(map(Decimal, discounts)),
                tuple(map(Decimal, charges)),
            )
            for row, (discounts, charges) in zip(lines, parts["lines"], strict=True)
        ),
        **{
            name: Money(getattr(document, name), currency).amount for name in (*_SUMS[0], *_SUMS[1])
        },
        taxes=tuple(
            TaxGroup(
                row.category,
                row.rate,
                Money(row.base, currency).amount,
                Money(row.tax, currency).amount,
                row.exemption_reason,
            )
            for row in taxes
        ),
        currency=currency,
        discounts=tuple(_group_amount(part) for part in parts["discounts"]),
        charges=tuple(_group_amount(part) for part in parts["charges"]),
    )


def dump(value: Any) -> str:
    """*value* as JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def party(stored: str) -> PartyDraft:
    """The seller or the buyer that a document keeps."""
    return PartyDraft(**json.loads(stored))


def _parts(draft: DocumentDraft, totals: Totals) -> tuple[object, ...]:
    """What is kept in rows of its own."""
    return (draft.lines, draft.discounts, draft.charges, totals.lines, totals.taxes)


def _typed_customer(document: Document, details: Mapping[str, Any]) -> PartyDraft | None:
    if details.get("typed_customer") or (document.issued_at and document.customer_id is None):
        return party(document.buyer)
    return None


def _details(draft: DocumentDraft, totals: Totals) -> dict[str, Any]:
    rate = draft.exchange_rate
    credited = [line.credits for line in draft.lines]
    values = {
        **{name: getattr(draft, name) for name in _RARE},
        "exchange_rate": None if rate is None else number_to_json(rate),
        "preceding": list(draft.preceding),
        "credits": credited if any(place is not None for place in credited) else [],
        "undated": draft.date is None,
        "typed_customer": draft.customer is not None,
    }
    return {
        **{name: value for name, value in values.items() if value},
        "parts": {
            "lines": [
                [[str(item) for item in line.discounts], [str(item) for item in line.charges]]
                for line in totals.lines
            ],
            "discounts": [_group_values(part) for part in totals.discounts],
            "charges": [_group_values(part) for part in totals.charges],
        },
    }


def _group_values(part: GroupAmount) -> list[str | None]:
    percent = None if part.percent is None else str(part.percent)
    return [
        part.category,
        str(part.rate),
        str(part.amount),
        part.reason,
        percent,
        str(part.gross),
    ]


def _group_amount(values: Sequence[Any]) -> GroupAmount:
    category, rate, amount, reason, percent, gross = values
    return GroupAmount(
        category,
        Decimal(rate),
        Decimal(amount),
        reason,
        None if percent is None else Decimal(percent),
        Decimal(gross),
    )


def _write_lines(session: Session, document_id: int, draft: DocumentDraft, totals: Totals) -> None:
    rows = [
        DocumentLine(
            document_id=document_id,
            position=position,
            **{name: getattr(line, name) for name in (*_LINE[0], *_LINE[1])},
            net=_minor(sums.net, totals),
            gross=_minor(sums.gross, totals),
        )
        for position, (line, sums) in enumerate(zip(draft.lines, totals.lines, strict=True))
    ]
    session.add_all(rows)
    session.flush()
    for row, line in zip(rows, draft.lines, strict=True):
        _write_adjustments(session, document_id, row.id, line.discounts, line.charges)
    _write_adjustments(session, document_id, None, draft.discounts, draft.charges)


def _write_adjustments(
    session: Session,
    document_id: int,
    line_id: int | None,
    discounts: Iterable[Adjustment],
    charges: Iterable[Adjustment],
) -> None:
    for kind, adjustments in ((DISCOUNT, discounts), (CHARGE, charges)):
        for position, adjustment in enumerate(adjustments):
            values = {name: getattr(adjustment, name) for name in _ADJUSTMENT}
            session.add(
                DocumentAdjustment(
                    document_id=document_id,
                    line_id=line_id,
                    position=position,
                    kind=kind,
                    **values,
                )
            )


def _write_taxes(session: Session, document_id: int, totals: Totals) -> None:
    for position, row in enumerate(totals.taxes):
        session.add(
            DocumentTax(
                document_id=document_id,
                position=position,
                category=row.category,
                rate=row.rate,
                base=_minor(row.base, totals),
                tax=_minor(row.tax, totals),
                exemption_reason=row.exemption_reason,
            )
        )


def _rows_of(session: Session, table: Any, document_id: int) -> Sequence[Any]:
    """The rows of *table* that belong to a document, in their order; plain, not to be changed."""
    return session.execute(_ROWS[table], {"document": document_id}).all()


def _adjustments(
    session: Session, document_id: int
) -> dict[tuple[int | None, str], list[Adjustment]]:
    found: dict[tuple[int | None, str], list[Adjustment]] = {}
    for row in _rows_of(session, DocumentAdjustment, document_id):
        values = {name: getattr(row, name) for name in _ADJUSTMENT}
        found.setdefault((row.line_id, row.kind), []).append(Adjustment(**values))
    return found


def _line(row: Any, adjustments: Mapping[tuple[int | None, str], list[Adjustment]]) -> LineDraft:
    return LineDraft(
        **{name: getattr(row, name) for name in (*_LINE[0], *_LINE[1])},
        discounts=tuple(adjustments.get((row.id, DISCOUNT), ())),
        charges=tuple(adjustments.get((row.id, CHARGE), ())),
    )


def _credited(lines: tuple[LineDraft, ...], details: Mapping[str, Any]) -> tuple[LineDraft, ...]:
    """Which lines of an invoice they take back, where it is a credit note."""
    places = details.get("credits")
    if not places:
        return lines
    return tuple(replace(line, credits=place) for line, place in zip(lines, places, strict=True))


def _minor(amount: Decimal, totals: Totals) -> int:
    return Money.of(amount, totals.currency).minor
