"""Scenario 11: a planned call stops the clock of a deal; no next step is said at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from smallcrm.core import languages
from smallcrm.core.text import T
from smallcrm.services import contacts, pipeline, tasks
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.pipeline import DealDraft, StageDraft
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.pipeline import words

START = datetime(2026, 11, 2, 10, tzinfo=UTC)
SAID = {
    "en": ("No next step", "1 day late", "Nothing happened for 13 days."),
    "ru": ("Шаг не назначен", "Просрочка 1 день", "13 дней ничего не происходило."),
    "el": ("Χωρίς βήμα", "1 ημ. καθυστέρηση", "Τίποτα δεν έγινε εδώ και 13 ημέρες."),
}


@pytest.fixture
def two(database):
    """A deal with a call in twelve days, and one that nobody looks after."""
    with time_machine.travel(START, tick=False), database.write(T("Test")) as session:
        first = pipeline.find_pipeline(session, "")
        stage = pipeline.list_stages(session, first)[0]
        pipeline.change_stage(session, stage.id, StageDraft(stage.name, stale_days=5))
        anna = contacts.create(session, ContactDraft("Anna"))
        called, left = pipeline.create_deals(session, [DealDraft(name, anna) for name in "AB"])
        tasks.add_task(session, TaskDraft("Call", "2026-11-14", deal_id=called))
    return called, left


@pytest.mark.parametrize("language", SAID)
def test_the_board_says_so_in_words(database, two, language):
    languages.use(language)
    nothing, late, idle = SAID[language]

    def cards(day):
        with time_machine.travel(START + timedelta(days=day), tick=False):
            with database.read() as session:
                found = pipeline.list_cards(session, two)
            today = (START + timedelta(days=day)).date()
            return [
                (card.is_stale, *words.pill(card, today), words.stale(card))
                for card in (found[deal] for deal in two)
            ]

    called, left = cards(0)
    assert left[:3] == (False, nothing, "warning")  # yellow at once
    called, left = cards(6)
    assert (called[0], left[0]) == (False, True)
    called, left = cards(12)
    assert not called[0]
    called, left = cards(13)
    assert called[:3] == (True, late, "danger")
    assert called[3].startswith(idle)
    assert left[0]
