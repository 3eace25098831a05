"""From a document's view to what its e-invoice says; the stored sums are taken as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from smallcrm.core.money import decimals, rounded
from smallcrm.core.text import T
from smallcrm.services.documents.drafts import (
    CREDIT_NOTE,
    INVOICE,
    DocumentView,
    GroupAmount,
    LineDraft,
    LineTotals,
    PartyDraft,
)
from smallcrm.services.documents.einvoice import identifiers, units
from smallcrm.services.documents.einvoice.model import (
    Allowance,
    Invoice,
    Line,
    Party,
    Preceding,
    Sums,
    TaxKind,
    TaxRow,
    Transfer,
)
from smallcrm.services.documents.einvoice.prices import Named, priced
from smallcrm.services.documents.pdf.words import Words, words

KINDS = (INVOICE, CREDIT_NOTE)
_TYPES = {INVOICE: "380", CREDIT_NOTE: "381"}  # UNTDID 1001
_OUTSIDE, _WITHIN_EU = "O", "K"
# What the category says already (VATEX code list); an exemption (E) has many possible reasons.
_CODES = {
    "AE": "VATEX-EU-AE",
    _WITHIN_EU: "VATEX-EU-IC",
    "G": "VATEX-EU-G",
    _OUTSIDE: "VATEX-EU-O",
}
_SEPA, _TRANSFER = "58", "30"  # UNTDID 4461


def of(view: DocumentView, preceding: Sequence[Preceding] = ()) -> Invoice:
    """What the e-invoice of *view* says.

    Args:
        view: Of an invoice or a credit note; a draft's number may be that of the preview.
        preceding: The invoices that a credit note corrects.
    """
    draft, totals = view.draft, view.totals
    say = words(view.language, totals.currency)
    is_outside = any(row.category == _OUTSIDE for row in totals.taxes)
    return Invoice(
        is_credit_note=view.kind == CREDIT_NOTE,
        number=view.number,
        date=view.date,
        type_code=draft.type_code or _TYPES[view.kind],
        currency=totals.currency,
        seller=_party(view.seller, is_outside=is_outside, is_seller=True),
        buyer=_party(view.buyer, is_outside=is_outside, is_seller=False),
        lines=tuple(_lines(view, say)),
        taxes=tuple(_taxes(view)),
        sums=_sums(view),
        allowances=tuple(_allowances(view, say)),
        due_date=view.due_date,
        terms=_terms(view, say),
        notes=tuple(_notes(view, say)),
        tax_date=draft.tax_date,
        tax_currency=_tax_currency(view),
        tax_in_currency=_tax_in_currency(view),
        buyer_reference=draft.buyer_reference,
        order_reference=draft.order_reference,
        preceding=tuple(preceding),
        delivery_date=draft.delivery_date,
        delivery_country=_delivery_country(view),
        transfer=_transfer(view),
    )


def _party(party: PartyDraft, *, is_outside: bool, is_seller: bool) -> Party:
    """A party; outside the scope of VAT nobody's VAT number may be stated (BR-O-02)."""
    country = party.country.upper()
    vat = identifiers.vat_id(party.vat_id, party.tax_id, country)
    number = identifiers.identifier(party.tax_id, vat)
    if is_outside:
        number, vat = number or vat, ""
    return Party(
        name=party.name,
        identifier=number,
        vat_id=vat,
        tax_id=number if is_seller else "",
        legal_form=party.legal_form if is_seller else "",
        street=party.street,
        city=party.city,
        postcode=party.postcode,
        region=party.region,
        country=country,
        contact_person=party.contact_person,
        phone=party.phone,
        email=party.email,
    )


def _lines(view: DocumentView, say: Words) -> Iterator[Line]:
    named = Named(say(T("Discount")), say(T("Charge")))
    with_tax = view.draft.prices_include_tax
    pairs = zip(view.draft.lines, view.totals.lines, strict=True)
    for number, (line, sums) in enumerate(pairs, 1):
        yield _line(number, line, sums, view.totals.currency, named, with_tax=with_tax)


def _line(
    number: int, line: LineDraft, sums: LineTotals, currency: str, named: Named, *, with_tax: bool
) -> Line:
    price = priced(line, sums, currency, named, with_tax=with_tax)
    texts = line.description.strip().split("\n", 1)
    return Line(
        number=number,
        name=" ".join(texts[0].split()),
        description="".join(texts[1:]).strip(),
        item_code=line.item_code,
        quantity=price.quantity,
        unit=units.code_of(line.unit),
        price=price.price,
        base_quantity=price.base_quantity,
        net=sums.net,
        tax=_kind(line.tax_category, line.tax_rate),
        allowances=price.allowances,
    )


def _kind(category: str, rate: Decimal) -> TaxKind:
    return TaxKind(category, None if category == _OUTSIDE else rate)


def _taxes(view: DocumentView) -> Iterator[TaxRow]:
    for row in view.totals.taxes:
        lines = (line for line in view.draft.lines if line.tax_category == row.category)
        codes = (line.exemption_code for line in lines if line.exemption_code)
        code = next(codes, _CODES.get(row.category, ""))
        kind = _kind(row.category, row.rate)
        yield TaxRow(kind, row.base, row.tax, row.exemption_reason, code)


def _sums(view: DocumentView) -> Sums:
    totals = view.totals
    return Sums(
        lines=totals.sum_lines,
        allowances=totals.discount_total,
        charges=totals.charge_total,
        without_tax=totals.total_without_tax,
        tax=totals.tax_total,
        total=totals.total,
        prepaid=totals.prepaid,
        rounding=totals.rounding,
        due=totals.due,
    )


def _allowances(view: DocumentView, say: Words) -> Iterator[Allowance]:
    """The document's discounts and charges, split by tax group as they were stored."""
    for parts, is_charge, name in (
        (view.totals.discounts, False, T("Discount")),
        (view.totals.charges, True, T("Charge")),
    ):
        for part in parts:
            if part.amount:
                percent, base = _percentage(view, part)
                kind = _kind(part.category, part.rate)
                reason = part.reason or say(name)
                yield Allowance(is_charge, part.amount, reason, percent, base, kind)


def _percentage(view: DocumentView, part: GroupAmount) -> tuple[Decimal | None, Decimal | None]:
    """Percentage and base, where they give the amount to the cent."""
    if part.percent is None:
        return None, None
    pairs = zip(view.draft.lines, view.totals.lines, strict=True)
    group = (part.category, part.rate)
    base = sum(
        (sums.net for line, sums in pairs if (line.tax_category, line.tax_rate) == group),
        Decimal(0),
    )
    exact = rounded(base * part.percent / 100, decimals(view.totals.currency))
    return (part.percent, base) if exact == part.amount else (None, None)


def _terms(view: DocumentView, say: Words) -> str:
    """The terms; a credit note has no date to pay by, so it says what becomes of it.

    Rules older than 2026 want one of both wherever something is due (BR-CO-25).
    """
    if view.draft.terms or view.kind != CREDIT_NOTE:
        return view.draft.terms
    return say(T("This amount is credited to your account."))


def _notes(view: DocumentView, say: Words) -> Iterator[str]:
    draft = view.draft
    if draft.note:
        yield draft.note
    if draft.exchange_rate and _tax_currency(view):
        currency = draft.tax_currency
        yield say(
            T(
                "VAT in {currency}: {amount} (1 {own} = {rate} {currency})",
                currency=currency,
                amount=Words(say.language, currency).amount(_tax_in_currency(view) or Decimal(0)),
                own=view.totals.currency,
                rate=say.number(draft.exchange_rate),
            )
        )


def _tax_currency(view: DocumentView) -> str:
    """The second currency, where a rate is stated and it is another than the document's."""
    currency = view.draft.tax_currency
    return currency if view.draft.exchange_rate and currency != view.totals.currency else ""


def _tax_in_currency(view: DocumentView) -> Decimal | None:
    currency, rate = _tax_currency(view), view.draft.exchange_rate
    if not currency or rate is None:
        return None
    return rounded(view.totals.tax_total * rate, decimals(currency))


def _delivery_country(view: DocumentView) -> str:
    """As stated; goods within the EU that go to another country go to that of the buyer."""
    if view.draft.delivery_country:
        return view.draft.delivery_country.upper()
    is_within_eu = any(row.category == _WITHIN_EU for row in view.totals.taxes)
    return view.buyer.country.upper() if is_within_eu else ""


def _transfer(view: DocumentView) -> Transfer | None:
    """The account to pay to, of an invoice of which something is due."""
    if view.kind != INVOICE or not view.seller.iban.strip() or view.totals.due <= 0:
        return None
    account, is_iban = identifiers.account(view.seller.iban)
    is_sepa = is_iban and identifiers.is_sepa(account, view.totals.currency)
    means = _SEPA if is_sepa else _TRANSFER
    return Transfer(means, account, is_iban, view.seller.name, view.seller.bic)
