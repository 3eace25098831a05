"""Pictures of the reports: a year of deals that went their way, and what is asked of them."""

from __future__ import annotations

import time
from datetime import timedelta
from decimal import Decimal
from random import Random

from PySide6.QtWidgets import QApplication
from sqlalchemy import update
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.models import Campaign, Deal, Lead, StageStay
from smallcrm.services import pipeline
from smallcrm.services.pipeline import LOST, OPEN, DealDraft
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.reports.page import ReportsPage

_WAIT = 0.6  # seconds for threads to answer
_DEALS = 70
_SOURCES = ("Site", "Fair", "Recommendation", "Instagram", "")


def fill(database: Database, people: list[int]) -> None:
    """A pipeline more, with deals that came in, went on, and were won or lost this year."""
    random = Random(9)  # noqa: S311 - made-up data
    with database.write(T("Sample data")) as session:
        way = pipeline.add_pipeline(session, "Workshop")
        reasons = [row.id for row in pipeline.list_reasons(session) if not row.needs_note]
        spring = Campaign(name="Spring fair", source="Fair", cost_minor=45000, currency="EUR",
                          starts=clock.today())  # fmt: skip
        session.add(spring)
        session.flush()
        session.add_all([Lead(name=f"Lead {at}", source="Site") for at in range(9)])
        session.add_all([Lead(name=f"Guest {at}", campaign_id=spring.id) for at in range(5)])
        for number in range(_DEALS):
            _deal(session, way, random, (number, people[number % len(people)], reasons))


def _deal(session: Session, way: int, random: Random, what: tuple[int, int, list[int]]) -> None:
    number, contact_id, reasons = what
    stages = [row for row in pipeline.list_stages(session, way) if row.kind == OPEN]
    closes = clock.today() + timedelta(days=random.randrange(-60, 60))
    draft = DealDraft(
        f"Repair {number + 1}",
        contact_id,
        Decimal(random.randrange(50, 3000)),
        "USD" if number % 9 == 0 else "",
        stage_id=stages[0].id,
        source=random.choice(_SOURCES),
        expected_close=closes,
    )
    deal_id = pipeline.create_deal(session, draft)
    deal = session.get(Deal, deal_id)
    if deal is not None:
        deal.owner_id = number % 2 + 1
    at = clock.now() - timedelta(days=random.randrange(20, 80))
    _shift(session, deal_id, at)
    for stage in stages[1 : random.randrange(1, len(stages) + 1)]:
        at += timedelta(days=random.randrange(1, 9))
        pipeline.move_deal(session, deal_id, stage.id)
        _shift(session, deal_id, at)
    end = random.choice(("won", "lost", "open"))
    if end == "won":
        pipeline.win_deal(session, deal_id)
    elif end == LOST:
        pipeline.lose_deal(session, deal_id, random.choice(reasons))
    if end != OPEN:
        _shift(session, deal_id, at + timedelta(days=random.randrange(1, 12)))


def _shift(session: Session, deal_id: int, at: object) -> None:
    """What just happened to a deal happened *at* that time."""
    mine = StageStay.deal_id == deal_id
    now = update(StageStay).where(mine, StageStay.left_at.is_(None))
    session.execute(now.values(entered_at=at))
    before = update(StageStay).where(mine, StageStay.left_at > at)
    session.execute(before.values(left_at=at))


def choose(window: MainWindow) -> None:
    """The pipeline with the deals."""
    page = window.host.page
    assert isinstance(page, ReportsPage)  # noqa: S101 - tells mypy
    _settle()
    chip = page.bar.chips["pipeline"]
    chip.key = str(max(int(key) for key, _name in chip._choices))  # noqa: SLF001 - as a click does
    chip.chosen.emit()
    _settle()


def pivot(window: MainWindow) -> None:
    """Losses by reason and stage."""
    choose(window)
    page = window.host.page
    assert isinstance(page, ReportsPage)  # noqa: S101 - tells mypy
    page.bar.chips["columns"].choose("stage")
    page.bar.chips["columns"].chosen.emit()
    _settle()


def deals(window: MainWindow) -> None:
    """The deals behind a line."""
    choose(window)
    page = window.host.page
    assert isinstance(page, ReportsPage)  # noqa: S101 - tells mypy
    page.view.opened.emit(1)
    _settle()


def behind_staff(window: MainWindow) -> None:
    """The missed calls of one of the staff, and what else is behind that line."""
    page = window.host.page
    assert isinstance(page, ReportsPage)  # noqa: S101 - tells mypy
    _settle()
    page.view.setCurrentIndex(page.view.paged.index(0, 4))
    page.view.opened.emit(1)
    _settle()


def late_tasks(window: MainWindow) -> None:
    """The tasks that one of the staff did late, or has not done."""
    behind_staff(window)
    page = window.host.page
    assert isinstance(page, ReportsPage)  # noqa: S101 - tells mypy
    page.behind.chips.click("6")
    _settle()


def _settle() -> None:
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        QApplication.processEvents()
