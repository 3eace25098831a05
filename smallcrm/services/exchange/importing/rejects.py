"""Save the rows that did not come in, with the reasons, so that they can be mended and come in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.core.whole_file import replacing
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.fields import CUSTOM
from smallcrm.services.exchange.importing.report import ImportReport
from smallcrm.services.exchange.own_lists.own_headings import REASON
from smallcrm.services.exchange.reading.inspection import Reading
from smallcrm.services.exchange.targets import workbook
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value


def save(
    out: Path, source: Path, options: ReadOptions, report: ImportReport, progress: Progress
) -> int:
    """Write the rows of *report* that were left out to *out* (xlsx); return how many.

    The columns are those of the file, as text; one more says why. The file that comes of it can
    be mended and brought in like any other.

    Args:
        out: Replaced when it is there.
        source: The file that was read.
        options: How it was read.
        report: What became of it.
        progress: May stop the work.

    Raises:
        ImportProblem: *source* is not there any more or has changed beyond reading.
        StorageError: *out* cannot be written.
    """
    reasons = {each.row: str(each.reason) for each in report.left_out}
    headings = [column.header for column in report.facts.columns]
    # Asked to keep every column under its own heading, the reader gives the cells as they stand.
    plain = replace(options, mapping=dict.fromkeys(headings, CUSTOM))

    def rows() -> Iterator[list[list[Value]]]:
        with Reading(source, plain, progress) as reading:
            for chunk in reading.chunks():
                yield [
                    _line(reasons[record.row], record.custom, headings)
                    for record in chunk
                    if record.row in reasons
                ]

    columns = [Column(heading) for heading in headings]
    why = T("why this row was left out")
    columns.append(Column(f"{REASON} {why}", 48))
    sheet = Sheet(str(T("Left out")), columns, rows(), report.rows)
    with replacing(out) as temporary:
        return workbook.write(temporary, sheet, progress)


def _line(reason: str, cells: Mapping[str, str], headings: list[str]) -> list[Value]:
    return [*[cells.get(heading, "") for heading in headings], reason]
