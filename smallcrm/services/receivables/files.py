"""A statement as a file or as bytes; the libraries for it are loaded when it is asked for."""

from __future__ import annotations

from pathlib import Path

from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services.receivables.statements import Statement
from smallcrm.services.saving import save

_PDF = "smallcrm.services.receivables.statement_pdf"
_XLSX = "smallcrm.services.receivables.statement_xlsx"


def print_statement(found: Statement) -> bytes:
    """*found* as PDF, in the customer's language."""
    printed: bytes = load(_PDF).render(found)
    return printed


def save_statement(path: Path, found: Statement) -> None:
    """Write *found* to *path*, as PDF or as a workbook by its ending.

    Raises:
        UserError: It ends in something else.
        StorageError: It cannot be written; what was there is untouched.
    """
    save(
        path,
        lambda: print_statement(found),
        lambda temporary: load(_XLSX).write(temporary, found),
        refusal=T("A statement is written as .pdf or .xlsx, not as {name}.", name=path.name),
    )
