"""What was agreed with a customer for everything: a price list, a discount, days to pay."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, null, select, type_coerce
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Contact, CustomerTerms, PriceList, Relation
from smallcrm.models.base import Scaled

_WHOLE = 100  # per cent
_LONGEST = 3650  # days


class Terms(NamedTuple):
    """What was agreed; nothing at all by default.

    Attributes:
        price_list_id: Whose prices hold for the customer; None for the usual ones.
        discount_percent: Off every product; 0 for no discount, whatever his company has; None
            for that of his company.
        due_days: Days to pay; None for those of the last invoice.
    """

    price_list_id: int | None = None
    discount_percent: Decimal | None = None
    due_days: int | None = None


# In the file 0 says that nothing was agreed, as it always did; that no discount at all was agreed
# is said by a number below it.
_NOTHING_SAID, _NONE_AT_ALL = Decimal(0), Decimal(-1)
_KEPT = CustomerTerms.discount_percent
DISCOUNT: ColumnElement[Decimal | None] = type_coerce(  # as ``Terms`` has it
    case((_KEPT == _NOTHING_SAID, null()), (_KEPT < _NOTHING_SAID, 0), else_=_KEPT), Scaled
)
_OF = select(CustomerTerms.price_list_id, DISCOUNT, CustomerTerms.due_days).where(
    CustomerTerms.deleted_at.is_(None)
)


def get_terms(session: Session, contact_id: int) -> Terms:
    """The terms of a customer."""
    row = session.execute(_OF.where(CustomerTerms.contact_id == contact_id)).first()
    return Terms() if row is None else Terms(*row)


def company_of(session: Session, contact_id: int) -> int | None:
    """The company that a person buys for: the one that documents for him name as the buyer."""
    first = select(Relation.company_id).where(
        Relation.contact_id == contact_id, Relation.position == 0
    )
    return session.scalar(first.limit(1))


def terms_for(session: Session, contact_id: int) -> Terms:
    """The terms that hold for documents: a customer's own, and his company's for the rest."""
    own = get_terms(session, contact_id)
    company_id = company_of(session, contact_id)
    if company_id is None:
        return own
    theirs = get_terms(session, company_id)
    return Terms(
        theirs.price_list_id if own.price_list_id is None else own.price_list_id,
        theirs.discount_percent if own.discount_percent is None else own.discount_percent,
        theirs.due_days if own.due_days is None else own.due_days,
    )


def set_terms(session: Session, contact_id: int, terms: Terms) -> None:
    """Agree on *terms* with a customer; documents made before stay as they are.

    Raises:
        NotFound: The contact or the price list is gone.
        UserError: A discount or a number of days cannot be right.
    """
    _check(session, contact_id, terms)
    found = select(CustomerTerms).where(CustomerTerms.contact_id == contact_id)
    row = session.scalar(found)
    if terms == Terms():
        if row is not None:
            session.delete(row)
    else:
        row = row or CustomerTerms(contact_id=contact_id)
        row.deleted_at = None
        row.price_list_id, row.due_days = terms.price_list_id, terms.due_days
        row.discount_percent = _kept(terms.discount_percent)
        session.add(row)
    session.flush()


def _kept(discount: Decimal | None) -> Decimal:
    if discount is None:
        return _NOTHING_SAID
    return discount or _NONE_AT_ALL


def _check(session: Session, contact_id: int, terms: Terms) -> None:
    if session.get(Contact, contact_id) is None:
        raise NotFound(T("This contact no longer exists."))
    if terms.price_list_id is not None:
        found = session.get(PriceList, terms.price_list_id)
        if found is None or found.deleted_at is not None:
            raise NotFound(T("This price list no longer exists."), field="price_list")
    if not 0 <= (terms.discount_percent or 0) <= _WHOLE:
        raise UserError(
            T("A discount is between 0 % and 100 %."),
            hint=T("What was agreed before stays."),
            field="discount",
        )
    if terms.due_days is not None and not 0 <= terms.due_days <= _LONGEST:
        raise UserError(
            T("A number of days is from 0 to 3650, not {value}.", value=terms.due_days),
            field="due_days",
        )
