"""Credit notes: how much of an invoice is left to take back, and no more than that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from sqlalchemy.orm import Session

from smallcrm.core import formats
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Document
from smallcrm.services.documents import credited, draft_rows, proportions
from smallcrm.services.documents.credited import Credited
from smallcrm.services.documents.draft_rows import Stored
from smallcrm.services.documents.drafts import (
    CREDIT_NOTE,
    INVOICE,
    ZERO,
    DocumentDraft,
    GroupAmount,
    GroupRemainder,
    LineRemainder,
    Remainder,
    TaxGroup,
    Totals,
)
from smallcrm.services.documents.remainders import credited_quantities


def draft_of(
    session: Session, invoice: Document, quantities: Mapping[int, Decimal] | None = None
) -> DocumentDraft:
    """The draft of a credit note over an invoice, or over what is left of it.

    Args:
        session: For reading.
        invoice: What is corrected.
        quantities: How much to take back of which line (its place, from 0); None for all that
            is left.

    Raises:
        UserError: It is no issued invoice, nothing is left, or more than is left is asked for.
    """
    if invoice.kind != INVOICE or invoice.issued_at is None:
        raise UserError(
            T("Only an issued invoice is corrected by a credit note."),
            hint=T("Nothing was changed. A draft can be changed or deleted."),
        )
    issued = draft_rows.load(session, invoice)
    left = remainder_of(session, invoice, issued)
    if quantities is None:
        wanted = {place: line.quantity for place, line in enumerate(left.lines) if line.quantity}
    else:
        wanted = {place: quantity for place, quantity in quantities.items() if quantity}
        _check_quantities(left, wanted)
    if not wanted or left.total == 0:
        raise UserError(
            T("{number} is credited in full.", number=invoice.number),
            hint=T("Nothing was changed."),
        )
    return _draft(invoice, issued, wanted, left)


def is_left(session: Session, invoice: Document) -> bool:
    """Whether anything of an issued invoice is not credited yet."""
    return remainder_of(session, invoice, draft_rows.load(session, invoice)).total != 0


def with_remainder(session: Session, draft: DocumentDraft) -> DocumentDraft:
    """*draft* with what earlier credit notes left of its one invoice, where it is such a draft."""
    if draft.kind != CREDIT_NOTE or len(draft.preceding) != 1:
        return replace(draft, remainder=None) if draft.remainder else draft
    invoice = session.get(Document, draft.preceding[0])
    if invoice is None or invoice.issued_at is None or invoice.kind != INVOICE:
        raise NotFound(
            T("There is no issued invoice {id} to correct.", id=draft.preceding[0]),
            hint=T("Nothing was changed."),
            field="preceding",
        )
    issued = draft_rows.load(session, invoice)
    return replace(draft, remainder=remainder_of(session, invoice, issued))


def check(draft: DocumentDraft, totals: Totals) -> None:
    """Refuse a credit note over more than is left of its invoice, or older than that.

    Raises:
        UserError: It takes back more of a line, more tax, or more money.
    """
    left = draft.remainder
    if left is None:
        return
    _check_head(left, draft)
    _check_quantities(left, credited_quantities(draft))
    if totals.total > left.total:
        raise UserError(
            T(
                "Of {number} {left} are left to credit, and this credit note is over {total}.",
                number=left.number,
                left=formats.money(left.total, totals.currency),
                total=formats.money(totals.total, totals.currency),
            ),
            hint=T("The document is still a draft. Lower its quantities or prices."),
            field="lines",
        )
    _check_taxes(left, totals)


def remainder_of(session: Session, invoice: Document, issued: Stored) -> Remainder:
    """What the credit notes issued so far left of an invoice."""
    found = credited.read(session, [invoice.id])
    earlier = found.own
    return Remainder(
        number=invoice.number or "",
        issued=issued.draft,
        lines=tuple(_line_left(issued, place, earlier) for place in range(len(issued.draft.lines))),
        groups=tuple(
            _group_left(issued, place, found) for place in range(len(issued.totals.taxes))
        ),
        total=issued.totals.total - found.taken(lambda totals: totals.total),
        rounding=issued.totals.rounding - sum((one.totals.rounding for one in earlier), ZERO),
        is_by_line=len(earlier) == len(found.notes),
    )


def _line_left(issued: Stored, place: int, earlier: Sequence[Stored]) -> LineRemainder:
    line, sums = issued.draft.lines[place], issued.totals.lines[place]
    quantity, net, gross = line.quantity, sums.net, sums.gross
    for one in earlier:
        for line_back, taken in zip(one.draft.lines, one.totals.lines, strict=True):
            if line_back.credits == place:
                quantity -= line_back.quantity
                net -= taken.net
                gross -= taken.gross
    return LineRemainder(quantity, net, gross, line)


def _group_left(issued: Stored, place: int, found: Credited) -> GroupRemainder:
    group, earlier = issued.totals.taxes[place], found.own
    key = (group.category, group.rate)

    def left(amount: Callable[[Totals], Decimal]) -> Decimal:
        return amount(issued.totals) - sum((amount(one.totals) for one in earlier), ZERO)

    tax = left(lambda t: sum((r.tax for r in t.taxes if (r.category, r.rate) == key), ZERO))
    whole = group.base + group.tax - found.taken(partial(credited.taxed, key=key))
    return GroupRemainder(
        *key,
        base=whole - tax,  # what other credit notes took without a line goes from it alone
        tax=tax,
        discount=left(lambda t: _of_group(t.discounts, key)),
        charge=left(lambda t: _of_group(t.charges, key)),
    )


def _of_group(parts: Sequence[GroupAmount], key: tuple[str, Decimal]) -> Decimal:
    return sum((part.amount for part in parts if (part.category, part.rate) == key), ZERO)


def _draft(
    invoice: Document, issued: Stored, wanted: Mapping[int, Decimal], left: Remainder
) -> DocumentDraft:
    draft = issued.draft
    discounts, charges = proportions.of_whole(draft, wanted)
    is_last = all(wanted.get(n, ZERO) == line.quantity for n, line in enumerate(left.lines))
    return replace(
        draft,
        kind=CREDIT_NOTE,
        customer=draft_rows.party(invoice.buyer),
        lines=tuple(
            replace(proportions.of_line(line, wanted[place], draft.currency), credits=place)
            for place, line in enumerate(draft.lines)
            if place in wanted
        ),
        discounts=discounts,
        charges=charges,
        date=None,
        tax_date=None,
        due_days=None,
        prepaid=ZERO,
        payable_rounding=left.rounding if is_last else ZERO,
        preceding=(invoice.id,),
        type_code="",
        remainder=left,
    )


def _check_head(left: Remainder, draft: DocumentDraft) -> None:
    if draft.currency != left.issued.currency:
        raise UserError(
            T(
                "{number} is in {currency}, so its credit note has to be as well.",
                number=left.number,
                currency=left.issued.currency,
            ),
            hint=T("The document is still a draft. Change its currency."),
            field="currency",
        )
    if draft.date and left.issued.date and draft.date < left.issued.date:
        raise UserError(
            T(
                "A credit note cannot be older than its invoice: {number} is of {day}.",
                number=left.number,
                day=formats.day(left.issued.date),
            ),
            hint=T("The document is still a draft. Choose that day or a later one."),
            field="date",
        )


def _check_taxes(left: Remainder, totals: Totals) -> None:
    """No tax is given back that the invoice did not ask for."""
    there = {(row.category, row.rate): row.base + row.tax for row in left.groups}
    for row in totals.taxes:
        most = there.get((row.category, row.rate), ZERO)
        if row.base + row.tax > max(most, ZERO):
            raise _too_much_tax(left, row, max(most, ZERO), totals.currency)


def _too_much_tax(left: Remainder, row: TaxGroup, most: Decimal, currency: str) -> UserError:
    return UserError(
        T(
            "Of what {number} taxes with {rate}, {left} are left to credit, not {total}.",
            number=left.number,
            rate=formats.percent(row.rate),
            left=formats.money(most, currency),
            total=formats.money(row.base + row.tax, currency),
        ),
        hint=T("The document is still a draft. Choose the tax of the invoice for its lines."),
        field="lines",
    )


def _check_quantities(left: Remainder, wanted: Mapping[int, Decimal]) -> None:
    for place, quantity in wanted.items():
        if place >= len(left.lines):
            raise UserError(
                T("{number} has no line {line}.", number=left.number, line=place + 1),
                hint=T("Nothing was changed."),
                field="lines",
            )
        there = left.lines[place].quantity
        if not min(there, ZERO) <= quantity <= max(there, ZERO):
            raise UserError(
                T(
                    "Of line {line} of {number} {left} are left to credit, not {quantity}.",
                    line=place + 1,
                    number=left.number,
                    left=formats.number(there),
                    quantity=formats.number(quantity),
                ),
                hint=T("The invoice stays as it is. Enter what is left, or less."),
                field="lines",
            )
