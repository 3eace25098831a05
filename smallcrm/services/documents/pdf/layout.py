"""Where everything stands: one calm page, or as many as it takes.

From the top: a bar in the accent color, the seller and the kind of document, the buyer and the
dates, the table of lines, the sums with the taxes beside them and how to pay on the same page; the
note and the terms where there is room for them. Every page ends with who the seller is in law.
"""

from __future__ import annotations

from smallcrm.services.documents.pdf import head, tail
from smallcrm.services.documents.pdf.closing import Closing
from smallcrm.services.documents.pdf.content import Content
from smallcrm.services.documents.pdf.paper import Paper
from smallcrm.services.documents.pdf.sheet import Item, moved
from smallcrm.services.documents.pdf.table import Table
from smallcrm.services.documents.pdf.tail import Tail


def compose(content: Content, size: tuple[float, float]) -> list[list[Item]]:
    """The items of every page of *content* on paper of *size* (width and height in points)."""
    width, _ = size
    foot = tail.foot(content, width)
    paper = Paper(size, head.running(content, width), foot)
    paper.put(head.first(content, width))
    paper.flow(head.text(content, paper))
    closing, ending = Closing(content, paper), Tail(content, paper)
    together = closing.height + ending.height
    Table(content, paper).lay(together if together <= paper.most else closing.height)
    closing.lay()
    ending.lay()
    for number, page in enumerate(paper.pages, start=1):
        page_number = tail.page_number(content, paper.right, number, len(paper.pages))
        page.extend(moved([*foot.items, page_number], paper.foot_top))
    return paper.pages
