"""What changes products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.core.uid import new_uid
from smallcrm.db import ids
from smallcrm.models import Product
from smallcrm.services.products.drafts import ProductDraft

_CATEGORIES = ("S", "Z", "E", "AE", "K", "G", "O")
_HIGHEST_RATE = 100  # per cent
_HIGHEST_PRICE = Decimal(10) ** 12  # with six decimals it still fits 64 bits


def create(session: Session, draft: ProductDraft) -> int:
    """Add a product and return its id.

    Raises:
        UserError: It has no name, its code is taken, or a price or rate cannot be right.
    """
    product = Product()
    _fill(session, product, draft)
    session.add(product)
    session.flush()
    return product.id


def create_all(session: Session, drafts: Sequence[ProductDraft]) -> list[int]:
    """Add many products, in their order; return their ids.

    Their codes are known to be free: whoever brings a list in has looked.

    Raises:
        UserError: One of them has no name, or a price or rate cannot be right; none is added.
    """
    if not drafts:
        return []
    product_ids = list(ids.reserve(session.connection(), "product", len(drafts)))
    now = clock.now()
    rows = [
        {
            "id": product_id,
            "uid": new_uid(),
            "created_at": now,
            "updated_at": now,
            "folded": fold(draft.name),
            **asdict(draft),
        }
        for product_id, draft in zip(product_ids, map(checked, drafts), strict=True)
    ]
    session.flush()
    session.execute(insert(Product), rows)
    return product_ids


def change(session: Session, product_id: int, draft: ProductDraft) -> None:
    """Make the product what *draft* says; documents made before stay as they are.

    Raises:
        NotFound: The product is gone.
        UserError: As for ``create``.
    """
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(T("This product no longer exists."))
    _fill(session, product, draft)
    session.flush()


def archive(session: Session, product_ids: Sequence[int]) -> int:
    """Put products into the bin; documents keep them. Return how many.

    Raises:
        NotFound: None of them is there.
    """
    return _set_deleted(session, product_ids, clock.now())


def restore(session: Session, product_ids: Sequence[int]) -> int:
    """Take products out of the bin. Return how many.

    Raises:
        NotFound: None of them is in the bin.
    """
    return _set_deleted(session, product_ids, None)


def _fill(session: Session, product: Product, draft: ProductDraft) -> None:
    draft = checked(draft)
    _refuse_twin(session, product, draft)
    for name, value in asdict(draft).items():
        if getattr(product, name) != value:
            setattr(product, name, value)
    product.folded = fold(draft.name)


def checked(draft: ProductDraft) -> ProductDraft:
    """*draft* without idle blanks, as it is stored.

    Raises:
        UserError: As for ``create``.
    """
    draft = replace(
        draft,
        name=" ".join(draft.name.split()),
        code=draft.code.strip(),
        description=draft.description.strip(),
        unit=draft.unit.strip(),
        currency=draft.currency.strip().upper(),
    )
    if not draft.name:
        raise UserError(
            T("A product needs a name."), hint=T("Nothing was saved yet."), field="name"
        )
    if draft.tax_category not in _CATEGORIES or not 0 <= draft.tax_rate <= _HIGHEST_RATE:
        raise UserError(
            T("No product can be taxed like this."),
            hint=T("It was left as it was. Choose one of the tax rates."),
            field="tax_rate",
        )
    if not -_HIGHEST_PRICE < draft.price < _HIGHEST_PRICE:
        raise UserError(
            T("This price is beyond all bounds."),
            hint=T("The product was left as it was. Check the number of digits."),
            field="price",
        )
    return draft


def _refuse_twin(session: Session, product: Product, draft: ProductDraft) -> None:
    if not draft.code or draft.code == product.code:
        return
    taken = select(Product.name).where(
        Product.code == draft.code, Product.deleted_at.is_(None), Product.id != product.id
    )
    if (name := session.scalar(taken.limit(1))) is not None:
        raise UserError(
            T("The code {code} belongs to {name} already.", code=draft.code, name=name),
            hint=T("The product was left as it was. Choose another code."),
            field="code",
        )


def _set_deleted(session: Session, product_ids: Sequence[int], when: datetime | None) -> int:
    is_there = Product.deleted_at.is_(None) if when else Product.deleted_at.is_not(None)
    found = session.scalars(select(Product.id).where(Product.id.in_(product_ids), is_there)).all()
    if not found:
        raise NotFound(T("This product no longer exists."))
    session.execute(update(Product).where(Product.id.in_(found)).values(deleted_at=when))
    return len(found)
