"""The seller's logo, made small enough to embed."""

from __future__ import annotations

import io
import struct
import zlib
from functools import lru_cache

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

_LARGEST_SIDE = 480  # pixels: 300 per inch at the 40 mm that a logo may take
_MOST_PIXELS = 60_000_000  # more is an attack, or takes longer to open than anybody waits

# What Pillow raises for pictures that are not whole, seen by cutting and flipping bytes.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    zlib.error,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    Image.DecompressionBombError,
)


@lru_cache(maxsize=8)
def logo(content: bytes) -> ImageReader | None:
    """The PNG or JPEG *content*, scaled down and on white; None for what is no picture."""
    if not content:
        return None
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            return _embedded(picture)
    except _BROKEN:
        return None


def _embedded(picture: Image.Image) -> ImageReader:
    """A photograph stays a JPEG; anything else is stored without loss."""
    is_photograph = picture.format == "JPEG"
    if is_photograph:
        picture.draft("RGB", (_LARGEST_SIDE, _LARGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("1", "P"):  # Pillow scales these without smoothing
        upright = upright.convert("RGBA")
    upright.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE), Image.Resampling.LANCZOS)
    flat = _on_white(upright)
    stored = io.BytesIO()
    if is_photograph:
        flat.save(stored, "JPEG", quality=90)
    else:
        flat.save(stored, "PNG")
    stored.seek(0)
    return ImageReader(stored)


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    page = Image.new("RGBA", layer.size, "white")
    page.alpha_composite(layer)
    return page.convert("RGB")
