"""The numbers of a list of calls that nobody has, as a list of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from smallcrm.core import clock
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.core.whole_file import replacing
from smallcrm.services.calls.drafts import UnknownNumber
from smallcrm.services.exchange.targets.sheet import Column, Sheet, Value

_WORKBOOK = "smallcrm.services.exchange.targets.workbook"


def save_unknown(
    out: Path, unknown: Sequence[UnknownNumber], progress: Progress | None = None
) -> int:
    """Write *unknown* to *out* (xlsx) and return how many there are.

    With a column for names filled in, the list comes in as contacts.

    Raises:
        StorageError: *out* cannot be written.
    """
    columns = [
        Column(str(T("Name")), 28),
        Column(str(T("Phone")), 20),
        Column(str(T("Calls")), 10),
        Column(str(T("Last call")), 20),
    ]
    rows: list[list[Value]] = [
        [each.name, each.number, each.calls, f"{clock.local(each.last):%Y-%m-%d %H:%M}"]
        for each in unknown
        if each.number
    ]
    sheet = Sheet(str(T("Unknown numbers")), columns, iter([rows]), len(rows))
    with replacing(out) as temporary:
        count: int = load(_WORKBOOK).write(temporary, sheet, progress or Progress())
        return count
