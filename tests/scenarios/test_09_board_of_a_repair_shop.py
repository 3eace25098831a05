"""Scenario 9: the board of a repair shop adds up exactly, moves by keyboard, and is undone."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from smallcrm.cli.main import main
from smallcrm.core import languages
from smallcrm.core.money import Money
from smallcrm.core.text import T
from smallcrm.services import contacts, pipeline
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.pipeline import DealDraft, StageDraft
from smallcrm.ui.pipeline import words
from tests.scenarios.conftest import LANGUAGES

STAGES = (("Новый", 10), ("Смета", 40), ("Согласовано", 80))
AMOUNTS = ("120000", "45000", "30000")


def open_shop(session, more=0):
    """Stages with what the owner thinks of them, three repairs, one in euros, *more* of others."""
    rows = pipeline.list_stages(session, pipeline.find_pipeline(session, ""))
    for row, (name, percent) in zip(rows, STAGES, strict=False):
        pipeline.change_stage(session, row.id, StageDraft(name, probability=percent))
    owner = contacts.create(session, ContactDraft("Иван Петров"))
    stage = rows[1].id
    drafts = [DealDraft("Ремонт", owner, Decimal(each), "RUB", stage_id=stage) for each in AMOUNTS]
    drafts.append(DealDraft("Tuning", owner, Decimal(500), "EUR", stage_id=stage))
    drafts += [DealDraft(f"Other {n}", owner, stage_id=rows[2].id) for n in range(more)]
    pipeline.create_deals(session, drafts)


@pytest.fixture
def shop(database):
    with database.write(T("Test")) as session:
        open_shop(session)
    return database


@pytest.mark.parametrize(
    ("language", "sums", "weighted"),
    [
        ("en", "€500.00, RUB195,000.00", "€200.00, RUB78,000.00"),
        ("ru", "500,00 €, 195 000,00 ₽", "200,00 €, 78 000,00 ₽"),
        ("el", "500,00 €, 195.000,00 RUB", "200,00 €, 78.000,00 RUB"),
    ],
)
def test_sums_of_two_currencies_stand_beside_each_other_and_are_never_added(
    shop, language, sums, weighted
):
    languages.use(language)
    with shop.read() as session:
        column = pipeline.board(session, pipeline.find_pipeline(session, ""))[1]

    def plain(found):
        shown = words.sums(found).replace("\N{NO-BREAK SPACE}", " ").replace("  ·  ", ", ")
        return shown.replace("\N{NARROW NO-BREAK SPACE}", " ")

    assert (plain(column.sums), plain(column.weighted)) == (sums, weighted)


def test_the_command_line_says_the_same(shop, capsys):
    assert main(["--file", str(shop.path), "--json", "deals", "board"]) == 0
    column = json.loads(capsys.readouterr().out)["stages"][1]
    assert column["sums"] == {"EUR": "500.00", "RUB": "195000.00"}
    assert column["weighted"] == {"EUR": "200.00", "RUB": "78000.00"}


def test_undo_puts_the_card_back_and_takes_the_row_of_its_history_away(shop):
    with shop.read() as session:
        before = pipeline.board(session, 1), pipeline.list_stays(session, 1)
        target = pipeline.list_stages(session, 1)[2].id
    with shop.write(T("Move deal")) as session:
        pipeline.move_deal(session, 1, target)
    shop.undo()
    with shop.read() as session:
        assert (pipeline.board(session, 1), pipeline.list_stays(session, 1)) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_window(sit_down, file, language):
    file.write(open_shop, 1200)
    owner = sit_down(language)
    owner.press("Ctrl+3")
    owner.reads(words.sums([Money.of(500, "EUR"), Money.of(195000, "RUB")]))
    weighted = words.sums([Money.of(200, "EUR"), Money.of(78000, "RUB")])
    owner.reads(T("{sum} at {percent}", sum=weighted, percent="40\N{NO-BREAK SPACE}%"))
    board = owner.window.host.page.board
    many = board.columns[2].cards
    owner.come_to(many)
    owner.press("End")
    owner.until(lambda: board.current_id() == 1204)
    owner.come_to(board.columns[1].cards)
    owner.press("Home")
    owner.press("Ctrl+Right")
    owner.until(lambda: len(file.read(pipeline.list_stays, 1)) == 2)
    owner.reads(T("{title} moved to {stage}", title="Ремонт", stage="Согласовано"))
    owner.press("Ctrl+Z")
    owner.until(lambda: len(file.read(pipeline.list_stays, 1)) == 1)
    owner.until(lambda: board.columns[1].cards.cards.ids == [1, 2, 3, 4])
