"""What Greece asks beyond EN 16931: the tax number's check digit, and the marks of myDATA.

Since 1 October 2026 invoices between Greek businesses are to be issued electronically and reported
to myDATA (transition to 31 December 2026). SmallCRM sends nothing there: it says so, and keeps what
the tax office gave for an invoice (MARK, UID, the link behind the QR code) beside the frozen
document, outside its hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.tax_numbers import WRONG_AFM, is_wrong_afm
from smallcrm.core.text import T, Text
from smallcrm.models import TaxMark
from smallcrm.services.documents import queries
from smallcrm.services.documents.drafts import INVOICE, DocumentView, PartyDraft

NOT_SENT = T(
    "SmallCRM sends nothing to myDATA. Since 1 October 2026 invoices between businesses in Greece "
    "have to be issued electronically through myDATA (transition until 31 December 2026), so a PDF "
    "alone is not enough. Use a certified provider or the tax office's own application, and enter "
    "the MARK it gives you."
)
_GREECE = "GR"
_MARK, _UID = re.compile(r"\d{1,20}"), re.compile(r"[0-9A-Fa-f]{40}")
_LINK = re.compile(r"https?://\S+")


class Marks(NamedTuple):
    """What the tax office gave for a document.

    Attributes:
        mark: The number of the record (MARK); *uid*: its identifier; *qr_link*: behind the code.
        is_missing: It was declared that there is no MARK, such as for a sale that needs none.
    """

    mark: str = ""
    uid: str = ""
    qr_link: str = ""
    is_missing: bool = False


class Remark(NamedTuple):
    """Something that is no rule of EN 16931; *field* as of a ``Problem``."""

    message: Text
    field: str


def is_greek(view: DocumentView) -> bool:
    """Whether the seller of *view* is in Greece."""
    return view.seller.country.upper() == _GREECE


def is_between_businesses(view: DocumentView) -> bool:
    """Whether a Greek seller invoices a buyer in Greece who states a tax number."""
    buyer = view.buyer
    has_number = bool(buyer.tax_id.strip() or buyer.vat_id.strip())
    return is_greek(view) and view.kind == INVOICE and buyer.country in (_GREECE, "") and has_number


def get_marks(session: Session, document_id: int) -> Marks:
    """What is kept for a document; nothing at first.

    Raises:
        NotFound: There is no such document.
    """
    queries.get_document(session, document_id)
    row = _row(session, document_id)
    return Marks(row.mark, row.mark_uid, row.qr_link, row.is_missing) if row else Marks()


def set_marks(session: Session, document_id: int, marks: Marks) -> None:
    """Keep what the tax office gave for an issued document; the document itself stays as it is.

    Raises:
        NotFound: There is no such document.
        UserError: It is a draft, or a value cannot be right.
    """
    document = queries.get_document(session, document_id)
    if document.issued_at is None:
        raise UserError(
            T("This is still a draft, so it has no MARK yet."), hint=T("Issue it first.")
        )
    plain = _checked(marks)
    row = _row(session, document_id) or TaxMark(document_id=document.id)
    row.mark, row.mark_uid, row.qr_link, row.is_missing = plain
    session.add(row)
    session.flush()


def remarks(view: DocumentView, marks: Marks) -> Iterator[Remark]:
    """What the owner of a Greek business should know about a document; nothing elsewhere."""
    if _is_wrong(view.seller):
        yield Remark(WRONG_AFM, "settings.tax_id")
    if _is_wrong(view.buyer):
        yield Remark(
            T("The check digit of your customer's tax number (AFM) does not fit."),
            "customer.vat_id",
        )
    if not is_greek(view):
        return
    if view.number and not marks.mark and not marks.is_missing:
        yield Remark(
            T("There is no MARK of myDATA yet. Enter it, or say that there is none."),
            "document.mark",
        )
    yield Remark(NOT_SENT, "")


def _is_wrong(party: PartyDraft) -> bool:
    return is_wrong_afm(party.tax_id or party.vat_id, party.country)


def _row(session: Session, document_id: int) -> TaxMark | None:
    return session.scalar(select(TaxMark).where(TaxMark.document_id == document_id))


def _checked(marks: Marks) -> Marks:
    mark, uid, qr_link = ("".join(text.split()) for text in (marks.mark, marks.uid, marks.qr_link))
    plain = Marks(mark, uid, qr_link, marks.is_missing and not mark)
    for value, pattern, message, field in (
        (plain.mark, _MARK, T("A MARK has digits only."), "mark"),
        (plain.uid, _UID, T("A UID of myDATA has 40 letters from 0 to 9 and A to F."), "uid"),
        (plain.qr_link, _LINK, T("The link begins with https://."), "qr_link"),
    ):
        if value and not pattern.fullmatch(value):
            raise UserError(message, hint=T("Nothing was changed."), field=field)
    return plain
