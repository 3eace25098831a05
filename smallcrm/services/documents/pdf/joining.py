"""Several PDFs as one; loaded when it is first needed: pikepdf is costly."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf


def join(files: Iterable[bytes]) -> bytes:
    """The pages of all *files*, in their order."""
    with pikepdf.new() as joined:
        for content in files:
            with pikepdf.open(io.BytesIO(content)) as one:
                joined.pages.extend(one.pages)
        written = io.BytesIO()
        joined.save(written)
    return written.getvalue()
