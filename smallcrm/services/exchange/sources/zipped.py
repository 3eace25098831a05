"""Look at a zip container before anything in it is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T
from smallcrm.services.exchange.sources import limits

# All that the standard library raises over containers with wrong bytes in them.
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError, LookupError)
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin")


def check(path: Path) -> str:
    """Return the format (``xlsx``, ``xlsb``, ``ods``) of a container that is safe to unpack.

    Raises:
        ImportProblem: It is damaged, holds something else, or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(path) as container:
            members = container.infolist()
            _check_sizes(members, path.stat().st_size)
            return _format(container, {member.filename for member in members})
    except BROKEN as error:
        raise limits.damaged() from error


def _check_sizes(members: list[zipfile.ZipInfo], packed: int) -> None:
    if len(members) > limits.MOST_MEMBERS:
        raise limits.too_large()
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.LARGEST_UNPACKED:
        raise limits.too_large()
    if unpacked > limits.SMALL_UNPACKED and unpacked > packed * limits.HIGHEST_RATIO:
        raise limits.too_large()


def _format(container: zipfile.ZipFile, names: set[str]) -> str:
    folded = {name.casefold() for name in names}
    if _WORKBOOKS[0] in folded:
        return "xlsx"
    if _WORKBOOKS[1] in folded:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        with container.open("mimetype") as kind:
            if b"spreadsheet" in kind.read(100):
                return "ods"
    if any(name.startswith(("word/", "ppt/")) for name in names) or "content.xml" in names:
        raise ImportProblem(
            T("This is a text document or a presentation, not a table of contacts."),
            hint=T("Copy the table into a spreadsheet and save that."),
        )
    raise ImportProblem(
        T("This is a packed archive, not a list of contacts. Nothing was imported."),
        hint=T("Unpack it first, and choose the file inside it."),
    )
