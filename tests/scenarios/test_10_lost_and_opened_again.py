"""Scenario 10: a loss needs its reason; opened again a deal is back, its loss not forgotten.

The report of the month after reads the stays: reasons, stages, sources, amounts, days in a stage.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import time_machine
from PySide6.QtWidgets import QPlainTextEdit

from smallcrm.cli.main import main
from smallcrm.core.text import T
from smallcrm.services import contacts, pipeline
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.pipeline import DealDraft
from tests.scenarios.conftest import LANGUAGES

REASONS = {"en": ("Price", "Other"), "ru": ("Цена", "Другое"), "el": ("Τιμή", "Άλλο")}


def travel(day):
    """To a day of March."""
    return time_machine.travel(datetime(2031, 3, day, 12, tzinfo=UTC), tick=False)


@pytest.fixture
def deal(database):
    """A deal that waits in the second stage."""
    with database.write(T("Test")) as session:
        anna = contacts.create(session, ContactDraft("Anna"))
        return pipeline.create_deal(session, DealDraft("Roof", anna, stage="Contacted"))


@pytest.mark.parametrize("language", REASONS)
def test_a_reason_is_required_and_other_asks_for_words(database, deal, language, capsys):
    price, other = REASONS[language]

    def run(*words):
        command = ["--file", str(database.path), "--lang", language, "--json", "deals"]
        status = main([*command, *map(str, words)])
        return status, json.loads(capsys.readouterr().out)

    status, answer = run("lose", deal, "--reason", other)
    assert (status, answer["error"]["field"]) == (1, "note")
    status, answer = run("lose", deal, "--reason", "")
    assert (status, answer["error"]["field"]) == (1, "reason")
    status, answer = run("lose", deal, "--reason", price, "--note", "120 > 100")
    assert (status, answer["status"]) == (0, "lost")
    status, answer = run("reopen", deal)
    assert (status, answer["status"], answer["stage"]) == (0, "open", "Contacted")


def test_the_loss_stays_with_its_days_and_words(database, deal):
    with database.read() as session:
        price = pipeline.find_reason(session, "Price")
    with travel(10), database.write(T("Lose")) as session:
        pipeline.lose_deal(session, deal, price, "Too dear")
    with travel(14), database.write(T("Reopen")) as session:
        pipeline.reopen_deal(session, deal)
    with database.read() as session:
        lost = pipeline.list_stays(session, deal)[1]
    assert (lost.kind, lost.reason, lost.note) == ("lost", "Price", "Too dear")
    assert (lost.left_at - lost.entered_at).days == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_window(sit_down, file, language):
    def prepare(session):
        anna = contacts.create(session, ContactDraft("Anna"))
        return pipeline.create_deal(session, DealDraft("Roof", anna, stage="Contacted"))

    deal = file.write(prepare)
    owner = sit_down(language)
    owner.press("Ctrl+3")
    board = owner.window.host.page.board
    owner.until(lambda: len(board.columns) == 6 and board.columns[1].cards.cards.ids == [deal])
    owner.come_to(board.columns[1].cards)
    owner.press("L")
    owner.click(T("Mark as lost"))
    owner.mentions(T("A deal is lost for a reason."))
    owner.chooses("reason", "Other")
    owner.click(T("Mark as lost"))
    owner.mentions(T("{name} says too little by itself.", name="Other"))
    note = owner.window.findChild(QPlainTextEdit, "note")
    note.window().activateWindow()  # without a screen a list that closed took the keyboard
    owner.until(note.window().isActiveWindow)
    owner.come_to(note)
    owner.type("120 > 100")
    owner.click(T("Mark as lost"))
    owner.until(lambda: board.columns[5].cards.cards.ids == [deal])
    owner.window.activateWindow()
    owner.until(owner.window.isActiveWindow)
    owner.come_to(board.columns[5].cards)
    owner.command(T("Open the deal again"))
    owner.until(lambda: board.columns[1].cards.cards.ids == [deal])
    way = file.read(pipeline.list_stays, deal)
    assert [stay.stage for stay in way] == ["Contacted", "Lost", "Contacted"]
    assert (way[1].reason, way[1].note) == ("Other", "120 > 100")
