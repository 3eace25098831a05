"""A report as a file or as bytes; the libraries for it are loaded when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services.reports.report import Report
from smallcrm.services.saving import save
from smallcrm.services.settings import get_business, get_layout

_PDF = "smallcrm.services.reports.report_pdf"
_XLSX = "smallcrm.services.reports.report_xlsx"
_PAPERS = "smallcrm.services.documents.pdf.papers"


class Paper(NamedTuple):
    """What a page needs to know besides the report: its size in points, and whose it is."""

    size: tuple[float, float]
    owner: str


def paper_of(session: Session) -> Paper:
    """The paper of the business."""
    business, layout = get_business(session), get_layout(session)
    size: tuple[float, float] = load(_PAPERS).size_for(business.country, layout.paper)
    return Paper(size, business.name)


def print_report(found: Report, paper: Paper) -> bytes:
    """*found* as PDF: title, date, scope, what is counted, chart, table, page n of m."""
    printed: bytes = load(_PDF).render(found, paper.owner, paper.size, clock.today())
    return printed


def save_report(path: Path, found: Report, paper: Paper) -> None:
    """Write *found* to *path*, as PDF or as a workbook by its ending.

    Raises:
        UserError: It ends in something else.
        StorageError: It cannot be written; what was there is untouched.
    """
    save(
        path,
        lambda: print_report(found, paper),
        lambda temporary: load(_XLSX).write(temporary, found),
        refusal=T("A report is written as .pdf or .xlsx, not as {name}.", name=path.name),
    )
