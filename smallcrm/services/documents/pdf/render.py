"""A document as a PDF: a pure function of its view, down to the last byte."""

from __future__ import annotations

from smallcrm.services.documents.drafts import DocumentView
from smallcrm.services.documents.pdf import drawing, papers
from smallcrm.services.documents.pdf.content import Content, content
from smallcrm.services.documents.pdf.drawing import About
from smallcrm.services.documents.pdf.layout import compose
from smallcrm.services.documents.pdf.variants import Variant


def render(view: DocumentView, variant: Variant = Variant.ITSELF) -> bytes:
    """Return *view* as a PDF: the same view gives the same bytes, today and in ten years.

    A view without a number is a draft: it says so, and carries no code to pay by. A logo that
    is no picture is left out. Nothing in the texts is ever read as markup.
    """
    size = papers.size_for(view.seller.country, view.layout.paper)
    return draw(content(view, variant), size)


def draw(texts: Content, size: tuple[float, float]) -> bytes:
    """Return *texts* as a PDF on paper of *size* (width and height in points)."""
    title = texts.title if texts.is_draft else f"{texts.title} {texts.number}"
    subject = f"{title}, {texts.buyer.name}"
    about = About(title, texts.seller.name, subject, texts.words.language)
    return drawing.draw(compose(texts, size), size, about)
