"""The bottom of a document: note and terms, how to pay, who the seller is in law."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.lib.utils import ImageReader

from smallcrm.core.text import T
from smallcrm.services.documents.pdf import epc
from smallcrm.services.documents.pdf.content import Content
from smallcrm.services.documents.pdf.fonts import MEDIUM
from smallcrm.services.documents.pdf.paper import MARGIN, Paper, height
from smallcrm.services.documents.pdf.sheet import (
    FAINT,
    HAIR,
    MM,
    SOFT,
    Band,
    Box,
    Item,
    Picture,
    Style,
    ascent,
    left,
    measure,
    paragraph,
    right,
    wrap,
    wrap_parts,
)
from smallcrm.services.documents.pdf.sums import Payment

_GAP = 7 * MM
_BETWEEN = 4 * MM
_TEXT_WIDTH = 135 * MM  # a longer line of text is tiring to read
_QR_SIDE = 25 * MM
_LABEL_GAP = 5 * MM
_PAGE_WIDTH = 30 * MM

_NOTE = Style(9.1, 13.4)
_TERMS = Style(8.2, 12, color=SOFT)
_HEADING = Style(8, 16, MEDIUM, FAINT)
_LABEL = Style(8.8, 14, color=FAINT)
_VALUE = Style(9.1, 14, MEDIUM)
_CAPTION = Style(7.2, 14, color=FAINT)
_FOOT = Style(7.2, 10.4, color=FAINT)


def lay(content: Content, paper: Paper) -> None:
    """Place note, terms and payment at the bottom of the page, or as soon as there is room."""
    texts = list(_texts(content, paper.left))
    payment = [_payment(content.payment, paper)] if content.payment else []
    needed = height(texts) + height(payment)
    paper.skip(_GAP)
    if needed <= paper.room:
        paper.y = paper.bottom - needed
    paper.flow(texts)
    if payment and height(payment) <= paper.room:
        paper.y = paper.bottom - height(payment)
    paper.keep(payment)


def foot(content: Content, width: float) -> Band:
    """Who the seller is in law: for the foot of every page, beside its number."""
    lines = wrap_parts(content.legal, _FOOT, width - 2 * MARGIN - _PAGE_WIDTH, 3)
    items: list[Item] = [Box(MARGIN, 0, width - 2 * MARGIN, 0.7, HAIR)]
    baseline = 3 * MM + ascent(_FOOT)
    for index, line in enumerate(lines):
        items.append(left(MARGIN, baseline + index * _FOOT.leading, line, _FOOT))
    return Band(3 * MM + len(lines) * _FOOT.leading, items)


def page_number(content: Content, edge: float, page: int, pages: int) -> Item:
    """``Page 2 of 3``, beside the first line of the foot."""
    text = content.words(T("Page {page} of {pages}", page=page, pages=pages))
    return right(edge, 3 * MM + ascent(_FOOT), text, _FOOT)


def _texts(content: Content, x: float) -> Iterator[Band]:
    for text, style in ((content.note, _NOTE), (content.terms, _TERMS)):
        lines = paragraph(text, style, x, _TEXT_WIDTH)
        if lines:
            yield from lines
            yield Band(_BETWEEN)


def _payment(payment: Payment, paper: Paper) -> Band:
    """The account at the left, the code to scan at the right, both ending on one line."""
    account = _account(payment, paper.left, paper.right - _QR_SIDE - _GAP)
    if not payment.code:
        return account
    code = _QR_SIDE + _CAPTION.leading
    needed = max(account.height, code)
    items = [item._replace(y=item.y + needed - account.height) for item in account.items]
    x, y = paper.right - _QR_SIDE, needed - code
    items.append(Picture(x, y, _QR_SIDE, _QR_SIDE, ImageReader(epc.image(payment.code))))
    caption = x + (_QR_SIDE + measure(payment.code_caption, _CAPTION)) / 2
    items.append(right(caption, needed - 1, payment.code_caption, _CAPTION))
    return Band(needed, items)


def _account(payment: Payment, x: float, edge: float) -> Band:
    items: list[Item] = [left(x, ascent(_HEADING), payment.heading, _HEADING)]
    indent = x + max(measure(label, _LABEL) for label, _ in payment.rows) + _LABEL_GAP
    y = _HEADING.leading
    for label, value in payment.rows:
        items.append(left(x, y + ascent(_LABEL), label, _LABEL))
        for line in wrap(value, _VALUE, edge - indent, 3):
            items.append(left(indent, y + ascent(_VALUE), line, _VALUE))
            y += _VALUE.leading
    return Band(y, items)
