"""Where everything stands: one calm page, or as many as it takes.

From the top: a bar in the accent color, the seller and the kind of document, the buyer and the
dates, the table of lines, the sums with the taxes beside them; at the bottom of the last page
the note, the terms and how to pay. Every page ends with who the seller is in law.
"""

from __future__ import annotations

from smallcrm.services.documents.pdf import head, tail
from smallcrm.services.documents.pdf.closing import Closing
from smallcrm.services.documents.pdf.content import Content
from smallcrm.services.documents.pdf.paper import Paper
from smallcrm.services.documents.pdf.sheet import Item, moved
from smallcrm.services.documents.pdf.table import Table


def compose(content: Content, size: tuple[float, float]) -> list[list[Item]]:
    """The items of every page of *content* on paper of *size* (width and height in points)."""
    width, _ = size
    foot = tail.foot(content, width)
    paper = Paper(size, head.running(content, width), foot)
    paper.put(head.first(content, width))
    closing = Closing(content, paper)
    Table(content, paper).lay(closing.height)
    closing.lay()
    tail.lay(content, paper)
    for number, page in enumerate(paper.pages, start=1):
        page_number = tail.page_number(content, paper.right, number, len(paper.pages))
        page.extend(moved([*foot.items, page_number], paper.foot_top))
    return paper.pages
