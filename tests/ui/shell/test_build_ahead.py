"""Pages that are made in idle moments, before anybody goes there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import DealDraft
from smallcrm.ui.shell import page_host
from smallcrm.ui.shell.places import DOCUMENTS, PIPELINE, all_places


@pytest.fixture
def pages_ahead(monkeypatch):
    """As in the program, without the pauses that keys need."""
    monkeypatch.setattr(page_host, "_BETWEEN", 0)


@pytest.fixture
def roof(database, people):
    """A deal, before the window is there."""
    with database.write(T("Test")) as session:
        return pipeline.create_deal(session, DealDraft("Roof", people["Ann Archer"], Decimal(100)))


@pytest.fixture
def board(qtbot, roof, window):
    """The board, made and read while something else is on screen."""
    window.host.build_ahead(PIPELINE)
    qtbot.waitUntil(
        lambda: "pipeline" in window.host._pages and not window.host._to_build, timeout=20_000
    )
    page = window.host._pages["pipeline"]
    qtbot.waitUntil(lambda: page.board.place_of(roof)[1] == [roof])
    assert window.host.page is not page
    return page.board


def test_window_makes_them_by_itself_while_something_else_is_on_screen(qtbot, window):
    shown = window.host.page
    ahead = {place.name for place in all_places() if place.ahead}
    assert ahead
    qtbot.waitUntil(lambda: ahead <= window.host._pages.keys(), timeout=20_000)
    assert window.host.page is shown


def test_page_is_made_part_by_part_without_being_shown(qtbot, window):
    shown = window.host.page
    window.host.build_ahead(DOCUMENTS)
    qtbot.waitUntil(lambda: "documents" in window.host._pages)
    page = window.host._pages["documents"]
    qtbot.waitUntil(lambda: page._editor is not None and page._editor._panel is not None)
    qtbot.waitUntil(lambda: not window.host._to_build)
    assert window.host.page is shown
    assert not page._has_printing  # what costs memory waits for the first visit


def test_page_made_ahead_reads_its_list_when_it_is_first_shown(qtbot, window):
    window.host.build_ahead(DOCUMENTS)
    qtbot.waitUntil(lambda: "documents" in window.host._pages)
    page = window.host._pages["documents"]
    assert page._is_stale
    window.open("crm://documents")
    assert window.host.page is page
    assert not page._is_stale


def test_first_click_on_the_board_shows_its_cards_at_once(window, board, roof):
    assert board.size().width() > 600  # as wide as it will be: it was painted once
    window.open("crm://pipeline")
    assert board.columns[0].cards.seen() == [roof]


def test_board_that_was_read_ahead_shows_what_changed_before_the_first_click(
    qtbot, window, board, database, roof, people
):
    with database.write(T("Test")) as session:
        wall = pipeline.create_deal(session, DealDraft("Wall", people["Ann Archer"], Decimal(1)))
    page = window.host._pages["pipeline"]
    qtbot.waitUntil(lambda: page._is_stale)
    window.open("crm://pipeline")
    qtbot.waitUntil(lambda: board.columns[0].cards.seen() == [roof, wall])


def test_board_that_nobody_saw_for_some_minutes_is_read_again(qtbot, window, board, roof):
    page = window.host._pages["pipeline"]
    page._clock.timeout.emit()  # what is due may be late by now
    window.open("crm://pipeline")
    assert not page._is_stale
    qtbot.waitUntil(lambda: board.columns[0].cards.seen() == [roof])
