"""A document as a PDF: a pure function of its view, down to the last byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from smallcrm.services.documents.drafts import DocumentView
from smallcrm.services.documents.pdf import fonts
from smallcrm.services.documents.pdf.content import Content, content
from smallcrm.services.documents.pdf.layout import compose
from smallcrm.services.documents.pdf.sheet import Box, Color, Item, Picture, Style, Text

# Unicode CLDR, paper size US-Letter: everybody else prints on A4.
_LETTER_COUNTRIES = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)

# A font that reportlab is cutting down keeps its place in the file on the font itself, so two
# threads may not do it at once.
_drawing = Lock()

# ASCII 85 would make the file a quarter larger and slower to write, for the sake of channels
# that carry seven bits.
rl_config.useA85 = 0


def render(view: DocumentView) -> bytes:
    """Return *view* as a PDF: the same view gives the same bytes, today and in ten years.

    A view without a number is a draft: it says so, and carries no code to pay by. A logo that
    is no picture is left out. Nothing in the texts is ever read as markup.
    """
    size = LETTER if is_letter(view.seller.country) else A4
    texts = content(view)
    return draw(texts, compose(texts, size), size)


def is_letter(country: str) -> bool:
    """Whether people in *country* (ISO 3166) print on US Letter."""
    return country.upper() in _LETTER_COUNTRIES


def draw(texts: Content, pages: Sequence[Sequence[Item]], size: tuple[float, float]) -> bytes:
    """Draw *pages* on paper of *size* (width and height in points)."""
    with _drawing:
        return _drawn(texts, pages, size)


def _drawn(texts: Content, pages: Sequence[Sequence[Item]], size: tuple[float, float]) -> bytes:
    canvas = Canvas(
        "",
        pagesize=size,
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.REGULAR,
        lang=texts.words.language,
    )
    title = texts.title if texts.is_draft else f"{texts.title} {texts.number}"
    canvas.setTitle(fonts.plain(title))
    canvas.setAuthor(fonts.plain(texts.seller.name))
    canvas.setSubject(fonts.plain(f"{title}, {texts.buyer.name}"))
    canvas.setCreator("SmallCRM")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for page in pages:
        _draw_shapes(canvas, page, size[1])
        _draw_texts(canvas, [item for item in page if isinstance(item, Text)], size[1])
        canvas.showPage()
    result: bytes = canvas.getpdfdata()
    return result


def _draw_shapes(canvas: Canvas, items: Iterable[Item], height: float) -> None:
    for item in items:
        if isinstance(item, Box):
            canvas.setFillColorRGB(*item.color)
            y = height - item.y - item.height
            canvas.rect(item.x, y, item.width, item.height, stroke=0, fill=1)
        elif isinstance(item, Picture):
            y = height - item.y - item.height
            canvas.drawImage(item.image, item.x, y, item.width, item.height)


def _draw_texts(canvas: Canvas, texts: Iterable[Text], height: float) -> None:
    """All texts of a page as one object of the file: half the work of one for each."""
    writer = canvas.beginText()
    style: Style | None = None
    color: Color | None = None
    for text in texts:
        writer.setTextOrigin(text.x, height - text.y)
        if style is None or (text.style.font, text.style.size) != (style.font, style.size):
            writer.setFont(text.style.font, text.style.size)
        if text.style.color != color:
            color = text.style.color
            writer.setFillColorRGB(*color)
        style = text.style
        writer.textOut(text.text)
    canvas.drawText(writer)
