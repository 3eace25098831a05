"""Pictures of the pipeline: boards of 2, 6 and 9 stages, empty and full, what stands above them."""

from __future__ import annotations

import time
from datetime import timedelta
from decimal import Decimal
from random import Random

from PySide6.QtWidgets import QApplication

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.models import Deal, Staff
from smallcrm.services import pipeline, tasks
from smallcrm.services.pipeline import LOST, OPEN, DealDraft, StageDraft
from smallcrm.services.samples.deals import add_deals
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.pipeline.bin_dialog import BinDialog
from smallcrm.ui.pipeline.lose_dialog import LoseDialog
from smallcrm.ui.pipeline.other_pipeline_dialog import OtherPipelineDialog
from smallcrm.ui.pipeline.page import PipelinePage
from smallcrm.ui.pipeline.stage_dialog import StageDialog

_WAIT = 0.6  # seconds for threads to answer
_MANY = 2000
_TITLES = (
    "Wedding June, 14 tables",
    "Weekly lobby flowers",
    "Café tables, spring",
    "Office plants",
    "Summer events package with everything",
    "Terrace planting",
    "Bakery window",
    "Autumn subscription",
    "Corporate gifts 2026",
    "Villa wedding",
    "Birthday bouquets",
    "Цветы для офиса",
)


def fill(database: Database, people: list[int]) -> None:
    """Three pipelines more: short and long ones, and one with two thousand deals."""
    with database.write(T("Sample data")) as session:
        add_deals(session, Random(4), people)  # noqa: S311 - made-up data
        session.add_all([Staff(name="Dora Vasiliou"), Staff(name="Ben Short", position=1)])
        for number, title in enumerate(_TITLES, 1):
            deal = session.get(Deal, number)
            if deal is not None:
                deal.title, deal.owner_id = title, number % 2 + 1
        first = pipeline.find_pipeline(session, "")
        stage = pipeline.list_stages(session, first)[2]
        for amount in ("1250", "120000"):
            draft = DealDraft("Import", people[0], Decimal(amount), "USD", stage_id=stage.id)
            deal_id = pipeline.create_deal(session, draft)
            due = (clock.today() + timedelta(days=1)).isoformat()
            tasks.add_task(session, tasks.TaskDraft("Call", due, deal_id=deal_id))
        _short(session)
        long = pipeline.add_pipeline(session, "Long")
        for name in ("Test drive", "Parts ordered", "Waiting for the workshop"):
            pipeline.add_stage(session, long, StageDraft(name, OPEN, 60))
        many = pipeline.add_pipeline(session, "Many")
        opened = [row for row in pipeline.list_stages(session, many) if row.kind != LOST]
        pipeline.create_deals(
            session,
            [
                DealDraft(
                    f"Order {number}",
                    people[number % len(people)],
                    Decimal(number % 900 + 50),
                    stage_id=opened[number % len(opened)].id,
                )
                for number in range(_MANY)
            ],
        )


def short(window: MainWindow) -> None:
    """The pipeline with two stages, and no deals."""
    _choose(window, 2)


def long(window: MainWindow) -> None:
    """The pipeline with nine stages, and no deals."""
    _choose(window, 3)


def many(window: MainWindow) -> None:
    """The pipeline with two thousand deals."""
    _choose(window, 4)


def carry(window: MainWindow) -> None:
    """A card is dragged: a gap, and where it can be let go."""
    _choose(window, 1)
    page = _page(window)
    column = page.board.columns[1].cards
    column.setFocus()
    page.board.columns[0].cards.lift(page.board.columns[0].cards.cards.ids[0])
    column.cards.set_gap(1)


def lose(window: MainWindow) -> None:
    """Why a deal is lost."""
    LoseDialog(window.context, 1, _TITLES[0], None, window).open()


def win(window: MainWindow) -> None:
    """A deal was won."""
    _choose(window, 1)
    page = _page(window)
    page.board.go_to(page.board.columns[0].cards.cards.ids[0])
    page.win()
    _settle()


def thrown(window: MainWindow) -> None:
    """What is in the bin."""
    page = _page(window)
    page.deeds.archive(page.board.columns[0].cards.cards.ids[0], _TITLES[0])
    _settle()
    BinDialog(window.context, window).open()


def elsewhere(window: MainWindow) -> None:
    """Another pipeline for a deal."""
    OtherPipelineDialog(window.context, 1, window).open()


def new(window: MainWindow) -> None:
    """A new deal."""
    _page(window).new_deal()


def stage(window: MainWindow) -> None:
    """A stage is changed."""
    row = window.context.ops.read(lambda session: pipeline.list_stages(session, 1))[2]
    StageDialog(window.context, 1, row, window).open()


def _short(session: object) -> None:
    made = pipeline.add_pipeline(session, "Short")  # type: ignore[arg-type]
    rows = pipeline.list_stages(session, made)  # type: ignore[arg-type]
    for row in rows[1:4]:
        pipeline.remove_stage(session, row.id)  # type: ignore[arg-type]


def _choose(window: MainWindow, number: int) -> None:
    page = _page(window)
    page.board.bar.appear(shown=False)
    for column in page.board.columns:
        column.cards.lift(0)
        column.cards.cards.set_gap(None)
    page.banner.hide()
    page.head.pipeline_wanted.emit(number)
    _settle()


def _page(window: MainWindow) -> PipelinePage:
    page = window.host.page
    assert isinstance(page, PipelinePage)  # noqa: S101 - tells mypy
    _settle()
    return page


def _settle() -> None:
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        QApplication.processEvents()
