"""What reads products: ids and plain rows for lists, suggestions while one types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Select, bindparam, column, func, select, text
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.db import search as index
from smallcrm.db.ids import fetch_ids
from smallcrm.db.rows import fetch_rows
from smallcrm.models import Document, DocumentLine, Product
from smallcrm.services.products.drafts import ProductDraft

_LAST = "\U0010ffff"  # sorts behind everything that begins like the text before it


class ProductRow(NamedTuple):
    """One line of the list of products; *price* is in major units, *tax_rate* in per cent.

    Attributes:
        currency: Empty for that of the business.
        photo: SHA-256 of its picture; empty for none.
    """

    id: int
    code: str
    name: str
    unit: str
    price: Decimal
    currency: str
    tax_category: str
    tax_rate: Decimal
    description: str = ""
    photo: str = ""


# Put together once: it takes longer than reading a page of them.
_LINES = select(*[getattr(Product, name) for name in ProductRow._fields]).where(
    Product.id.in_(bindparam("ids", expanding=True))
)


def list_ids(session: Session, *, search: str = "", archived: bool = False) -> list[int]:
    """The ids of the matching products, in the order of their folded names."""
    query = _present(archived=archived)
    if search.strip():
        found = _found(search)
        if found is None:
            return []
        query = query.where(Product.id.in_(found))
    return fetch_ids(session, query.order_by(Product.folded, Product.id))


def list_rows(session: Session, ids: Sequence[int]) -> dict[int, ProductRow]:
    """The lines for *ids* (a page of them); an id that is gone is left out."""
    return {row[0]: ProductRow(*row) for row in fetch_rows(session, _LINES, {"ids": ids})}


def count_documents(session: Session, product_id: int) -> int:
    """On how many documents the product stands, without those in the bin."""
    query = (
        select(func.count(DocumentLine.document_id.distinct()))
        .join(Document, Document.id == DocumentLine.document_id)
        .where(DocumentLine.product_id == product_id, Document.deleted_at.is_(None))
    )
    return session.scalar(query) or 0


def complete(session: Session, typed: str, limit: int = 8) -> list[ProductRow]:
    """What somebody who has *typed* this much may mean, the likeliest first.

    A product whose code is just that, then names and codes that begin so, then those that have
    every word somewhere; case and accents do not matter.
    """
    if not typed.strip() or limit < 1:
        return []
    ids: dict[int, None] = {}
    for query in _guesses(typed):
        ids |= dict.fromkeys(session.scalars(query.limit(limit)))
        if len(ids) >= limit:
            break
    wanted = list(ids)[:limit]
    rows = list_rows(session, wanted)
    return [rows[product_id] for product_id in wanted]


def get_draft(session: Session, product_id: int) -> ProductDraft:
    """The product as a form shows it.

    Raises:
        NotFound: There is no such product.
    """
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(T("This product no longer exists."))
    names = ProductDraft.__dataclass_fields__
    return ProductDraft(**{name: getattr(product, name) for name in names})


def list_drafts(session: Session) -> dict[int, ProductDraft]:
    """All products that are not in the bin, by id, in the order of their ids."""
    names = list(ProductDraft.__dataclass_fields__)
    columns = [getattr(Product, name) for name in names]
    query = select(Product.id, *columns).where(Product.deleted_at.is_(None)).order_by(Product.id)
    return {
        key: ProductDraft(**dict(zip(names, values, strict=True)))
        for key, *values in session.execute(query)
    }


def _guesses(typed: str) -> Iterator[Select[int]]:
    code, folded = typed.strip(), fold(typed.strip())
    ordered = _present().order_by(Product.folded, Product.id)
    yield ordered.where(Product.code == code)
    yield ordered.where(Product.folded >= folded, Product.folded < folded + _LAST)
    yield ordered.where(Product.code >= code, Product.code < code + _LAST)
    found = _found(typed)
    if found is not None:
        yield ordered.where(Product.id.in_(found))


def _present(*, archived: bool = False) -> Select[int]:
    deleted = Product.deleted_at
    return select(Product.id).where(deleted.is_not(None) if archived else deleted.is_(None))


def _found(search: str) -> Select[int] | None:
    matching = index.matching("product", search)
    if matching is None:
        return None
    sql, values = matching
    found = text(sql).bindparams(**values).columns(column("id")).subquery()
    return select(found.c.id)
