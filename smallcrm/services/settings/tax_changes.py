"""What changes the list of tax rates; issued documents keep the rates they were issued with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import update
from sqlalchemy.orm import Session

from smallcrm.core import clock, formats
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import TaxRate
from smallcrm.services.ordering import next_position

STANDARD = "S"
_VATEX = re.compile(r"VATEX-[A-Z]{2}-[A-Z0-9]+(-[A-Z0-9]+)*")
CATEGORIES = (STANDARD, "Z", "E", "AE", "K", "G", "O")  # EN 16931, UNTDID 5305


@dataclass(frozen=True, slots=True)
class TaxRateDraft:
    """A rate as a form has it.

    Attributes:
        name: What stands on documents; made of the rate when it is empty.
        category: One of ``CATEGORIES``; every one but S is at 0 %.
        rate: Percent.
        valid_from, valid_to: The first and the last day; None for no end.
        exemption_reason: Why no tax is charged, as it stands on the document.
        exemption_code: The same as a code of the list VATEX, for electronic invoices.
    """

    name: str = ""
    category: str = STANDARD
    rate: Decimal = Decimal(0)
    valid_from: date | None = None
    valid_to: date | None = None
    exemption_reason: str = ""
    exemption_code: str = ""


def create_tax_rate(session: Session, draft: TaxRateDraft) -> int:
    """Add a rate at the end of the list and return its id; the first one is the default.

    Raises:
        UserError: the rate does not fit its category, or it ends before it begins.
    """
    position = next_position(session, TaxRate)
    row = TaxRate(position=position, is_default=position == 0)
    _fill(row, draft)
    session.add(row)
    session.flush()
    return row.id


def change_tax_rate(session: Session, rate_id: int, draft: TaxRateDraft) -> None:
    """Make the rate what *draft* says.

    Raises:
        NotFound: the rate is gone.
        UserError: as for ``create_tax_rate``.
    """
    _fill(_get(session, rate_id), draft)
    session.flush()


def choose_tax_rate(session: Session, rate_id: int) -> None:
    """Use this rate for new lines of documents, as long as it holds."""
    chosen = _get(session, rate_id)
    is_other = TaxRate.is_default & (TaxRate.id != rate_id)
    session.execute(update(TaxRate).where(is_other).values(is_default=False))
    chosen.is_default = True
    session.flush()


def remove_tax_rate(session: Session, rate_id: int) -> None:
    """Take a rate off the list; documents that have it keep it.

    Raises:
        UserError: it is the one that new lines get.
    """
    row = _get(session, rate_id)
    if row.is_default:
        raise UserError(
            T("New lines get {name}, so it stays in the list.", name=row.name),
            hint=T("Choose another rate for new lines first."),
        )
    row.deleted_at = clock.now()
    session.flush()


def _get(session: Session, rate_id: int) -> TaxRate:
    row = session.get(TaxRate, rate_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(T("This tax rate no longer exists."))
    return row


def _fill(row: TaxRate, draft: TaxRateDraft) -> None:
    _refuse_wrong(draft)
    row.name = " ".join(draft.name.split()) or formats.percent(draft.rate)
    row.category = draft.category
    row.rate = draft.rate
    row.valid_from = draft.valid_from
    row.valid_to = draft.valid_to
    row.exemption_reason = draft.exemption_reason.strip()
    row.exemption_code = draft.exemption_code.strip().upper()


def _refuse_wrong(draft: TaxRateDraft) -> None:
    if draft.category not in CATEGORIES:
        raise UserError(
            T("There is no kind of tax called {name}.", name=draft.category), field="category"
        )
    code = draft.exemption_code.strip()
    if code and not _VATEX.fullmatch(code.upper()):
        raise UserError(
            T("{code} is not a code of an exemption, such as VATEX-EU-AE.", code=code),
            hint=T("Leave it empty when you do not know it: the words are enough."),
            field="exemption_code",
        )
    if not 0 <= draft.rate <= 100:  # noqa: PLR2004 - percent
        raise UserError(T("A tax rate is between 0 and 100 percent."), field="rate")
    if draft.category == STANDARD and not draft.rate:
        raise UserError(
            T("A taxed sale needs a rate above 0 percent."),
            hint=T("Choose another kind when no tax is charged."),
            field="rate",
        )
    if draft.category != STANDARD and draft.rate:
        raise UserError(
            T("No tax is charged for this kind, so its rate is 0 percent."), field="rate"
        )
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        raise UserError(T("The last day is before the first day."), field="valid_to")
