"""What is known about money besides documents, as lists and as JSON: each row a tuple of fields.

Payments, bank lines, reminders that went out, recurring documents, and prices agreed on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from smallcrm.core.chunks import chunks
from smallcrm.core.money import Money, decimals
from smallcrm.core.text import T, Text
from smallcrm.models import (
    BankLine,
    Contact,
    CustomerTerms,
    Document,
    DunningLetter,
    PriceList,
    Product,
    ProductPrice,
    Recurring,
)
from smallcrm.services import documents, payments, recurring
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value
from smallcrm.services.prices import terms
from smallcrm.services.settings import get_business

_AT_ONCE = 500  # ids in one statement


_Rows = Callable[[Session, Sequence[int]], dict[int, tuple[Value, ...]]]


class _Field(NamedTuple):
    """One column: *name* in JSON, its heading, how wide, and whether it has amounts.

    *words* are what a reader is told instead of the words that programs use.
    """

    name: str
    heading: Text
    width: int = 14
    is_money: bool = False
    words: Mapping[str, Text] = {}

    def shown(self, value: Value) -> Value:
        """*value* as it stands in a list."""
        word = self.words.get(value) if isinstance(value, str) else None
        return value if word is None else str(word)


@dataclass(frozen=True)
class MoneyList:
    """One kind of things: all of them as ids, as a sheet, as JSON.

    Attributes:
        title: Of the list.
        fields: Its columns; a row of the list has one value for each.
        rows: Reads the rows with some ids, by id.
        ids: All ids in the order of the list.
    """

    title: Text
    fields: tuple[_Field, ...]
    rows: _Rows
    ids: Callable[[Session], list[int]]

    def sheet(self, session: Session, ids: Sequence[int]) -> Sheet:
        """The list as it goes into a spreadsheet."""
        digits = decimals(get_business(session).currency)
        columns = [
            Column(str(one.heading), one.width, digits if one.is_money else None)
            for one in self.fields
        ]

        def rows() -> Iterator[list[list[Value]]]:
            for some in chunks(ids, _AT_ONCE):
                found = self.rows(session, some)
                yield [self._shown(found[key]) for key in some if key in found]

        return Sheet(str(self.title), columns, rows(), len(ids))

    def _shown(self, row: tuple[Value, ...]) -> list[Value]:
        return [field.shown(value) for field, value in zip(self.fields, row, strict=True)]

    def objects(self, session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
        """The things with these ids as JSON has them; figures and days are text."""
        found: dict[int, tuple[Value, ...]] = {}
        for some in chunks(ids, _AT_ONCE):
            found |= self.rows(session, some)
        return [
            {"id": key} | {
                field.name: _plain(value)
                for field, value in zip(self.fields, found[key], strict=True)
            }
            for key in ids
            if key in found
        ]  # fmt: skip


def _plain(value: Value) -> Any:
    return str(value) if isinstance(value, Decimal | date) else value


def _read(
    query: Select[*tuple[Any, ...]],
    key: InstrumentedAttribute[int],
    *order: InstrumentedAttribute[Any],
) -> tuple[_Rows, Callable[[Session], list[int]]]:
    """The two readers of a list that is one query; its column called *minor* is an amount."""

    def rows(session: Session, ids: Sequence[int]) -> dict[int, tuple[Value, ...]]:
        chosen = query.add_columns(key.label("key")).where(key.in_(ids))
        return {row["key"]: _values(row) for row in session.execute(chosen).mappings()}

    def ids(session: Session) -> list[int]:
        return list(session.scalars(query.with_only_columns(key).order_by(*order, key)))

    return rows, ids


def _values(row: RowMapping) -> tuple[Value, ...]:
    values = {name: value for name, value in row.items() if name != "key"}
    if "minor" in values:
        values["minor"] = Money(values["minor"], values["currency"]).amount
    return tuple(
        value.date() if isinstance(value, datetime) else value for value in values.values()
    )


def _payment_rows(session: Session, ids: Sequence[int]) -> dict[int, tuple[Value, ...]]:
    return {
        key: (
            row.kind,
            row.date,
            row.customer,
            -row.amount if row.kind == "refund" else row.amount,
            row.currency,
            row.method,
            row.reference,
            row.note,
            ", ".join(paid.number for paid in row.allocations),
            row.unallocated,
        )
        for key, row in payments.list_rows(session, ids).items()
    }


def _recurring_rows(session: Session, ids: Sequence[int]) -> dict[int, tuple[Value, ...]]:
    return {
        key: (
            row.name,
            row.customer,
            row.kind,
            row.total,
            row.currency,
            row.rule.anchor,
            row.rule.every,
            row.rule.unit,
            row.rule.until,
            row.next,
            "yes" if row.issues_itself else "no",
            "yes" if row.is_paused else "no",
            row.made,
        )
        for key, row in recurring.list_rows(session, ids).items()
    }


_PAYMENTS = {"payment": T("Payment"), "refund": T("Refund")}
_ANSWERS = {"yes": T("Yes"), "no": T("No")}
_CUSTOMER = _Field("customer", T("Customer"), 28)
_CURRENCY = _Field("currency", T("Currency"), 10)
_DATE = _Field("date", T("Date"), 12)

PAYMENTS = MoneyList(
    T("Payments"),
    (
        _Field("kind", T("Kind"), 10, words=_PAYMENTS),
        _DATE,
        _CUSTOMER,
        _Field("amount", T("Amount"), is_money=True),
        _CURRENCY,
        _Field("method", T("Payment method"), words=payments.METHODS),
        _Field("reference", T("Reference"), 28),
        _Field("note", T("Note"), 28),
        _Field("paid_for", T("Paid for"), 18),
        _Field("on_account", T("On account"), is_money=True),
    ),
    _payment_rows,
    payments.list_ids,
)
RECURRING = MoneyList(
    T("Recurring documents"),
    (
        _Field("name", T("Title"), 28),
        _CUSTOMER,
        _Field("kind", T("Kind"), 10, words=documents.KIND_NAMES),
        _Field("total", T("Total"), is_money=True),
        _CURRENCY,
        _Field("anchor", T("First day"), 12),
        _Field("every", T("Every"), 8),
        _Field("unit", T("Days, weeks, months or years"), 10, words=recurring.UNIT_NAMES),
        _Field("until", T("Last day"), 12),
        _Field("next", T("Next"), 12),
        _Field("issues", T("Issued by itself"), 12, words=_ANSWERS),
        _Field("paused", T("Paused"), 12, words=_ANSWERS),
        _Field("made", T("Made"), 8),
    ),
    _recurring_rows,
    recurring.list_ids,
)
BANK = MoneyList(
    T("Lines of bank statements"),
    (
        _DATE,
        _Field("amount", T("Amount"), is_money=True),
        _CURRENCY,
        _Field("name", T("From or to"), 28),
        _Field("iban", T("IBAN"), 26),
        _Field("purpose", T("Purpose"), 40),
        _Field("account", T("Account"), 26),
        _Field("payment", T("Payment"), 10),
        _Field("put_aside", T("Left aside"), 12),
    ),
    *_read(
        select(
            BankLine.date,
            BankLine.amount.label("minor"),
            BankLine.currency,
            BankLine.name,
            BankLine.iban,
            BankLine.purpose,
            BankLine.account,
            BankLine.payment_id,
            BankLine.ignored_at,
        ),
        BankLine.id,
        BankLine.date,
    ),
)
LETTERS = MoneyList(
    T("Reminders that went out"),
    (
        _DATE,
        _CUSTOMER,
        _Field("number", T("Invoice"), 16),
        _Field("level", T("Level"), 8),
        _Field("open", T("Open then"), is_money=True),
        _CURRENCY,
    ),
    *_read(
        select(
            DunningLetter.date,
            Document.customer_name,
            Document.number,
            DunningLetter.level,
            DunningLetter.open.label("minor"),
            Document.currency,
        ).join(Document, Document.id == DunningLetter.document_id),
        DunningLetter.id,
        DunningLetter.date,
    ),
)
PRICES = MoneyList(
    T("Prices of lists and customers"),
    (
        _Field("product", T("Product"), 32),
        _Field("code", T("Code")),
        _Field("price_list", T("Price list"), 20),
        _CUSTOMER,
        _Field("quantity", T("From quantity"), 12),
        _Field("price", T("Price")),
        _CURRENCY,
        _Field("from", T("From"), 12),
        _Field("to", T("To"), 12),
    ),
    *_read(
        select(
            Product.name.label("product"),
            Product.code,
            PriceList.name.label("list"),
            Contact.name.label("customer"),
            ProductPrice.quantity,
            ProductPrice.price,
            ProductPrice.currency,
            PriceList.valid_from,
            PriceList.valid_to,
        )
        .join(Product, Product.id == ProductPrice.product_id)
        .outerjoin(PriceList, PriceList.id == ProductPrice.price_list_id)
        .outerjoin(Contact, Contact.id == ProductPrice.contact_id)
        .where(Product.deleted_at.is_(None), PriceList.deleted_at.is_(None)),
        ProductPrice.id,
        *(Product.folded, PriceList.name, Contact.folded, ProductPrice.quantity),
    ),
)
PRICE_LISTS = MoneyList(
    T("Price lists"),
    (
        _Field("name", T("Title"), 28),
        _CURRENCY,
        _Field("from", T("From"), 12),
        _Field("to", T("To"), 12),
    ),
    *_read(
        select(PriceList.name, PriceList.currency, PriceList.valid_from, PriceList.valid_to).where(
            PriceList.deleted_at.is_(None)
        ),
        PriceList.id,
        PriceList.name,
    ),
)
TERMS = MoneyList(
    T("Agreed with customers"),
    (
        _CUSTOMER,
        _Field("price_list", T("Price list"), 20),
        _Field("discount_percent", T("Discount in per cent")),
        _Field("due_days", T("Days to pay")),
    ),
    *_read(
        select(
            Contact.name.label("customer"),
            PriceList.name.label("list"),
            terms.DISCOUNT.label("discount"),
            CustomerTerms.due_days,
        )
        .join(Contact, Contact.id == CustomerTerms.contact_id)
        .outerjoin(PriceList, PriceList.id == CustomerTerms.price_list_id)
        .where(CustomerTerms.deleted_at.is_(None)),
        CustomerTerms.id,
        Contact.folded,
    ),
)
# By what they are called where something is exported.
MONEY = {
    "payments": PAYMENTS,
    "bank": BANK,
    "letters": LETTERS,
    "recurring": RECURRING,
    "prices": PRICES,
    "price-lists": PRICE_LISTS,
    "terms": TERMS,
}


def _recurring_objects(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Each with the draft that it makes."""
    found = select(Recurring.id, Recurring.draft).where(Recurring.id.in_(ids))
    drafts = {key: json.loads(draft) for key, draft in session.execute(found)}
    return [item | {"draft": drafts[item["id"]]} for item in RECURRING.objects(session, ids)]


def _payment_objects(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    """As the command line shows them: with the ids of what they paid."""
    rows = payments.list_rows(session, ids)
    return [payments.row_to_json(rows[key]) for key in ids if key in rows]


# Those that programs are told more of than a list has room for.
FURTHER = {"payments": _payment_objects, "recurring": _recurring_objects}
