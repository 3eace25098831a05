"""Deals on their way: each in one stage at a time, in the order that was asked for."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from pathlib import Path

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select
from sqlalchemy.event import listen

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.models import Deal, Stage, StageStay
from smallcrm.services import contacts, pipeline
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.pipeline import DealDraft, StageDraft


@pytest.fixture
def stages(ask):
    """The stages of a new file by name."""
    first = ask(pipeline.find_pipeline, "")
    return {row.name: row.id for row in ask(pipeline.list_stages, first)}


@pytest.fixture
def deals(do, anna):
    """Three deals in the first stage."""
    return do(pipeline.create_deals, [DealDraft(name, anna, Decimal(10)) for name in "ABC"])


@pytest.fixture
def order(ask):
    """The titles of the deals in a stage, as the board has them."""

    def order(stage_id):
        columns = ask(pipeline.board, ask(pipeline.find_pipeline, ""))
        ids = next(column.deals for column in columns if column.stage.id == stage_id)
        cards = ask(pipeline.list_cards, ids)
        return "".join(cards[deal_id].title for deal_id in ids)

    return order


@pytest.fixture
def way(ask):
    """The stages that a deal was in so far."""

    def way(deal_id):
        return [stay.stage for stay in ask(pipeline.list_stays, deal_id)]

    return way


def reason(ask, name):
    return next(row.id for row in ask(pipeline.list_reasons) if row.name == name)


def test_a_deal_moved_before_another_stands_there(do, deals, stages, order):
    a, b, c = deals
    do(pipeline.move_deal, c, stages["New"], a)
    assert order(stages["New"]) == "CAB"
    do(pipeline.move_deal, a, stages["New"])
    assert order(stages["New"]) == "CBA"
    do(pipeline.move_deal, b, stages["Contacted"])
    do(pipeline.move_deal, c, stages["Contacted"], b)
    assert (order(stages["New"]), order(stages["Contacted"])) == ("A", "CB")


def test_a_move_within_the_stage_is_no_new_stay(do, deals, stages, way):
    do(pipeline.move_deal, deals[0], stages["New"])
    assert way(deals[0]) == ["New"]


def test_a_column_whose_gaps_are_used_up_is_numbered_anew_and_keeps_its_order(
    do, deals, stages, order
):
    a, b, c = deals
    for _ in range(12):  # each halves the gap before C
        do(pipeline.move_deal, a, stages["New"], c)
        do(pipeline.move_deal, b, stages["New"], c)
    assert order(stages["New"]) == "ABC"


def test_a_deal_whose_old_place_is_the_new_one_of_a_column_numbered_anew_still_moves(
    do, database, deals, stages, order
):
    with database.write(T("Test")) as session:  # where many moves leave them
        for deal_id, place in zip(deals, (1022, 1023, 1536), strict=True):
            session.get(Deal, deal_id).position = place
    do(pipeline.move_deal, deals[2], stages["New"], deals[1])
    assert order(stages["New"]) == "ACB"


def test_a_lost_deal_needs_a_reason_and_other_needs_words(do, ask, deals, stages, way):
    with pytest.raises(UserError) as caught:
        do(pipeline.move_deal, deals[0], stages["Lost"])
    assert caught.value.field == "reason"
    with pytest.raises(UserError) as caught:
        do(pipeline.lose_deal, deals[0], None)
    assert caught.value.field == "reason"
    with pytest.raises(UserError) as caught:
        do(pipeline.lose_deal, deals[0], reason(ask, "Other"), "  ")
    assert caught.value.field == "note"
    assert way(deals[0]) == ["New"]
    do(pipeline.lose_deal, deals[0], reason(ask, "Other"), "They moved away")
    last = ask(pipeline.list_stays, deals[0])[-1]
    assert (last.stage, last.reason, last.note) == ("Lost", "Other", "They moved away")


def test_a_typed_deal_is_not_lost_without_a_reason(do, anna, deals):
    for command in (
        lambda session: pipeline.create_deal(session, DealDraft("D", anna, stage="Lost")),
        lambda session: pipeline.change_deal(session, deals[0], DealDraft("A", anna, stage="Lost")),
    ):
        with pytest.raises(UserError) as caught:
            do(command)
        assert caught.value.field == "stage"


def test_a_deal_opened_again_is_where_it_was_and_its_loss_stays_in_its_history(
    do, ask, deals, stages, way
):
    do(pipeline.move_deal, deals[0], stages["Negotiation"])
    do(pipeline.lose_deal, deals[0], reason(ask, "Price"), "Too dear")
    do(pipeline.reopen_deal, deals[0])
    assert way(deals[0]) == ["New", "Negotiation", "Lost", "Negotiation"]
    lost = ask(pipeline.list_stays, deals[0])[2]
    assert (lost.reason, lost.note, lost.kind) == ("Price", "Too dear", "lost")
    assert ask(pipeline.list_cards, [deals[0]])[deals[0]].reason == ""
    with pytest.raises(UserError, match="open already"):
        do(pipeline.reopen_deal, deals[0])


def test_a_lost_deal_that_cannot_be_put_before_itself_stays_lost(do, ask, deals, stages):
    do(pipeline.lose_deal, deals[0], reason(ask, "Price"))
    with pytest.raises(NotFound):
        do(pipeline.move_deal, deals[0], stages["New"], deals[0])
    card = ask(pipeline.list_cards, [deals[0]])[deals[0]]
    assert (card.status, card.reason) == ("lost", "Price")


def test_winning_twice_is_winning_once(do, deals, way):
    do(pipeline.win_deal, deals[0])
    do(pipeline.win_deal, deals[0])
    assert way(deals[0]) == ["New", "Won"]


def test_why_a_deal_was_lost_can_be_put_right(do, ask, deals, way):
    do(pipeline.lose_deal, deals[0], reason(ask, "Price"))
    do(pipeline.lose_deal, deals[0], reason(ask, "Timing"), "Next year perhaps")
    assert way(deals[0]) == ["New", "Lost"]
    last = ask(pipeline.list_stays, deals[0])[-1]
    assert (last.reason, last.note) == ("Timing", "Next year perhaps")


def test_undo_takes_the_move_and_its_stay_back(do, database, deals, stages, way, order):
    do(pipeline.move_deal, deals[0], stages["Contacted"])
    database.undo()
    assert (way(deals[0]), order(stages["New"])) == (["New"], "ABC")


def test_a_deal_in_the_bin_is_on_no_board_and_comes_back_to_its_place(do, deals, stages, order):
    do(pipeline.archive_deal, deals[1])
    assert order(stages["New"]) == "AC"
    do(pipeline.restore_deal, deals[1])
    assert order(stages["New"]) == "ABC"


def test_what_is_gone_cannot_be_moved(do, deals, stages):
    do(pipeline.archive_deal, deals[0])
    with pytest.raises(NotFound):
        do(pipeline.move_deal, deals[0], stages["Contacted"])
    with pytest.raises(NotFound):
        do(pipeline.move_deal, deals[1], stages["Contacted"], deals[2])
    with pytest.raises(NotFound):
        do(pipeline.move_deal, deals[1], 999)


def test_a_deal_changed_in_a_form_enters_its_stage_like_any_other(do, anna, deals, way):
    do(pipeline.change_deal, deals[0], DealDraft("A", anna, stage="Quote sent"))
    assert way(deals[0]) == ["New", "Quote sent"]


def test_a_deal_of_the_second_pipeline_stays_in_it_when_it_is_changed(do, ask, anna, way):
    second = do(pipeline.add_pipeline, "Repairs")
    stage = ask(pipeline.list_stages, second)[1]
    deal = do(pipeline.create_deal, DealDraft("Bike", anna, stage_id=stage.id))
    do(pipeline.change_deal, deal, DealDraft("Bicycle", anna, stage="Negotiation"))
    assert ask(pipeline.list_deal_ids, pipeline_id=second) == [deal]
    assert way(deal) == ["Contacted", "Negotiation"]


class Board(RuleBasedStateMachine):
    """Moves, wins, losses and undos as people do them, beside a model of plain lists."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "board.smallcrm")
        self.database = Database(self.folder / "board.smallcrm")
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        with self.database.read() as session:
            self.pipeline = pipeline.find_pipeline(session, "")
            self.stages = pipeline.list_stages(session, self.pipeline)
            self.reason = pipeline.list_reasons(session)[0].id
            self.columns = {row.id: [] for row in self.stages}
            for deal in session.scalars(select(Deal).order_by(Deal.position, Deal.id)):
                self.columns[deal.stage_id].append(deal.id)
        self.deals = sorted(chain.from_iterable(self.columns.values()))
        self.past: list[dict[int, list[int]]] = []
        self.lost, self.won = self.kind("lost"), self.kind("won")

    def kind(self, kind):
        return next(row.id for row in self.stages if row.kind == kind)

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    def do(self, command, *args):
        self.now += timedelta(hours=7)
        with time_machine.travel(self.now, tick=False), self.database.write(T("Test")) as session:
            command(session, *args)

    def put(self, deal_id, stage_id, place):
        self.past.append({key: list(ids) for key, ids in self.columns.items()})
        for ids in self.columns.values():
            if deal_id in ids:
                ids.remove(deal_id)
        self.columns[stage_id].insert(place, deal_id)

    def where(self, deal_id):
        return next(key for key, ids in self.columns.items() if deal_id in ids)

    @rule(which=st.integers(0, 11), stage=st.integers(0, 4), place=st.integers(0, 12))
    def move(self, which, stage, place):
        deal_id, stage_id = self.deals[which], self.stages[stage].id
        others = [each for each in self.columns[stage_id] if each != deal_id]
        before = others[place] if place < len(others) else None
        self.put(deal_id, stage_id, min(place, len(others)))
        self.do(pipeline.move_deal, deal_id, stage_id, before)

    @rule(which=st.integers(0, 11))
    def win(self, which):
        deal_id = self.deals[which]
        if self.where(deal_id) != self.won:
            self.put(deal_id, self.won, 0)
            self.do(pipeline.win_deal, deal_id)

    @rule(which=st.integers(0, 11))
    def lose(self, which):
        deal_id = self.deals[which]
        if self.where(deal_id) != self.lost:
            self.put(deal_id, self.lost, 0)
            self.do(pipeline.lose_deal, deal_id, self.reason)

    @rule(which=st.integers(0, 11))
    def open_again(self, which):
        deal_id = self.deals[which]
        if self.where(deal_id) in (self.won, self.lost):
            with self.database.read() as session:
                stays = pipeline.list_stays(session, deal_id)
            stage_id = [stay.stage_id for stay in stays if stay.kind == "open"][-1]
            self.put(deal_id, stage_id, len(self.columns[stage_id]))
            self.do(pipeline.reopen_deal, deal_id)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self):
        self.database.undo()
        self.columns = self.past.pop()

    @invariant()
    def the_board_is_what_was_asked_for(self):
        with self.database.read() as session:
            columns = pipeline.board(session, self.pipeline)
            rows = session.execute(select(Deal.stage_id, Deal.currency, Deal.amount_minor)).all()
        assert {column.stage.id: list(column.deals) for column in columns} == self.columns
        sums = defaultdict(int)
        for stage_id, currency, minor in rows:
            sums[stage_id, currency] += minor or 0
        for column in columns:
            assert column.count == len(column.deals)
            for total, weighted in zip(column.sums, column.weighted, strict=True):
                whole = sums[column.stage.id, total.currency]
                share = Decimal(whole * column.stage.probability) / 100
                assert total.minor == whole
                assert weighted.minor == share.quantize(Decimal(1), ROUND_HALF_UP)

    @invariant()
    def each_deal_has_one_open_stay_and_its_stays_make_up_its_age(self):
        with self.database.read() as session:
            found = session.execute(
                select(Deal.id, Deal.created_at, Deal.stage_id).order_by(Deal.id)
            ).all()
            stays = defaultdict(list)
            for stay in session.scalars(select(StageStay).order_by(StageStay.id)):
                stays[stay.deal_id].append(stay)
        for deal_id, created, stage_id in found:
            own = stays[deal_id]
            assert [stay.left_at for stay in own].count(None) == 1
            assert own[-1].stage_id == stage_id
            assert own[0].entered_at == created
            assert [stay.left_at for stay in own[:-1]] == [stay.entered_at for stay in own[1:]]


def test_any_history_of_moves_leaves_the_board_as_it_was_asked_for(empty_file, tmp_path):
    template = tmp_path / "board.smallcrm"
    shutil.copy(empty_file, template)
    database = Database(template)
    with (
        time_machine.travel(datetime(2026, 3, 1, 9, 0, tzinfo=UTC), tick=False),
        database.write(T("Test")) as session,
    ):
        anna = contacts.create(session, ContactDraft("Anna"))
        drafts = [
            DealDraft(str(n), anna, Decimal("33.33") * n, "USD" if n % 5 == 4 else "EUR")
            for n in range(12)
        ]
        pipeline.create_deals(session, drafts)
    with database.write(T("Test")) as session:  # nothing of before can be undone by the machine
        session.get(Stage, 1).stale_days = 5
    database.close()
    Board.template = template
    machine = Board.TestCase
    machine.settings = settings(
        max_examples=12, stateful_step_count=25, suppress_health_check=list(HealthCheck)
    )
    machine().runTest()


def test_a_stage_with_deals_is_removed_only_when_another_takes_them(do, ask, deals, stages, way):
    with pytest.raises(UserError) as caught:
        do(pipeline.remove_stage, stages["New"])
    assert caught.value.field == "to"
    with pytest.raises(UserError):
        do(pipeline.remove_stage, stages["New"], stages["Won"])
    do(pipeline.archive_deal, deals[2])
    do(pipeline.remove_stage, stages["New"], stages["Contacted"])
    assert [way(deal) for deal in deals] == [["New", "Contacted"]] * 3
    rows = ask(pipeline.list_stages, ask(pipeline.find_pipeline, ""))
    assert [(row.name, row.deals) for row in rows][:2] == [("Contacted", 2), ("Quote sent", 0)]


def test_lost_deals_keep_their_words_when_their_stage_is_removed(do, ask, deals, stages):
    first, price = ask(pipeline.find_pipeline, ""), reason(ask, "Price")
    gone = do(pipeline.add_stage, first, StageDraft("Gone quiet", "lost"))
    for deal in deals[:2]:
        do(pipeline.lose_deal, deal, price, f"Words {deal}", stage_id=gone)
    do(pipeline.remove_stage, gone, stages["Lost"])
    ways = [ask(pipeline.list_stays, deal)[-1] for deal in deals[:2]]
    told = [(stay.stage, stay.reason, stay.note) for stay in ways]
    assert told == [("Lost", "Price", f"Words {deal}") for deal in deals[:2]]


def test_a_stage_is_removed_in_as_many_statements_however_many_deals_it_has(
    do, anna, database, stages
):
    do(pipeline.create_deals, [DealDraft(str(n), anna) for n in range(60)])
    asked = []
    with database.write(T("Test")) as session:
        listen(session.connection(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        pipeline.remove_stage(session, stages["New"], stages["Contacted"])
    assert len(asked) < 30


def test_the_last_stage_of_a_kind_stays(do, stages):
    for name in ("Won", "Lost"):
        with pytest.raises(UserError, match="only stage"):
            do(pipeline.remove_stage, stages[name])


def test_stages_are_added_changed_and_put_in_order(do, ask, stages):
    first = ask(pipeline.find_pipeline, "")
    new = do(pipeline.add_stage, first, StageDraft(" Test  drive ", "open", 60, "blue", 5))
    do(pipeline.move_stage, new, stages["Contacted"])
    rows = ask(pipeline.list_stages, first)
    assert [row.name for row in rows][:3] == ["New", "Test drive", "Contacted"]
    assert (rows[1].probability, rows[1].color, rows[1].stale_days) == (60, "blue", 5)
    do(pipeline.change_stage, new, StageDraft("Drive", "open", 65))
    assert ask(pipeline.list_stages, first)[1].name == "Drive"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (StageDraft(" "), "name"),
        (StageDraft("NEW"), "name"),
        (StageDraft("X", "gone"), "kind"),
        (StageDraft("X", probability=101), "probability"),
        (StageDraft("X", stale_days=0), "stale_days"),
        (StageDraft("X", color="mauve"), "color"),
    ],
)
def test_what_is_no_stage_is_refused(do, ask, draft, field):
    with pytest.raises(UserError) as caught:
        do(pipeline.add_stage, ask(pipeline.find_pipeline, ""), draft)
    assert caught.value.field == field


def test_pipelines_are_added_renamed_and_removed_while_they_are_empty(do, ask, anna):
    first = ask(pipeline.find_pipeline, "")
    with pytest.raises(UserError, match="only pipeline"):
        do(pipeline.remove_pipeline, first)
    second = do(pipeline.add_pipeline, "Repairs")
    with pytest.raises(UserError, match="already"):
        do(pipeline.add_pipeline, "REPAIRS")
    do(pipeline.rename_pipeline, second, "Workshop")
    assert ask(pipeline.find_pipeline, "workshop") == second
    stage = ask(pipeline.list_stages, second)[0]
    deal = do(pipeline.create_deal, DealDraft("Bike", anna, stage_id=stage.id))
    with pytest.raises(UserError, match="has deals"):
        do(pipeline.remove_pipeline, second)
    do(pipeline.move_deal, deal, ask(pipeline.list_stages, first)[0].id)
    do(pipeline.remove_pipeline, second)
    assert [row.id for row in ask(pipeline.list_pipelines)] == [first]


def test_deals_in_the_bin_keep_no_stage_and_no_pipeline(do, ask, anna, stages, way):
    first = ask(pipeline.find_pipeline, "")
    second = do(pipeline.add_pipeline, "Repairs")
    new, contacted, *_ = ask(pipeline.list_stages, second)
    deal, lost = (do(pipeline.create_deal, DealDraft(name, anna, stage_id=new.id)) for name in "AB")
    do(pipeline.lose_deal, lost, reason(ask, "Price"), "Too dear")
    for each in (deal, lost):
        do(pipeline.archive_deal, each)
    do(pipeline.remove_stage, new.id)
    assert way(deal) == ["New", contacted.name]
    do(pipeline.remove_pipeline, second)
    do(pipeline.restore_deal, deal)
    do(pipeline.restore_deal, lost)
    columns = {column.stage.id: column.deals for column in ask(pipeline.board, first)}
    assert (columns[stages["New"]], columns[stages["Lost"]]) == ((deal,), (lost,))
    assert ask(pipeline.list_stays, lost)[-1].note == "Too dear"


def test_a_reason_that_is_offered_no_longer_stays_with_its_deals(do, ask, anna, deals):
    price = reason(ask, "Price")
    do(pipeline.lose_deal, deals[0], price)
    do(pipeline.remove_reason, price)
    assert "Price" not in [row.name for row in ask(pipeline.list_reasons)]
    draft = ask(pipeline.list_deal_drafts, [deals[0]])[deals[0]]
    do(pipeline.change_deal, deals[0], draft)
    assert ask(pipeline.list_cards, [deals[0]])[deals[0]].reason == "Price"
    assert anna
