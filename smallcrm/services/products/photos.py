"""The photo of a product: made small, kept once under its own hash like the logo."""

from __future__ import annotations

import hashlib
import io

from PIL import Image, ImageOps
from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.models import Blob, Product

_LARGEST_SIDE = 640  # pixels: as large as the form shows it on a fine screen
_LARGEST_FILE = 30 * 1024 * 1024  # bytes: a camera's own
_MOST_PIXELS = 60_000_000  # more is an attack, or takes longer to open than anybody waits
_QUALITY = 85


def set_photo(session: Session, product_id: int, picture: bytes) -> str:
    """Show *picture* (PNG or JPEG) with the product; empty bytes take the photo away.

    Returns:
        The SHA-256 of what is kept; empty for none.

    Raises:
        NotFound: The product is gone.
        UserError: It is no such picture, or too large.
    """
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(T("This product no longer exists."))
    product.photo = _keep(session, _small(picture)) if picture else ""
    session.flush()
    return product.photo


def get_photo(session: Session, sha256: str) -> bytes:
    """The picture kept under *sha256*, a JPEG; empty when there is none."""
    if not sha256:
        return b""
    return session.scalar(select(Blob.data).where(Blob.sha256 == sha256)) or b""


def _keep(session: Session, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    if session.get(Blob, digest) is None:
        session.add(Blob(sha256=digest, media_type="image/jpeg", data=data))
        session.flush()
    return digest


def _small(picture: bytes) -> bytes:
    """*picture* upright, on white, no larger than it is shown; where it was taken is forgotten."""
    if len(picture) > _LARGEST_FILE:
        raise _refused()
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise _refused()
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise _refused() from error
    upright.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _refused() -> UserError:
    return UserError(
        T("This picture cannot be shown."),
        hint=T("The product was left as it was. Choose a PNG or JPEG of at most 30 MB."),
        field="photo",
    )
