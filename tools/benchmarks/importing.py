"""Targets 3, 4 and 6: bring in 50,000 rows; how long it takes, and how long the window stalls.

Beside the time that passes stands the time of the processors, that of the child processes included:
it tells more while others use the machine.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from smallcrm.core.progress import Progress
from smallcrm.db.driver import sqlite
from smallcrm.services import settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.reading.inspection import inspect
from smallcrm.services.samples.people import invent
from tools.benchmarks import measure

ROWS = 50_000
_COUNTRY = "GR"  # of the business, as the program says it when it reads a file
_HEADINGS = (
    "First name",
    "Last name",
    "Company",
    "E-mail",
    "Phone",
    "Mobile",
    "Street",
    "City",
    "Post code",
    "Country",
    "Tags",
    "Notes",
)


def run() -> None:
    """Import the same workbook as fast as it could be, without and with the doubles check."""
    workbook = _workbook()
    ours, limit = measure.in_turns(
        lambda: {
            **measure.child(__name__, "ours", workbook, OnDouble.CREATE.value),
            **measure.child(__name__, "ours", workbook, OnDouble.ASK.value),
        },
        lambda: measure.child(__name__, "limit", workbook),
        runs=3,
    )
    measure.compare("import.plain", ours["create"], limit["limit"], "s", "2, goal 1.5")
    measure.compare("import.checked", ours["ask"], limit["limit"], "s", "4, goal 2.5")
    for name, figure in (("plain", "create"), ("checked", "ask")):
        spent = ours[f"{figure}.cpu"]
        measure.compare(f"import.{name}.cpu", spent, limit["limit.cpu"], "s", "none")
    measure.show("import.checked.peak", ours["ask.peak"], "MB")
    measure.show("import.checked.peak.beside", ours["ask.beside"], "MB (the largest child)")
    stall = measure.child(__name__, "stall", workbook)
    measure.show("import.longest_stall", stall["stall"], "ms (gate 100, goal 50)")


def _workbook() -> Path:
    """50,000 invented contacts as a spreadsheet program would save them; made once."""
    path = measure.FOLDER / "contacts-50k.xlsx"
    if not path.exists():
        from openpyxl import Workbook  # noqa: PLC0415 - only when it is not there yet

        measure.FOLDER.mkdir(parents=True, exist_ok=True)
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Contacts")
        sheet.append(_HEADINGS)
        for row in _rows():
            sheet.append(row)
        book.save(path)
    return path


def _rows() -> Iterator[list[str]]:
    for draft in invent(ROWS):
        yield _row(draft)


def _row(draft: ContactDraft) -> list[str]:
    address = draft.addresses[0]
    phones = [phone.value for phone in draft.phones]
    return [
        draft.given_name,
        draft.family_name,
        draft.company if draft.kind == "person" else draft.name,
        draft.emails[0].value,
        phones[0],
        phones[1] if len(phones) > 1 else "",
        address.street,
        address.city,
        address.postcode,
        address.country,
        ", ".join(draft.tags),
        draft.note,
    ]


def _new_file(name: str) -> Path:
    path = measure.FOLDER / f"{name}.smallcrm"
    for old in measure.FOLDER.glob(f"{name}.smallcrm*"):
        old.unlink()
    settings.create_file(path, country=_COUNTRY, currency="EUR", language="en").close()
    return path


def _ours(workbook: Path, on_double: OnDouble) -> None:
    from smallcrm.db.database import Database  # noqa: PLC0415 - after the file is made

    database = Database(_new_file("import"))
    start, before = time.perf_counter(), _processors()
    preview = inspect(workbook, ReadOptions(home=_COUNTRY))
    report = bring_in(database, preview, Wishes("bench", on_double), Progress())
    spent, worked = time.perf_counter() - start, _processors() - before
    if report.created != ROWS:
        raise SystemExit(f"{report.created} contacts instead of {ROWS}")
    database.close()
    print(on_double.value, spent)
    print(f"{on_double.value}.cpu", worked)
    print(f"{on_double.value}.peak", _peak())
    print(f"{on_double.value}.beside", _peak(of_children=True))


def _processors() -> float:
    """Seconds that this process and its children that ended have worked."""
    return sum(os.times()[:4])


def _peak(*, of_children: bool = False) -> float:
    import resource  # noqa: PLC0415 - not on Windows

    whose = resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF
    return resource.getrusage(whose).ru_maxrss / 1024


def _limit(workbook: Path) -> None:
    """calamine, one table, three indexes, one commit, two full-text indexes filled from it."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    path = measure.FOLDER / "limit.db"
    for old in measure.FOLDER.glob("limit.db*"):
        old.unlink()
    start, before = time.perf_counter(), _processors()
    book = CalamineWorkbook.from_path(str(workbook))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)[1:]
    connection = sqlite.connect(str(path), isolation_level=None)
    run = connection.execute
    names = [f"c{number}" for number in range(len(_HEADINGS))]
    columns = ", ".join(names)
    run("PRAGMA journal_mode = WAL")
    run(f"CREATE TABLE contact (id INTEGER PRIMARY KEY, {columns})")
    for name in ("c1", "c2", "c3"):
        run(f"CREATE INDEX ix_{name} ON contact ({name})")
    found = ", ".join(names[:6])
    for table, tokenizer in (("words", "unicode61"), ("parts", "trigram")):
        run(
            f"CREATE VIRTUAL TABLE {table} USING fts5({found}, content='contact',"
            f" content_rowid='id', tokenize='{tokenizer}')"
        )
    run("BEGIN")
    blanks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO contact ({columns}) VALUES ({blanks})", rows)
    for table in ("words", "parts"):
        run(f"INSERT INTO {table} (rowid, {found}) SELECT id, {found} FROM contact")
    run("COMMIT")
    print("limit", time.perf_counter() - start)
    print("limit.cpu", _processors() - before)


def _stall(workbook: Path) -> None:
    """The longest time between two ticks of the window's loop while it imports."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415

    from smallcrm.db.database import Database  # noqa: PLC0415
    from smallcrm.ui.ops import Ops  # noqa: PLC0415

    path = _new_file("stall")
    application = QApplication([])
    ops = Ops(lambda: Database(path))
    owner = QWidget()
    ticks: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))

    def begin() -> None:
        timer.start(5)
        preview = inspect(workbook, ReadOptions(home=_COUNTRY))
        ticks.clear()
        ops.administer(
            owner,
            lambda database: bring_in(database, preview, Wishes("bench"), Progress()),
            done=lambda _report: application.quit(),
        )

    ops.ready.connect(begin)
    ops.start()
    application.exec()
    gaps = [later - earlier for earlier, later in pairwise(ticks)]
    print("stall", max(gaps) * 1000)
    ops.close()


if __name__ == "__main__":
    what, book = sys.argv[1], Path(sys.argv[2])
    if what == "ours":
        _ours(book, OnDouble(sys.argv[3]))
    elif what == "limit":
        _limit(book)
    else:
        _stall(book)
