"""The bottom of a document: note and terms, how to pay, who the seller is in law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.utils import ImageReader

from smallcrm.core.text import T
from smallcrm.services.documents.pdf import qr
from smallcrm.services.documents.pdf.content import Content
from smallcrm.services.documents.pdf.fonts import MEDIUM
from smallcrm.services.documents.pdf.paper import MARGIN, Paper, height
from smallcrm.services.documents.pdf.paying import Payment
from smallcrm.services.documents.pdf.sheet import (
    FAINT,
    HAIR,
    MM,
    RULE,
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

_GAP = 7 * MM
_BETWEEN = 4 * MM
_TEXT_WIDTH = 135 * MM  # a longer line of text is tiring to read
_QR_SIDE = 25 * MM
_MODULE = 0.36 * MM  # of a long code: what a telephone still tells apart on paper
_LABEL_GAP = 5 * MM
_MOST_OF_FOOTER = 4  # lines
_ABOVE_SIGNATURE, _BETWEEN_SIGNATURES = 18 * MM, 12 * MM
_PAGE_WIDTH = 30 * MM

_NOTE = Style(9.1, 13.4)
_TERMS = Style(8.2, 12, color=SOFT)
_HEADING = Style(8, 16, MEDIUM, FAINT)
_LABEL = Style(8.8, 14, color=FAINT)
_VALUE = Style(9.1, 14, MEDIUM)
_CAPTION = Style(7.2, 14, color=FAINT)
_FOOT = Style(7.2, 10.4, color=FAINT)


class Tail:
    """Payment, signatures, note and terms of one document on their way to the paper."""

    def __init__(self, content: Content, paper: Paper) -> None:
        self._paper = paper
        self._texts = list(_texts(content, paper.left))
        self._block = list(_block(content, paper))

    @property
    def height(self) -> float:
        """The room that has to be on the page of the sums: for what is paid by."""
        return _GAP + height(self._block) if self._block else 0

    def lay(self) -> None:
        """Place it at the bottom of the page of the sums.

        Where note and terms leave no room for the payment, they follow it: who pays finds the
        account beside the amount.
        """
        paper, texts, block = self._paper, self._texts, self._block
        paper.skip(_GAP)
        if height(texts) + height(block) > paper.room:
            paper.keep(block)
            paper.skip(_GAP if block else 0)
            paper.flow(texts)
            return
        paper.y = paper.bottom - height(texts) - height(block)
        paper.flow([*texts, *block])


def foot(content: Content, width: float) -> Band:
    """Who the seller is in law: for the foot of every page, beside its number."""
    room = width - 2 * MARGIN - _PAGE_WIDTH
    lines = wrap_parts(content.legal, _FOOT, room, 3)
    lines += wrap(content.footer, _FOOT, room, _MOST_OF_FOOTER)
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
    texts = ((content.note, _NOTE), (content.terms, _TERMS), (content.closing, _NOTE))
    for text, style in texts:
        lines = paragraph(text, style, x, _TEXT_WIDTH)
        if lines:
            yield from lines
            yield Band(_BETWEEN)


def _block(content: Content, paper: Paper) -> Iterator[Band]:
    """What belongs to the sums: how to pay, or who is to sign."""
    if content.payment:
        yield _payment(content.payment, paper)
    if content.signatures:
        yield _signatures(content.signatures, paper)


def _signatures(names: Sequence[str], paper: Paper) -> Band:
    """A line to sign on for each of *names*, side by side."""
    width = (paper.right - paper.left - _BETWEEN_SIGNATURES * (len(names) - 1)) / len(names)
    items: list[Item] = []
    for index, name in enumerate(names):
        x = paper.left + index * (width + _BETWEEN_SIGNATURES)
        items.append(Box(x, _ABOVE_SIGNATURE, width, 0.7, RULE))
        items.append(left(x, _ABOVE_SIGNATURE + ascent(_CAPTION), name, _CAPTION))
    return Band(_ABOVE_SIGNATURE + _CAPTION.leading, items)


def _payment(payment: Payment, paper: Paper) -> Band:
    """The account at the left, the code to scan at the right, both ending on one line."""
    if not payment.code:
        return _account(payment, paper.left, paper.right)
    picture = qr.image(payment.code)
    side = max(_QR_SIDE, qr.modules(picture) * _MODULE)
    account = _account(payment, paper.left, paper.right - side - _GAP)
    code = side + _CAPTION.leading
    needed = max(account.height, code)
    items = [item._replace(y=item.y + needed - account.height) for item in account.items]
    x, y = paper.right - side, needed - code
    items.append(Picture(x, y, side, side, ImageReader(picture)))
    caption = x + (side + measure(payment.code_caption, _CAPTION)) / 2
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
