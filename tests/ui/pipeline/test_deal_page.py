"""The page of a deal: changed in place, moved, won, lost, quoted; by keys and clicks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smallcrm.core.text import T
from smallcrm.services import (
    custom_fields,
    deals,
    documents,
    files,
    pipeline,
    settings,
    staff,
    tasks,
)
from smallcrm.services.documents import LineDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.documents.line_cells import Cell
from smallcrm.ui.pipeline.deal_actions import ELSEWHERE
from smallcrm.ui.pipeline.lose_dialog import LoseDialog
from smallcrm.ui.pipeline.page import PipelinePage

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot, window):
    """The whole window, in front."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def deal(database, people):
    """A deal with Bob Bell of Bell Ltd; its id."""
    with database.write(T("Add deal")) as session:
        return pipeline.create_deal(session, DealDraft("Kitchen", people["Bob Bell"], Decimal(500)))


@pytest.fixture
def page(qtbot, window, deal):
    """Its page, on screen."""
    window.open(f"crm://deal/{deal}")
    qtbot.waitUntil(lambda: window.host.page.headline() == "Kitchen")
    return window.host.page


@pytest.fixture
def stored(database, deal):
    """Reads the deal as the file has it."""

    def read():
        with database.read() as session:
            return deals.get_view(session, deal)

    return read


def click(qtbot, page, name):
    def shown():
        return [one for one in page.findChildren(QPushButton, name) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    qtbot.mouseClick(shown()[0], LEFT)


def chip(page, words):
    return next(one for one in page.header.steps.findChildren(QPushButton) if one.text() == words)


@pytest.fixture
def with_lines(database, deal, page):
    with database.write(T("Test")) as session:
        line = LineDraft("Table", Decimal(2), price=Decimal(100), tax_rate=Decimal(24))
        deals.set_lines(session, deal, (line,))
    return deal


def test_title_is_changed_in_place_and_undone(qtbot, page, stored, database):
    title = page.header.title
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Bathroom")
    qtbot.keyClick(title, KEY.Key_Return)
    qtbot.waitUntil(lambda: stored().details.title == "Bathroom")
    qtbot.waitUntil(lambda: page.headline() == "Bathroom")
    database.undo()
    assert stored().details.title == "Kitchen"


def test_esc_brings_the_old_title_back(qtbot, page, stored):
    title = page.header.title
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Bath")
    qtbot.keyClick(title, KEY.Key_Escape)
    assert title.text() == "Kitchen"
    assert stored().details.title == "Kitchen"


def test_a_step_is_clicked_and_the_keys_go_on_and_back(qtbot, page, stored):
    qtbot.mouseClick(chip(page, "Negotiation"), LEFT)
    qtbot.waitUntil(lambda: stored().stage == "Negotiation")
    qtbot.waitUntil(lambda: page.header.steps.words == "Negotiation")
    page.setFocus()
    qtbot.keyClick(page, KEY.Key_Left, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: stored().stage == "Quote sent")


def test_won_offers_the_invoice_and_can_be_opened_again(qtbot, window, page, stored):
    click(qtbot, page, "deal.win")
    qtbot.waitUntil(lambda: stored().kind == "won")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "deal.invoice").isVisible())
    assert page.header.ended.isVisible()
    assert not page.header.steps.isVisible()
    click(qtbot, page, "deal.reopen")
    qtbot.waitUntil(lambda: stored().stage == "New")
    qtbot.waitUntil(page.header.steps.isVisible)
    page.deeds.do("deal.invoice")
    qtbot.waitUntil(lambda: bool(stored().document_ids))
    qtbot.waitUntil(lambda: window.host.page is not page)


def test_lost_asks_why_and_the_way_says_it(qtbot, window, page, stored):
    click(qtbot, page, "deal.lose")
    qtbot.waitUntil(lambda: window.findChild(LoseDialog) is not None)
    dialog = window.findChild(LoseDialog)
    dialog.save()
    qtbot.waitUntil(lambda: bool(dialog.fields["reason"].error))
    dialog.reason.setCurrentIndex(1)
    qtbot.keyClicks(dialog.note, "Too dear")
    dialog.save()
    qtbot.waitUntil(lambda: stored().kind == "lost")
    page.tabs.choose("history")
    model = page.tabs.history.model
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    assert "Too dear" in model.index(0, 3).data()


def test_fields_save_themselves(qtbot, page, stored):
    source = page.form._editors["source"]
    source.setFocus()
    qtbot.keyClicks(source, "Fair")
    qtbot.keyClick(source, KEY.Key_Return)
    qtbot.waitUntil(lambda: stored().details.source == "Fair")
    amount = page.form.amount
    amount.setFocus()
    amount.selectAll()
    qtbot.keyClicks(amount, "12,50")
    qtbot.keyClick(amount, KEY.Key_Return)
    qtbot.waitUntil(lambda: stored().details.amount == Decimal("12.50"))
    qtbot.waitUntil(lambda: "12.50" in page.header.amount.text())


def test_who_works_on_it_is_chosen_from_the_staff(qtbot, page, stored, database):
    owner = page.form._fields["owner_id"]
    assert not owner.isVisible()  # nobody is on the list yet
    with database.write(T("Test")) as session:
        staff.add(session, StaffDraft("Мария"))
    page.context.ops._look()
    qtbot.waitUntil(owner.isVisible)
    owner.editor.setFocus()
    qtbot.keyClick(owner.editor, KEY.Key_Down)
    qtbot.waitUntil(lambda: stored().owner == "Мария")


def test_own_fields_of_deals_stand_among_the_details(qtbot, page, stored, database):
    with database.write(T("Test")) as session:
        custom_fields.add(session, "Width", custom_fields.NUMBER, (), (custom_fields.DEALS,))
        custom_fields.add(session, "Shoe size")
    page.context.ops._look()
    qtbot.waitUntil(lambda: [row.name for row in page.form._own] == ["Width"])
    editor = page.form._own_fields[0].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "60")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: stored().details.custom == {"Width": "60"})


def test_another_contact_is_chosen_by_two_letters(qtbot, page, stored):
    edit = page.form.contact.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "cl")
    qtbot.waitUntil(page.form.contact._suggestions.isVisible)
    qtbot.keyClick(edit, KEY.Key_Return)
    qtbot.waitUntil(lambda: stored().contact == "Cleo Cole")
    assert stored().company == ""


def write(qtbot, table, words):
    """Type into the current cell and go on with Tab."""
    qtbot.keyClicks(table, words[0])
    qtbot.waitUntil(lambda: table.state() == table.State.EditingState)
    editor = table.focusWidget()
    qtbot.keyClicks(editor, words[1:])
    qtbot.keyClick(editor, KEY.Key_Tab)


def test_a_line_is_typed_and_the_amount_is_its_total(qtbot, page, stored):
    page.tabs.choose("lines")
    lines = page.tabs.lines
    lines.start()
    write(qtbot, lines.table, "Oak table")
    lines.table._go_to(0, Cell.PRICE)
    write(qtbot, lines.table, "100")
    qtbot.waitUntil(lambda: stored().line_count == 1)
    qtbot.waitUntil(page.form.amount.isReadOnly)
    rate = lines.model.line(0).tax_rate
    assert stored().details.amount == Decimal(100) * (100 + rate) / 100


def test_delete_on_the_last_line_frees_the_amount(qtbot, page, stored, with_lines):
    page.context.ops._look()
    page.tabs.choose("lines")
    qtbot.waitUntil(page.form.amount.isReadOnly)
    table = page.tabs.lines.table
    table.setFocus()
    table._go_to(0, Cell.QUANTITY)
    qtbot.keyClick(table, KEY.Key_Delete)
    qtbot.waitUntil(lambda: stored().line_count == 0)
    qtbot.waitUntil(lambda: not page.form.amount.isReadOnly())
    assert stored().details.amount == Decimal(248)


def test_a_quote_is_made_of_the_lines(qtbot, window, page, stored, database, with_lines):
    click(qtbot, page, "deal.quote")
    qtbot.waitUntil(lambda: len(stored().document_ids) == 1)
    qtbot.waitUntil(lambda: window.host.page is not page)
    [quote] = stored().document_ids
    with database.read() as session:
        assert documents.get_totals(session, quote).total == stored().details.amount


def test_an_accepted_quote_offers_to_win(qtbot, page, stored, database, deal):
    with database.write(T("Test")) as session:
        settings.change(session, {"name": "W", "country": "DE", "tax_id": "29/815/08150"})
        quote = deals.make_quote(session, deal)
        documents.issue(session, quote)
        documents.accept(session, quote)
    page.context.ops._look()
    assert stored().stage == "Quote sent"
    click(qtbot, page, "accepted_won")
    qtbot.waitUntil(lambda: stored().kind == "won")


def test_a_note_is_written_about_the_deal(qtbot, page, database, deal):
    composer = page.tabs.timeline.composer
    composer.setFocus()
    qtbot.keyClicks(composer, "Wants oak")
    qtbot.keyClick(composer, KEY.Key_Return)

    def newest():
        with database.read() as session:
            return deals.list_timeline(session, deal)[0]

    qtbot.waitUntil(lambda: newest().body == "Wants oak")
    qtbot.waitUntil(lambda: page.tabs.timeline.model.row_of("note", newest().id) >= 0)


def test_the_next_step_is_done_on_its_card(qtbot, page, stored, database, deal, people):
    with database.write(T("Test")) as session:
        draft = TaskDraft("Measure", contact_id=people["Bob Bell"], deal_id=deal)
        tasks.add_task(session, draft)
    page.context.ops._look()
    click(qtbot, page, "next_step_done")
    qtbot.waitUntil(lambda: stored().next_step is None)


def test_a_file_that_is_added_here_belongs_to_the_deal(qtbot, page, stored, tmp_path, database):
    path = tmp_path / "plan.txt"
    path.write_text("plan", "utf-8")
    page.tabs.choose("files")
    page.tabs.files.add_paths([path])
    qtbot.waitUntil(lambda: stored().file_count == 1)
    with database.read() as session:
        assert len(files.list_file_ids(session, stored().details.contact_id)) == 1


def test_a_copy_opens_and_the_bin_leaves_the_page(qtbot, window, page, deal):
    page.deeds.do("deal.copy")
    qtbot.waitUntil(lambda: page.headline() == "Kitchen (copy)")
    assert page._deal_id != deal
    page.deeds.do("deal.archive")
    qtbot.waitUntil(lambda: isinstance(window.host.page, PipelinePage))


def test_another_pipeline_is_offered_where_there_is_one(qtbot, page, database):
    assert not page.deeds.can(ELSEWHERE)
    with database.write(T("Test")) as session:
        pipeline.add_pipeline(session, "Repairs")
    page.reload()
    assert page.deeds.can(ELSEWHERE)


def test_without_room_the_details_have_a_tab(qtbot, window, page):
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: page.width() < 960)
    page._breakpoints.look(800)
    page.tabs.choose("details")
    qtbot.waitUntil(page.form.amount.isVisible)
    page._breakpoints.look(1100)
    assert not page.tabs.tabs.offers("details")
    qtbot.waitUntil(page.form.amount.isVisible)


def test_an_issued_quote_leads_back_to_its_deal(qtbot, window, page, stored, database, deal):
    with database.write(T("Test")) as session:
        settings.change(session, {"name": "W", "country": "DE", "tax_id": "29/815/08150"})
        quote = deals.make_quote(session, deal)
        documents.issue(session, quote)
    window.open(f"crm://document/{quote}")

    def links():
        found = window.host.page.findChildren(QPushButton)
        return [one for one in found if one.text() == "Kitchen" and one.isVisible()]

    qtbot.waitUntil(lambda: bool(links()))
    qtbot.mouseClick(links()[0], LEFT)
    qtbot.waitUntil(lambda: window.host.page is page)
