"""Pages as a PDF: every text, box and picture at its place, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from smallcrm.services.documents.pdf import fonts
from smallcrm.services.documents.pdf.sheet import Box, Color, Item, Picture, Stamp, Style, Text

_SLANT = 8  # degrees

# A font that reportlab is cutting down keeps its place in the file on the font itself, so two
# threads may not do it at once.
_drawing = Lock()

# ASCII 85 would make the file a quarter larger and slower to write, for the sake of channels
# that carry seven bits.
rl_config.useA85 = 0


class About(NamedTuple):
    """What the file says of itself."""

    title: str
    author: str
    subject: str
    language: str


def draw(pages: Sequence[Sequence[Item]], size: tuple[float, float], about: About) -> bytes:
    """Return *pages* as a PDF on paper of *size* (width and height in points)."""
    with _drawing:
        return _drawn(pages, size, about)


def _drawn(pages: Sequence[Sequence[Item]], size: tuple[float, float], about: About) -> bytes:
    canvas = Canvas(
        "",
        pagesize=size,
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.REGULAR,
        lang=about.language,
    )
    canvas.setTitle(fonts.plain(about.title))
    canvas.setAuthor(fonts.plain(about.author))
    canvas.setSubject(fonts.plain(about.subject))
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
