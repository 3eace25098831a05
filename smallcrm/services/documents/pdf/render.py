"""A document as a PDF: a pure function of its view, down to the last byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from smallcrm.services.documents.drafts import DocumentView, PartyDraft
from smallcrm.services.documents.pdf import fonts
from smallcrm.services.documents.pdf.content import Content, content
from smallcrm.services.documents.pdf.layout import compose
from smallcrm.services.documents.pdf.sheet import Box, Color, Item, Picture, Stamp, Style, Text
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.settings.layout import Layout

# Unicode CLDR, paper size US-Letter: everybody else prints on A4.
_LETTER_COUNTRIES = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)

_PAPERS = {"a4": A4, "letter": LETTER}
_SLANT = 8  # degrees

# A font that reportlab is cutting down keeps its place in the file on the font itself, so two
# threads may not do it at once.
_drawing = Lock()

# ASCII 85 would make the file a quarter larger and slower to write, for the sake of channels
# that carry seven bits.
rl_config.useA85 = 0


def render(view: DocumentView, variant: Variant = Variant.ITSELF) -> bytes:
    """Return *view* as a PDF: the same view gives the same bytes, today and in ten years.

    A view without a number is a draft: it says so, and carries no code to pay by. A logo that
    is no picture is left out. Nothing in the texts is ever read as markup.
    """
    return draw(content(view, variant), paper_size(view.seller, view.layout))


def draw(texts: Content, size: tuple[float, float]) -> bytes:
    """Return *texts* as a PDF on paper of *size* (width and height in points)."""
    pages = compose(texts, size)
    with _drawing:
        return _drawn(texts, pages, size)


def paper_size(seller: PartyDraft, layout: Layout) -> tuple[float, float]:
    """Width and height in points: as the layout says, else what is usual where the seller is."""
    is_letter = seller.country.upper() in _LETTER_COUNTRIES
    width, height = _PAPERS[layout.paper or ("letter" if is_letter else "a4")]
    return width, height


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
        elif isinstance(item, Stamp):
            _draw_stamp(canvas, item, height)


def _draw_stamp(canvas: Canvas, stamp: Stamp, height: float) -> None:
    size, text = stamp.style.size, fonts.plain(stamp.text)
    wide, high = fonts.width(text, stamp.style.font, size) + size, size * 1.8
    canvas.saveState()
    canvas.translate(stamp.x, height - stamp.y)
    canvas.rotate(_SLANT)
    canvas.setFillColorRGB(*stamp.style.color)
    canvas.setStrokeColorRGB(*stamp.style.color)
    canvas.setLineWidth(2)
    canvas.roundRect(-wide / 2, -high / 2, wide, high, 4, stroke=1, fill=0)
    canvas.setFont(stamp.style.font, size)
    canvas.drawCentredString(0, -0.355 * size, text)  # half of a capital below the middle
    canvas.restoreState()


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
