"""Write what was worked out to a file, as PDF or as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.core.whole_file import replacing


def save(
    path: Path, pdf: Callable[[], bytes], workbook: Callable[[Path], object], *, refusal: Text
) -> None:
    """Write *path*: what *pdf* prints, or what *workbook* writes to a path, by its ending.

    Raises:
        UserError: It ends in something else; *refusal* says what the endings are.
        StorageError: It cannot be written; what was there is untouched.
    """
    ending = path.suffix.lower()
    if ending not in (".pdf", ".xlsx"):
        raise UserError(
            refusal, hint=T("Nothing was written. Choose another ending."), field="path"
        )
    with replacing(path) as temporary:
        if ending == ".pdf":
            temporary.write_bytes(pdf())
        else:
            workbook(temporary)
