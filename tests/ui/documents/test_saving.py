"""Nothing is lost, nothing has to be saved; every step can be taken back."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, settings
from smallcrm.services.documents import Adjustment
from smallcrm.ui.documents import draft_saver
from smallcrm.ui.documents.line_cells import Cell
from tests.ui.documents.conftest import CONTROL, line


def fill(edit, text):
    edit.setFocus()
    edit.selectAll()
    edit.insert(text)
    edit.commit()


def test_draft_is_saved_after_a_pause_and_says_so(desk, monkeypatch):
    desk.open("crm://document/new/invoice")
    desk.editor.saver._pause.setInterval(50)
    desk.choose_customer("ma")
    desk.until(desk.ids)
    desk.until(lambda: desk.editor.document_id is not None)
    assert desk.editor.bar._state.text().startswith("Draft, saved ")
    assert desk.window.host.address == f"crm://document/{desk.editor.document_id}"
    assert draft_saver.PAUSE == 800


def test_new_draft_leaves_no_empty_form_in_the_history(desk):
    desk.open("crm://documents")
    desk.open("crm://document/new/invoice")
    desk.choose_customer("ma")
    desk.saved()
    desk.window.host.back()
    assert desk.window.host.address == "crm://documents"
    desk.window.host.forward()
    assert desk.form.draft().customer_id == desk.people["Maria Papadopoulou"]


def test_form_that_was_only_looked_at_is_not_stored(desk):
    desk.open("crm://document/new/invoice")
    desk.press(Qt.Key.Key_Escape)
    desk.settle()
    assert desk.ids() == []


def test_one_undo_step_for_each_pause(desk):
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    desk.form.table.setCurrentIndex(desk.model.index(0, Cell.QUANTITY))
    desk.type("5")
    desk.enter()
    desk.type("6")
    desk.enter()
    desk.saved()
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: [one.quantity for one in desk.model.lines()] == [2, 1])


def test_undo_of_a_new_draft_leaves_an_empty_form_and_redo_brings_it_back(desk):
    desk.open("crm://document/new/invoice")
    desk.choose_customer("ma")
    document_id = desk.saved()
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: desk.editor.document_id is None)
    assert desk.form.draft().customer_id is None
    desk.press(Qt.Key.Key_Y, CONTROL)
    desk.until(lambda: desk.editor.document_id == document_id)
    assert desk.form.draft().customer_id == desk.people["Maria Papadopoulou"]


def test_typing_is_saved_when_another_page_is_opened_and_when_the_window_closes(desk):
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    desk.form._note.setPlainText("First")
    desk.open("crm://contacts")
    desk.settle()
    assert desk.read(documents.get_draft, document_id).note == "First"
    desk.open(f"crm://document/{document_id}")
    desk.form._note.setPlainText("Second")
    desk.window.close()
    desk.window.context.ops.close()
    assert desk.read(documents.get_draft, document_id).note == "Second"


def test_all_fields_of_the_form_are_stored(desk):
    desk.open(f"crm://document/{desk.store()}")
    head = desk.form.head
    fill(head._date, "1/3/2027")
    fill(head._due, "31/3/2027")
    head._summary.click()
    head._currency.set_value("USD")
    head._currency.committed.emit("USD")
    head._language.set_value("ru")
    head._language.committed.emit("ru")
    fill(desk.form.sums.discount, "5 %")
    desk.form._note.setPlainText("Спасибо")
    desk.form._terms.setPlainText("30 days")
    draft = desk.read(documents.get_draft, desk.saved())
    assert (draft.date.isoformat(), draft.due_days) == ("2027-03-01", 30)
    assert (draft.currency, draft.language) == ("USD", "ru")
    assert draft.discounts == (Adjustment(percent=Decimal(5)),)
    assert (draft.note, draft.terms) == ("Спасибо", "30 days")


@pytest.mark.parametrize("typed", ["14", "14 days", "+14", "6/12/2026 (14 days)"])
def test_due_is_typed_as_days_or_as_a_date(desk, typed):
    desk.open(f"crm://document/{desk.store(due_days=3)}")
    fill(desk.form.head._date, "22/11/2026")
    fill(desk.form.head._due, typed)
    assert desk.form.draft().due_days == 14
    assert desk.form.head._due.text() == "06/12/2026 (14 days)"


def test_due_before_the_issue_date_is_refused_beside_the_field(desk):
    desk.open(f"crm://document/{desk.store()}")
    fill(desk.form.head._due, "1/1/2020")
    assert "before the day" in desk.form.head._fields["due"].error
    assert not desk.form.is_valid
    assert desk.form.draft().due_days == 14


def test_quote_has_a_day_until_which_it_holds(desk):
    desk.open("crm://document/new/quote")
    head = desk.form.head
    assert head._fields["until"].isVisible()
    assert not head._fields["due"].isVisible()
    assert head._until.value() == clock.today() + timedelta(days=30)


def test_discount_is_an_amount_or_a_share(desk):
    desk.open(f"crm://document/{desk.store()}")
    fill(desk.form.sums.discount, "12,50 €")
    assert desk.form.draft().discounts == (Adjustment(amount=Decimal("12.50")),)
    assert desk.form.totals.discount_total == Decimal("12.50")
    fill(desk.form.sums.discount, "")
    assert desk.form.draft().discounts == ()
    fill(desk.form.sums.discount, "150 %")
    assert desk.form.sums._message.isVisible()
    assert not desk.form.is_valid


@pytest.mark.parametrize("typed", ["10", "10%", "10 %"])
def test_number_typed_as_a_discount_is_per_cent(desk, typed):
    desk.open(f"crm://document/{desk.store()}")
    desk.form.sums.discount.setFocus()
    desk.type(typed)
    desk.enter()
    assert desk.form.draft().discounts == (Adjustment(percent=Decimal(10)),)
    assert desk.form.sums.discount.text() == "10\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize("typed", ["10 €", "€10", "10 eur", "10,00€"])
def test_discount_with_a_currency_is_an_amount_and_stays_one(desk, typed):
    desk.open(f"crm://document/{desk.store()}")
    discount = desk.form.sums.discount
    discount.setFocus()
    desk.type(typed)
    desk.enter()
    assert desk.form.draft().discounts == (Adjustment(amount=Decimal(10)),)
    assert discount.text() == "€10.00"
    discount.selectAll()
    desk.type("7")
    desk.enter()
    assert desk.form.draft().discounts == (Adjustment(amount=Decimal(7)),)
    discount.selectAll()
    desk.type("7%")
    desk.enter()
    assert desk.form.draft().discounts == (Adjustment(percent=Decimal(7)),)


@pytest.mark.parametrize("typed", ["10", "10%", "10 %"])
def test_discount_of_a_line_is_per_cent(desk, typed):
    type_discount(desk, typed)
    assert desk.model.line(0).discount_percent == 10
    assert desk.form.is_valid


@pytest.mark.parametrize("typed", ["10 €", "€10", "10 EUR"])
def test_discount_of_a_line_with_a_currency_is_an_amount(desk, typed):
    type_discount(desk, typed)
    assert desk.model.line(0).discount_percent == 0
    assert desk.model.line(0).discounts == (Adjustment(amount=Decimal(10)),)
    assert desk.model.text(0, Cell.DISCOUNT) == "€10.00"


def test_what_is_no_discount_is_told_and_the_line_stays_as_it_was(desk):
    type_discount(desk, "loyal")
    assert "is no discount" in desk.model.problem(0, Cell.DISCOUNT)
    assert not desk.form.is_valid
    assert desk.model.line(0).discount_percent == 0


def type_discount(desk, typed):
    desk.open(f"crm://document/{desk.store()}")
    desk.form.table.setFocus()
    desk.form.table.setCurrentIndex(desk.model.index(0, Cell.DISCOUNT))
    desk.type(typed)
    desk.enter()


def test_several_discounts_made_elsewhere_are_kept(desk):
    kept = (
        Adjustment(percent=Decimal(5), reason="Spring"),
        Adjustment(amount=Decimal(1), tax_category="S", tax_rate=Decimal(24)),
    )
    desk.open(f"crm://document/{desk.store(discounts=kept)}")
    assert not desk.form.sums.discount.isVisible()
    desk.form._note.setPlainText("x")
    assert desk.read(documents.get_draft, desk.saved()).discounts == kept


def test_change_of_another_window_is_shown_unless_one_types(desk):
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    with desk.database.write(T("Elsewhere")) as session:
        draft = documents.get_draft(session, document_id)
        documents.save_draft(session, document_id, _noted(draft, "theirs"))
    desk.until(lambda: desk.form.draft().note == "theirs")
    desk.form._note.setPlainText("mine")
    with desk.database.write(T("Elsewhere")) as session:
        documents.save_draft(session, document_id, _noted(draft, "theirs again"))
    desk.qtbot.wait(50)
    assert desk.form.draft().note == "mine"


def test_deleted_draft_comes_back_by_undo(desk):
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    desk.editor._delete()
    desk.until(lambda: desk.window.host.address == "crm://documents")
    assert desk.ids() == []
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: desk.ids() == [document_id])


def test_deleted_draft_leads_to_the_list_also_when_news_of_an_older_change_come_late(desk):
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    desk.editor._delete()
    while desk.ids():  # no event is heard before it is deleted, not even that it was stored
        pass
    desk.until(lambda: desk.window.host.address == "crm://documents")


def test_failed_save_is_told_and_tried_again(desk, monkeypatch):
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    desk.form._base = _with_customer(desk.form._base, 999)
    desk.form._note.setPlainText("kept")
    desk.editor.saver.save_now()
    desk.until(lambda: desk.editor.bar._state.text() == "Not saved")
    assert desk.form.draft().note == "kept"
    desk.form._base = _with_customer(desk.form._base, desk.people["Bob Bell"])
    desk.form._note.setPlainText("kept too")
    desk.saved()
    assert desk.read(documents.get_draft, document_id).note == "kept too"


def test_kind_of_prices_is_changed_only_after_a_question(desk):
    desk.open(f"crm://document/{desk.store()}")
    before = desk.form.totals.total
    desk.form.head.asked_prices.emit(True)
    assert desk.form.totals.total == before
    assert desk.editor.banner.isVisible()
    keep, leave = [
        one for one in desk.editor.banner.findChildren(type(desk.editor.bar._print)) if one.text()
    ][:2]
    assert "€251.10" in keep.text()
    assert "€202.50" in leave.text()
    keep.click()
    assert desk.form.totals.total == before
    assert desk.form.draft().prices_include_tax
    assert desk.model.line(0).price == Decimal("117.8")
    desk.saved()
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: not desk.form.draft().prices_include_tax)


def test_customer_brings_language_and_currency_along(desk):
    with desk.database.write(T("Test")) as session:
        settings.change(session, {"language": "en"})
        contacts.create(
            session, contacts.ContactDraft("Иван Петров", language="ru", currency="RUB")
        )
    desk.open("crm://document/new/invoice")
    desk.choose_customer("ива")
    draft = desk.form.draft()
    assert (draft.language, draft.currency) == ("ru", "RUB")


def _noted(draft, note):
    return replace(draft, note=note)


def _with_customer(draft, customer_id):
    return replace(draft, customer_id=customer_id)


def test_draft_that_was_only_opened_stays_as_it_is(desk):
    document_id = desk.store(language="", due_days=None)
    before = desk.read(documents.get_draft, document_id)
    desk.open(f"crm://document/{document_id}")
    desk.open("crm://contacts")
    desk.settle()
    assert desk.read(documents.get_draft, document_id) == before


def test_draft_changed_while_the_list_is_shown_is_read_again(desk):
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    desk.open("crm://documents")
    with desk.database.write(T("Elsewhere")) as session:
        draft = documents.get_draft(session, document_id)
        documents.save_draft(session, document_id, _noted(draft, "theirs"))
    desk.open(f"crm://document/{document_id}")
    assert desk.form.draft().note == "theirs"


def test_issued_document_is_never_saved_again(desk):
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    desk.editor.issue()
    desk.editor.panel.confirm()
    desk.until(desk.issued.isVisible)
    desk.form._note.setPlainText("too late")
    desk.open("crm://contacts")
    desk.open("crm://document/new/invoice")
    desk.settle()
    assert desk.ids() == [document_id]
    assert desk.read(documents.get_draft, document_id).note == ""


def test_save_that_waits_for_the_writer_is_done_before_the_window_is_gone(desk):
    document_id = desk.store()
    desk.open(f"crm://document/{document_id}")
    ops = desk.window.context.ops
    ops.write(desk.window, T("Slow"), lambda _session: time.sleep(0.3))
    ops.write(desk.window, T("Slow"), lambda _session: time.sleep(0.1))
    desk.form._note.setPlainText("kept")
    desk.window.close()
    ops.close()
    assert desk.read(documents.get_draft, document_id).note == "kept"


def test_rate_that_does_not_hold_on_the_day_is_told(desk):
    desk.open(f"crm://document/{desk.store()}")
    assert not desk.form._lines_message.isVisible()
    fill(desk.form.head._date, "1/3/2015")
    assert "24\u00a0%" in desk.form._lines_message.text()
    assert desk.form.is_valid


def test_draft_deleted_before_it_was_stored_is_gone(desk):
    desk.open("crm://document/new/invoice")
    desk.choose_customer("mar")
    desk.type("Roses")
    desk.editor._delete()
    desk.until(desk.page.list.isVisible)
    desk.settle()
    assert desk.ids() == []
    desk.press(Qt.Key.Key_Z, CONTROL)  # and all of it comes back
    desk.until(lambda: len(desk.ids()) == 1)
    assert [line.description for line in desk.lines(desk.ids()[0])] == ["Roses"]


def test_empty_form_that_is_deleted_says_nothing_of_a_draft(desk):
    said = []
    desk.open("crm://document/new/invoice")
    desk.window.context.said.connect(lambda text, _undo: said.append(text))
    desk.editor._delete()
    desk.until(desk.page.list.isVisible)
    assert desk.ids() == []
    assert said == []


def test_draft_is_copied_before_it_was_stored(desk):
    desk.open("crm://document/new/invoice")
    desk.choose_customer("mar")
    desk.type("Roses")
    desk.editor._copy()
    desk.until(lambda: len(desk.ids()) == 2)
    assert [desk.lines(one)[0].description for one in desk.ids()] == ["Roses", "Roses"]


@pytest.mark.parametrize("off", [(), (Adjustment(amount=Decimal("7.77")),)])
def test_question_about_prices_tells_the_very_total_and_turning_back_restores_all(desk, off):
    draft_id = desk.store(
        lines=(line("Roses", 3, "12.35"), line("Vase", 1, "149.90")), discounts=off
    )
    desk.open(f"crm://document/{draft_id}")
    before = desk.form.draft()

    def turn(*, include_tax):
        desk.form.head.asked_prices.emit(include_tax)
        *_older, button = [
            one
            for one in desk.editor.banner.findChildren(QPushButton)
            if one.text().startswith("Recalculate")
        ]
        said = button.text()
        button.click()
        desk.form.finish()
        assert said.endswith(formats.money(desk.form.totals.total, "EUR"))

    turn(include_tax=True)
    assert desk.form.draft().prices_include_tax
    turn(include_tax=False)
    assert desk.form.draft() == before
    desk.saved()
    assert desk.read(documents.get_totals, draft_id) == desk.form.totals
