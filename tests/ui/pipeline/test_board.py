"""The board: moved by keys and by the mouse, at once on screen, and undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from smallcrm.core import clock, who
from smallcrm.core.text import T
from smallcrm.models import Deal
from smallcrm.services import pipeline, staff, tasks
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.ui.pipeline.bin_dialog import BinDialog
from smallcrm.ui.pipeline.card_delegate import CardDelegate
from smallcrm.ui.pipeline.lose_dialog import LoseDialog
from smallcrm.ui.pipeline.new_deal_dialog import NewDealDialog
from smallcrm.ui.pipeline.other_pipeline_dialog import OtherPipelineDialog
from tests.ui.pipeline.conftest import CONTROL
from tests.ui.test_usable import problems

Key = Qt.Key


def test_control_and_arrows_move_the_card_and_undo_puts_it_back(deals):
    deals.press(Key.Key_Right, CONTROL)
    deals.settled({"New": ["Wall", "Door"], "Contacted": ["Roof"]})
    assert deals.page.board.current_id() == deals.roof
    deals.press(Key.Key_Right, CONTROL)
    deals.press(Key.Key_Left, CONTROL)
    deals.settled({"New": ["Wall", "Door"], "Contacted": ["Roof"]})
    for _ in range(3):
        deals.press(Key.Key_Z, CONTROL)
    deals.settled({"New": ["Roof", "Wall", "Door"]})
    assert len(deals.read(pipeline.list_stays, deals.roof)) == 1


def test_the_card_is_on_screen_before_the_file_has_it(deals):
    with deals.database.write(T("Somebody else is writing")):
        deals.press(Key.Key_Right, CONTROL)
        assert deals.shown() == {"New": ["Wall", "Door"], "Contacted": ["Roof"]}
    deals.settled({"New": ["Wall", "Door"], "Contacted": ["Roof"]})


def test_control_and_up_or_down_changes_the_order(deals):
    deals.press(Key.Key_Down, CONTROL)
    deals.settled({"New": ["Wall", "Roof", "Door"]})
    deals.press(Key.Key_Down, CONTROL)
    deals.settled({"New": ["Wall", "Door", "Roof"]})
    deals.press(Key.Key_Down, CONTROL)
    deals.press(Key.Key_Up, CONTROL)
    deals.settled({"New": ["Wall", "Roof", "Door"]})
    assert len(deals.read(pipeline.list_stays, deals.roof)) == 1


def test_arrows_go_from_card_to_card_and_from_column_to_column(deals):
    deals.press(Key.Key_Right, CONTROL)
    deals.settled({"New": ["Wall", "Door"], "Contacted": ["Roof"]})
    deals.press(Key.Key_Left)
    assert deals.page.board.current_id() == deals.wall
    assert not deals.column("Contacted").cards.selectionModel().hasSelection()
    deals.press(Key.Key_Down)
    assert deals.page.board.current_id() == deals.door
    deals.press(Key.Key_Right)
    assert deals.page.board.current_id() == deals.roof
    deals.press(Key.Key_Right)  # an empty column takes the keyboard, too
    assert deals.page.board.current_stage() == deals.stages["Quote sent"]
    assert deals.page.board.current_id() == 0


def test_w_wins_and_offers_the_invoice(deals):
    deals.press(Key.Key_W)
    deals.settled({"New": ["Wall", "Door"], "Won": ["Roof"]})
    assert deals.page.banner.isVisible()
    assert deals.page.board.current_id() == deals.wall  # the keyboard stays where it was
    deals.press(Key.Key_Z, CONTROL)
    deals.settled({"New": ["Roof", "Wall", "Door"]})
    deals.until(lambda: not deals.page.banner.isVisible())


def test_l_asks_why_and_other_asks_for_words(deals):
    deals.press(Key.Key_L)
    dialog = deals.dialog(LoseDialog)
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    save.click()
    deals.until(lambda: dialog.fields["reason"].error)
    deals.qtbot.keyClick(dialog.reason, Key.Key_End)  # Other
    save.click()
    deals.until(lambda: dialog.fields["note"].error)
    deals.qtbot.keyClicks(dialog.note, "Moved away")
    save.click()
    deals.settled({"New": ["Wall", "Door"], "Lost": ["Roof"]})
    stay = deals.read(pipeline.list_stays, deals.roof)[-1]
    assert (stay.reason, stay.note) == ("Other", "Moved away")
    deals.choose(deals.roof)
    deals.page.reopen()
    deals.settled({"New": ["Wall", "Door", "Roof"]})
    assert deals.read(pipeline.list_stays, deals.roof)[1].note == "Moved away"


def test_why_a_lost_deal_was_lost_is_offered_when_it_is_put_right(deals):
    reason = deals.read(pipeline.find_reason, "Timing")
    with deals.database.write(T("Test")) as session:
        pipeline.lose_deal(session, deals.roof, reason, "Not before May")
    dialog = LoseDialog(deals.page.context, deals.roof, "Roof", None, deals.window)
    assert (dialog.reason.currentText(), dialog.note.toPlainText()) == ("Timing", "Not before May")


def test_delete_puts_the_card_into_the_bin(deals):
    deals.press(Key.Key_Delete)
    deals.settled({"New": ["Wall", "Door"]})
    deals.press(Key.Key_Z, CONTROL)
    deals.settled({"New": ["Roof", "Wall", "Door"]})


def test_deals_are_taken_out_of_the_bin_and_stand_where_they_were(deals):
    for deal in (deals.wall, deals.roof):
        deals.choose(deal)
        deals.press(Key.Key_Delete)
        deals.until(lambda: deals.page._pending == 0)
    deals.page.head.bin_wanted.emit()
    dialog = deals.dialog(BinDialog)
    table = dialog.table.view
    assert {table.model().index(row, 0).data() for row in (0, 1)} == {"Roof", "Wall"}
    table.selectAll()
    deals.qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    deals.until(lambda: deals.shown() == {"New": ["Roof", "Wall", "Door"]})
    deals.until(lambda: not dialog.restore.isEnabled())


def test_a_deal_goes_on_in_another_pipeline(deals):
    with deals.database.write(T("Test")) as session:
        second = pipeline.add_pipeline(session, "Repairs")
    OtherPipelineDialog(deals.page.context, deals.roof, deals.window).open()
    dialog = deals.window.findChild(OtherPipelineDialog)
    assert (dialog.pipeline.currentText(), dialog.stage.currentText()) == ("Repairs", "New")
    dialog.stage.setCurrentIndex(dialog.stage.findText("Negotiation"))
    dialog.save()
    deals.until(lambda: deals.shown() == {"New": ["Wall", "Door"]})
    assert deals.read(pipeline.pipeline_of, deals.roof) == second
    assert deals.read(pipeline.list_stays, deals.roof)[-1].stage == "Negotiation"


def test_enter_opens_the_deal(deals):
    deals.press(Key.Key_Return)
    deals.until(lambda: deals.window.host.page.headline() == "Roof")


def test_control_n_begins_a_deal_in_the_column_that_has_the_keyboard(deals):
    deals.press(Key.Key_Right)
    deals.press(Key.Key_N, CONTROL)
    dialog = deals.dialog(NewDealDialog)
    assert dialog.stage.currentText() == "Contacted"
    deals.qtbot.keyClicks(dialog.title, "Window")
    dialog.save()
    assert dialog.customer.error
    dialog.customer.edit.setFocus()
    deals.qtbot.keyClicks(dialog.customer.edit, "Ann")
    deals.until(dialog.customer._suggestions.isVisible)
    deals.qtbot.keyClick(dialog.customer.edit, Key.Key_Return)
    dialog.save()
    deals.settled({"New": ["Roof", "Wall", "Door"], "Contacted": ["Window"]})


def test_a_new_deal_begins_in_an_open_stage_though_lost_ones_have_the_keyboard(deals):
    dialog = NewDealDialog(deals.page.context, deals.first, deals.stages["Lost"], deals.window)
    assert dialog.stage.currentText() == "New"


def test_a_card_dragged_into_another_column_stands_where_it_was_let_go(deals):
    deals.press(Key.Key_Right, CONTROL)
    deals.settled({"New": ["Wall", "Door"], "Contacted": ["Roof"]})
    target = deals.column("Contacted").cards.viewport()
    drop = deals.drag(deals.door, target, deals.point_in("Contacted", 0))
    assert drop.isAccepted()
    deals.settled({"New": ["Wall"], "Contacted": ["Door", "Roof"]})
    below = QPoint(30, target.height() - 5)
    deals.drag(deals.wall, target, below)
    deals.settled({"Contacted": ["Door", "Roof", "Wall"]})
    deals.drag(deals.wall, target, deals.point_in("Contacted", 1))
    deals.settled({"Contacted": ["Door", "Wall", "Roof"]})


def test_a_card_let_go_where_it_stands_changes_nothing(deals):
    target = deals.column("New").cards.viewport()
    deals.drag(deals.wall, target, deals.point_in("New", 1))
    deals.drag(deals.wall, target, deals.point_in("New", 2))
    deals.drag(deals.door, target, QPoint(30, target.height() - 5))
    assert deals.page._pending == 0
    assert deals.shown() == {"New": ["Roof", "Wall", "Door"]}


def test_while_a_card_is_over_a_column_a_gap_shows_where_it_would_go(deals):
    column = deals.column("New").cards
    data = column.cards.mimeData([column.cards.index(0)])
    column.lift(deals.roof)
    assert deals.page.board.bar.isVisible()
    deals.over(column.viewport(), deals.point_in("New", 2), data)
    assert (column.cards.gap, column.cards.rowCount()) == (2, 4)
    assert column.cards.id_at(2) == 0
    deals.over(column.viewport(), deals.point_in("New", 2), data)  # over the gap itself
    assert column.cards.gap == 2
    deals.leave(column.viewport())
    assert column.cards.gap is None
    column.lift(0)
    assert not deals.page.board.bar.isVisible()


@pytest.mark.parametrize(
    ("zone", "found"),
    [
        ("won", {"New": ["Wall", "Door"], "Won": ["Roof"]}),
        ("delete", {"New": ["Wall", "Door"]}),
    ],
)
def test_a_card_let_go_on_a_zone_is_won_or_goes_to_the_bin(deals, zone, found):
    deals.drag(deals.roof, deals.page.board.bar.zones[zone], QPoint(5, 5))
    deals.settled(found)


@pytest.mark.parametrize("way", ["zone", "column"])
def test_a_card_let_go_where_lost_ones_stand_asks_why_and_stays_when_nobody_answers(deals, way):
    if way == "zone":
        deals.drag(deals.roof, deals.page.board.bar.zones["lost"], QPoint(5, 5))
    else:
        deals.drag(deals.roof, deals.column("Lost").cards.viewport(), QPoint(20, 20))
    dialog = deals.dialog(LoseDialog)
    dialog.reject()
    deals.gone(dialog)
    assert deals.shown() == deals.stored() == {"New": ["Roof", "Wall", "Door"]}


def test_a_real_drag_begins_with_the_mouse(deals, monkeypatch):
    begun = []
    cards = deals.column("New").cards
    monkeypatch.setattr(type(cards), "startDrag", lambda _self, actions: begun.append(actions))
    start = deals.point_in("New", 1) + QPoint(0, 20)
    deals.qtbot.mousePress(cards.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in (10, 20, 30):
        deals.qtbot.mouseMove(cards.viewport(), start + QPoint(0, step))
    deals.qtbot.mouseRelease(cards.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert begun
    assert deals.page.board.current_id() == deals.wall


def test_a_card_that_was_taken_away_meanwhile_goes_from_the_screen(deals):
    with deals.database.write(T("Elsewhere")) as session:
        pipeline.archive_deal(session, deals.roof)
    deals.until(lambda: deals.shown() == {"New": ["Wall", "Door"]})


def test_sums_count_and_steps_are_told_in_words(deals):
    due = (clock.today() - timedelta(days=3)).isoformat()
    with deals.database.write(T("Test")) as session:
        tasks.add_task(session, tasks.TaskDraft("Call Ann", due, deal_id=deals.roof))
    column = deals.column("New")
    model = column.cards.cards
    role = Qt.ItemDataRole.AccessibleTextRole
    deals.until(lambda: "3 days late" in model.index(0).data(role))
    assert model.index(0).data(role) == "Roof, Ann Archer, €100.00, 3 days late"
    assert model.index(1).data(role) == "Wall, Ann Archer, €100.00, No next step"
    assert "Call Ann: 3 days late" in model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert column.cards.accessibleName() == "New: 3 deals, €300.00"
    assert column._weighted.text() == "€30.00 at 10\N{NO-BREAK SPACE}%"


def test_a_deal_left_alone_says_why_it_is_marked(deals):
    with deals.database.write(T("Test")) as session:
        draft = pipeline.StageDraft("New", stale_days=5)
        pipeline.change_stage(session, deals.stages["New"], draft)
        ago = clock.now() - timedelta(days=9)
        stay = pipeline.staying.open_stay(session, deals.roof)
        stay.entered_at = ago
    model = deals.column("New").cards.cards
    deals.until(lambda: model.card(deals.roof, 0) and model.card(deals.roof, 0).is_stale)
    tip = model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Nothing happened for 9 days. Deals stay here for 5 days at most." in tip


def test_words_in_the_search_box_leave_the_deals_that_fit(deals):
    deals.press(Key.Key_F, CONTROL)
    for letter in "wal":
        deals.press(Qt.Key(ord(letter.upper())))
    deals.until(lambda: deals.shown() == {"New": ["Wall"]})
    deals.press(Key.Key_Down)
    assert deals.page.board.current_id() == deals.wall
    deals.page.bar.show_all()
    deals.until(lambda: deals.shown() == {"New": ["Roof", "Wall", "Door"]})


def test_letters_typed_into_the_search_box_win_nothing(deals):
    deals.press(Key.Key_F, CONTROL)
    deals.press(Key.Key_W)
    deals.press(Key.Key_L)
    assert deals.page.bar.search.text() == "wl"
    assert deals.stored() == {"New": ["Roof", "Wall", "Door"]}


def test_letters_win_nothing_while_a_button_has_the_keyboard(deals):
    deals.page.bar.chips["closes"].setFocus()
    deals.press(Key.Key_W)
    deals.page.board.start()
    deals.press(Key.Key_Down, CONTROL)
    deals.settled({"New": ["Wall", "Roof", "Door"]})


def test_the_menu_create_asks_for_a_deal_as_soon_as_the_pipeline_is_known(qtbot, window):
    window.open("crm://pipeline/new")

    def asked():
        return [one for one in window.findChildren(NewDealDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: len(asked()) == 1)


def test_the_views_are_a_list_and_a_forecast(deals):
    deals.page.head.views.click("list")
    deals.until(lambda: deals.page.table.model.ids == [deals.roof, deals.wall, deals.door])
    deals.page.table.sorted_by.emit("title", False)
    deals.until(lambda: deals.page.table.model.ids == [deals.door, deals.roof, deals.wall])
    deals.page.table.view.go_to(deals.door)
    deals.page.table.view.setFocus()
    deals.press(Key.Key_W)
    deals.until(lambda: deals.stored() == {"New": ["Roof", "Wall"], "Won": ["Door"]})
    deals.page.head.views.click("forecast")
    deals.until(lambda: deals.page.forecast.model.rowCount() == 2)
    assert deals.window.host.address == "crm://pipeline/forecast"


def test_another_pipeline_is_chosen_by_its_name(deals):
    with deals.database.write(T("Test")) as session:
        second = pipeline.add_pipeline(session, "Repairs")
    choice = deals.page.head.choice
    deals.until(lambda: choice.isVisible() and choice.count() == 2)
    choice.setFocus()
    deals.press(Key.Key_Down)
    deals.until(lambda: deals.page._wanted.pipeline_id == second)
    deals.until(lambda: deals.shown() == {})
    assert len(deals.page.board.columns) == 6


def test_the_menu_key_opens_the_menu_of_the_card(deals):
    asked = []
    deals.page.board.asked.disconnect()
    deals.page.board.asked.connect(lambda deal_id, _where: asked.append(deal_id))
    cards = deals.column("New").cards
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, QPoint(0, 0), cards.mapToGlobal(QPoint(0, 0)))
    QApplication.sendEvent(cards.viewport(), event)
    assert asked == [deals.roof]


@pytest.mark.parametrize("text", [100, 150])
def test_the_page_is_usable_at_every_size_of_text(deals, theme, text):
    theme.set_text_size(text)
    QApplication.processEvents()
    assert problems(deals.page) == []


def test_a_long_title_has_two_lines_on_a_narrow_card(ui):
    delegate = CardDelegate(ui)
    delegate.width = 100
    assert delegate.is_narrow
    title = "Wedding in June with fourteen tables"
    lines = delegate._title_lines(title, 120)
    assert len(lines) == 2
    assert " ".join(lines) == title
    assert delegate._title_lines("Roof", 120) == ["Roof"]
    delegate.width = 400
    assert delegate._title_lines(title, 120) == [title]


def test_what_somebody_else_moves_leaves_the_view_where_it_was(deals):
    ann = deals.read(pipeline.list_cards, [deals.roof])[deals.roof].contact_id
    with deals.database.write(T("Test")) as session:
        drafts = [pipeline.DealDraft(f"More {number}", ann) for number in range(300)]
        more = pipeline.create_deals(session, drafts)
    column = deals.column("New").cards
    deals.until(lambda: len(column.cards.ids) == 303)
    column.choose(more[-2])
    bar = column.verticalScrollBar()
    deals.until(lambda: bar.value() > 0)
    for number in (0, 150):
        before = bar.value()
        with deals.database.write(T("Elsewhere")) as session:
            pipeline.move_deal(session, more[number], deals.stages["Won"])
        deals.until(lambda: len(column.cards.ids) == 303 - (number == 150) - 1)  # noqa: B023
        assert column.current_id() == more[-2]
        assert bar.value() >= before - column.visualRect(column.currentIndex()).height()


def test_employee_sees_first_what_is_his_and_can_look_at_all(deals):
    with deals.database.write(T("Staff")) as session:
        maria = staff.add(session, StaffDraft("Мария"))
        pipeline.create_deal(
            session, DealDraft("Gate", deals.read(person_of, deals.roof), owner="Мария")
        )
    deals.read(staff.be, deals.database.path, maria)
    deals.window.context.who_chosen.emit()
    deals.until(lambda: deals.shown() == {"New": ["Gate"]})
    chip = deals.page.bar.chips["owner"]
    assert chip.text() == "Mine"
    deals.page.bar.show_all()
    deals.until(lambda: deals.shown() == {"New": ["Roof", "Wall", "Door", "Gate"]})
    mine = next(action for action in chip.menu().actions() if action.text() == "Mine")
    mine.trigger()
    deals.until(lambda: deals.shown() == {"New": ["Gate"]})
    who.use(None)


def person_of(session, deal_id):
    return session.get_one(Deal, deal_id).contact_id
