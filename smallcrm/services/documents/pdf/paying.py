"""How to pay: the account in words, and the code to scan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from smallcrm.core import formats, russian_banks
from smallcrm.core.text import T
from smallcrm.services.documents.drafts import INVOICE, DocumentView
from smallcrm.services.documents.pdf import epc, gost, parties
from smallcrm.services.documents.pdf.epc import Transfer
from smallcrm.services.documents.pdf.gost import RoublePayment
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.documents.pdf.words import Words, words

PAID = "paid"  # the state of a document
_NOT_OWED = (PAID, "credited", "void")


class Payment(NamedTuple):
    """How to pay: headings and values, and the content of the code to scan, if any."""

    heading: str
    rows: tuple[tuple[str, str], ...]
    code: bytes
    code_caption: str


def payment(view: DocumentView, say: Words, variant: Variant = Variant.ITSELF) -> Payment | None:
    """How to pay an invoice, or a pro-forma one; nothing for others or without an account."""
    is_payable = variant == Variant.PROFORMA or (
        view.kind == INVOICE and variant != Variant.DELIVERY_NOTE and view.status not in _NOT_OWED
    )
    if not is_payable or not view.seller.iban or view.to_pay <= 0:
        return None
    return Payment(
        say(T("Payment")),
        tuple((label, value) for label, value in _rows(view, say) if value),
        _code(view),
        say(T("Scan to pay")),
    )


def _rows(view: DocumentView, say: Words) -> Iterator[tuple[str, str]]:
    seller = view.seller
    account = re.sub(r"\s", "", seller.iban)
    if re.match(r"[A-Z]{2}\d\d", account):
        yield "IBAN", " ".join(re.findall(r".{1,4}", account))
    else:
        yield say(T("Account")), seller.iban
    yield say(T("BIK")) if russian_banks.is_bik(seller.bic) else "BIC", seller.bic
    yield say(T("Correspondent account")), seller.correspondent_account
    yield say(T("Bank")), seller.bank
    yield say(T("Pay by")), say.day(view.due_date) if view.due_date else ""
    yield say(T("Reference")), view.number


def _code(view: DocumentView) -> bytes:
    """The content of the code: nobody shall pay a draft, so it has none."""
    if not view.number:
        return b""
    return _for_roubles(view) if view.totals.currency == "RUB" else _for_euro(view)


def _for_euro(view: DocumentView) -> bytes:
    return epc.payload(
        Transfer(
            name=view.seller.name,
            iban=view.seller.iban,
            bic=view.seller.bic,
            amount=view.to_pay,
            currency=view.totals.currency,
            reference=view.number,
        )
    )


def _for_roubles(view: DocumentView) -> bytes:
    seller = view.seller
    return gost.payload(
        RoublePayment(
            name=parties.full_name(seller),
            account=seller.iban,
            bank=seller.bank,
            bik=seller.bic,
            correspondent=seller.correspondent_account,
            inn=seller.tax_id,
            kpp=seller.kpp,
            amount=view.to_pay,
            currency=view.totals.currency,
            purpose=_purpose(view),
        )
    )


def _purpose(view: DocumentView) -> str:
    """What banks in Russia want to read: which document, and the tax in the amount."""
    say = words("ru", view.totals.currency)
    if view.settled is not None:
        day = formats.short_day(view.date, "ru")
        return say(T("The rest of invoice {number} of {day}", number=view.number, day=day))
    number, day, tax = view.number, formats.short_day(view.date, "ru"), view.totals.tax_total
    if not tax:
        return say(T("Payment of invoice {number} of {day}, without VAT", number=number, day=day))
    return say(
        T(
            "Payment of invoice {number} of {day}, including VAT {tax}",
            number=number,
            day=day,
            tax=say.amount(tax),
        )
    )
