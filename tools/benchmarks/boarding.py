"""Target 10: a board of 2,000 and of 10,000 cards: from the click to the picture, and a move.

The limit is the plainest board: a list view with a delegate per column, all cards in memory; its
clock starts with its empty window, ours with the click on the place, some seconds after the start:
the page is made by then, and the first cards are read. On both sides the modules are loaded before.

Target 17: what the sums of a board cost, with the same open deals and more and more closed ones.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tools.benchmarks import measure

if TYPE_CHECKING:  # each child loads its own
    from PySide6.QtWidgets import QApplication

    from smallcrm.ui.main_window import MainWindow

_SIZES = (2000, 10_000)
_HISTORIES = (10_000, 100_000, 1_000_000)  # deals in all, of which 2,000 are open
_OPEN = 2000
_STAGES = 6
_MOVES = 20
_RUNS = 3
_IDLE = 5  # seconds
_STALL = 50  # milliseconds that the window may be held up
_CLOSED = (
    "INSERT INTO deal (uid, title, contact_id, stage_id, amount_minor, currency, source, note,"
    " position, prices_include_tax, created_at, updated_at)"
    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
    " SELECT 'c' || ? || '-' || i, 'Old ' || i, 1, ?, 10000, 'EUR', '', '', i, 0,"
    " '2020-01-01 00:00:00.000000', '2020-01-01 00:00:00.000000' FROM n"
)
_STAYS = (
    "INSERT INTO stage_stay (deal_id, stage_id, entered_at, note)"
    " SELECT id, stage_id, created_at, '' FROM deal"
    " WHERE id NOT IN (SELECT deal_id FROM stage_stay)"
)


def run() -> None:
    """Print first pictures, moves and sums."""
    for size in _SIZES:
        home = {"SMALLCRM_HOME": str(measure.FOLDER / "home")}
        path = _board_of(size)
        ours, limit = measure.in_turns(
            partial(measure.child, __name__, "ours", path, environment=home),
            partial(measure.child, __name__, "limit", size),
            runs=_RUNS,
        )
        measure.compare(f"board.{size}.filled", ours["first"], limit["first"], "ms", "goal 1.5")
        for name in ("move.call", "move.stall"):
            measure.show(f"board.{size}.{name}", ours[name], f"ms (at most {_STALL})")
    _sums()


def _sums() -> None:
    """The same open deals, however many were closed long ago."""
    from datetime import timedelta  # noqa: PLC0415 - beside what needs it

    from smallcrm.core import clock  # noqa: PLC0415
    from smallcrm.db.database import Database  # noqa: PLC0415
    from smallcrm.services import pipeline  # noqa: PLC0415

    path = measure.FOLDER / "board-history.smallcrm"
    path.unlink(missing_ok=True)
    _make(path, _OPEN)
    recent = pipeline.DealFilter(closed_from=clock.today() - timedelta(days=30))
    smallest = 0.0
    there = _OPEN
    for history in _HISTORIES:
        database = Database(path)
        with database.engine.begin() as connection:
            stages = [
                row[0]
                for row in connection.exec_driver_sql(
                    "SELECT id FROM stage WHERE kind <> 'open' ORDER BY id"
                )
            ]
            for stage in stages:
                values = ((history - there) // len(stages), f"{history}-{stage}", stage)
                connection.exec_driver_sql(_CLOSED, values)
            connection.exec_driver_sql(_STAYS)
        there = history
        with database.read() as session:
            took = min(
                measure.seconds(partial(pipeline.board, session, 1, recent)) for _ in range(_RUNS)
            )
        smallest = smallest or took
        measure.compare(f"board.sums.{history}", took * 1000, smallest * 1000, "ms", "flat: 1.5")
        database.close()


def _board_of(size: int) -> Path:
    path = measure.FOLDER / f"board-{size}.smallcrm"
    measure.FOLDER.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path, size)
    return path


def _make(path: Path, size: int) -> None:
    from decimal import Decimal  # noqa: PLC0415

    from smallcrm.core.text import T  # noqa: PLC0415
    from smallcrm.services import contacts, pipeline, settings  # noqa: PLC0415
    from smallcrm.services.contacts import ContactDraft  # noqa: PLC0415
    from smallcrm.services.pipeline import DealDraft  # noqa: PLC0415

    database = settings.create_file(path, country="GR", currency="EUR", language="en")
    with database.write(T("Fill")) as session:
        people = [contacts.create(session, ContactDraft(f"Person {n}")) for n in range(100)]
        stages = [row.id for row in pipeline.list_stages(session, 1) if row.kind == "open"]
        drafts = [
            DealDraft(f"Deal {n}", people[n % 100], Decimal(n), stage_id=stages[n % len(stages)])
            for n in range(size)
        ]
        pipeline.create_deals(session, drafts)
    database.close()


def _ours(path: str) -> None:
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from smallcrm.core.loading import load  # noqa: PLC0415
    from smallcrm.db.database import Database  # noqa: PLC0415
    from smallcrm.ui.main_window import MainWindow  # noqa: PLC0415
    from smallcrm.ui.ops import Ops  # noqa: PLC0415
    from smallcrm.ui.pipeline.page import PipelinePage  # noqa: PLC0415
    from smallcrm.ui.settings import Settings  # noqa: PLC0415
    from smallcrm.ui.theme import fonts  # noqa: PLC0415
    from smallcrm.ui.theme.theme import LIGHT_SCHEME, STYLE, Theme  # noqa: PLC0415

    load("smallcrm.services.pipeline")
    application = QApplication(["bench", *STYLE])
    fonts.load()
    theme = Theme(LIGHT_SCHEME)
    theme.apply()
    ops = Ops(lambda: Database(Path(path)))
    window = MainWindow(theme, ops, Settings(), None)
    window.resize(1400, 900)
    window.open("crm://settings")
    window.show()
    ops.start()
    _settle(application, window)
    start = time.perf_counter()
    window.open("crm://pipeline")
    page = window.findChild(PipelinePage)
    assert page is not None  # noqa: S101 - tells mypy
    waiting = QEventLoop.ProcessEventsFlag.WaitForMoreEvents  # not in the way of the readers
    while not page.board.columns or not page.board.columns[0].cards.cards.ids:
        application.processEvents(waiting)
    application.processEvents()
    for column in page.board.columns:
        column.cards.viewport().repaint()
    application.processEvents()
    print("first", (time.perf_counter() - start) * 1000)
    _move(application, page)
    ops.close()


def _move(application: object, page: object) -> None:
    """Move cards there and back; the longest time that the window does not listen."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from smallcrm.ui.pipeline.page import PipelinePage  # noqa: PLC0415

    assert isinstance(application, QApplication)  # noqa: S101 - tells mypy
    assert isinstance(page, PipelinePage)  # noqa: S101
    calls, stalls = [], []
    page.board.start()
    for number in range(_MOVES):
        step = 1 if number % 2 == 0 else -1
        calls.append(measure.seconds(partial(page._move_beside, step)))  # noqa: SLF001
        end = time.perf_counter() + 0.3
        while time.perf_counter() < end:
            stalls.append(measure.seconds(application.processEvents))
            time.sleep(0.001)
    print("move.call", measure.percentile(calls, 0.95) * 1000)
    print("move.stall", max(stalls) * 1000)


def _settle(application: QApplication, window: MainWindow) -> None:
    """Until what is made ahead of the first click is made, on a busy machine too."""
    end = time.perf_counter() + _IDLE
    while time.perf_counter() < end or window.host._to_build:  # noqa: SLF001
        application.processEvents()
        time.sleep(0.005)


def _limit(size: str) -> None:
    from PySide6.QtWidgets import (  # noqa: PLC0415
        QApplication,
        QHBoxLayout,
        QListView,
        QMainWindow,
        QWidget,
    )

    from tools.benchmarks.plain_board import PlainDelegate, PlainModel  # noqa: PLC0415

    application = QApplication([])
    rows = [(f"Deal {n}", f"Person {n % 100}", f"{n} €", n % 5) for n in range(int(size))]
    start = time.perf_counter()
    window, root = QMainWindow(), QWidget()
    layout = QHBoxLayout(root)
    kept: list[object] = []
    views = []
    for number in range(_STAGES):
        view = QListView()
        model, delegate = PlainModel(rows[number::_STAGES]), PlainDelegate(view)
        view.setModel(model)
        view.setItemDelegate(delegate)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        kept += [model, delegate]
        views.append(view)
        layout.addWidget(view)
    window.setCentralWidget(root)
    window.resize(1400, 900)
    window.show()
    application.processEvents()
    for view in views:
        view.viewport().repaint()
    application.processEvents()
    print("first", (time.perf_counter() - start) * 1000)


if __name__ == "__main__":
    {"ours": _ours, "limit": _limit}[sys.argv[1]](sys.argv[2])
