"""The pages of a PDF as pictures, for the window and for the printer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError

from smallcrm.core.errors import StorageError
from smallcrm.core.text import T

_POINTS_PER_INCH = 72

# PDFium may be used by one thread at a time, whatever the documents.
_reading = Lock()


class PageImage(NamedTuple):
    """A page as it looks: *pixels* is RGBA, row by row from the top, without padding."""

    width: int
    height: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """How many pages *pdf* has.

    Raises:
        StorageError: It is not a PDF.
    """
    with _opened(pdf) as document:
        return len(document)


def pages(pdf: bytes, dpi: float = 96, only: Sequence[int] | None = None) -> list[PageImage]:
    """Draw the pages of *pdf* on white at *dpi* pixels per inch.

    Args:
        pdf: What ``render`` returned, or what was stored.
        dpi: 72 is one pixel per point; multiply by the scale of the screen.
        only: The pages wanted, counted from 0; all when not given.

    Raises:
        StorageError: It is not a PDF.
    """
    with _opened(pdf) as document:
        wanted = range(len(document)) if only is None else only
        return [_image(document, index, dpi / _POINTS_PER_INCH) for index in wanted]


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    with _reading:
        try:
            document = PdfDocument(pdf)
        except PdfiumError as error:
            raise StorageError(
                T("This PDF cannot be shown, because its content is damaged."),
                hint=T("Nothing was changed. Restore the file from a backup."),
            ) from error
        try:
            yield document
        finally:
            document.close()


def _image(document: PdfDocument, index: int, scale: float) -> PageImage:
    page = document[index]
    bitmap = page.render(
        scale=scale,
        force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA,
        rev_byteorder=True,
    )
    row = bitmap.width * 4
    whole = bytes(bitmap.buffer)
    if bitmap.stride != row:
        starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
        whole = b"".join(whole[start : start + row] for start in starts)
    image = PageImage(bitmap.width, bitmap.height, whole)
    bitmap.close()
    page.close()
    return image
