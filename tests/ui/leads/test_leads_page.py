"""Leads in the window: seen, answered, given away, made a deal of; by keys, and as files."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from smallcrm.core.text import T
from smallcrm.services import contacts, leads, pipeline, staff
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.leads import LeadDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.ui.leads.convert_dialog import ConvertDialog
from smallcrm.ui.leads.erase_dialog import EraseLeadDialog
from smallcrm.ui.leads.form import LeadDialog

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MAIL = "Subject: Website inquiry\nMessage-ID: <{key}@x>\n\nName: {name}\nPhone: 1 2 3\n"


def do(database, command, *arguments, **more):
    with database.write(T("Test")) as session:
        return command(session, *arguments, **more)


def ask(database, query, *arguments, **more):
    with database.read() as session:
        return query(session, *arguments, **more)


def state(database, lead_id):
    return ask(database, leads.get, lead_id).state


def pills(page):
    model = page.list.model
    return [page.list.model.face(model.row_at(row)).pill for row in range(model.rowCount())]


def shown(kind):
    every = QApplication.topLevelWidgets()
    return [each for each in every if isinstance(each, kind) and each.isVisible()]


def dialog(qtbot, kind):
    qtbot.waitUntil(lambda: bool(shown(kind)))
    return shown(kind)[0]


def test_how_long_each_waits_is_said_in_words(qtbot, page, window):
    assert pills(page) == ["Waiting 5 min", "Waiting 2 h", "Waiting 3 days"]
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = page.list.model.index(0, 0).data(role)
    assert spoken == "Dora, Dora Ltd, Site, Maria, Waiting 5 min"
    button = window.rail._places["leads"][0]
    qtbot.waitUntil(lambda: button.text().split() == ["Incoming", "leads", "3"])
    assert button.accessibleName() == "Incoming leads, 3 are waiting"


def test_call_is_one_key_and_the_first_answer(qtbot, page, press, database, ids, called):
    page.list.view.go_to(ids[0])
    press(Qt.Key.Key_C, CTRL | SHIFT)
    qtbot.waitUntil(lambda: state(database, ids[0]) == "answered")
    assert called == ["tel:210123"]
    qtbot.waitUntil(lambda: page.list.model.ids == ids[1:])
    qtbot.waitUntil(lambda: page.list._speed.text().startswith("First answer after 5 min"))
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: page.list.model.ids == ids)


def test_number_has_the_menu_of_numbers_and_using_it_is_the_first_answer(
    qtbot, page, database, ids, called
):
    lead = do(database, leads.add, LeadDraft("Gina", phone="+30 210 123 4567"))
    page.list.reload()
    qtbot.waitUntil(lambda: lead in page.list.model.ids)
    page.list.view.go_to(lead)
    menu = page.detail.phone_menu.menu()
    menu.aboutToShow.emit()
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert "Start the timer of an incoming call" not in actions
    actions["Copy the number"].trigger()
    assert QApplication.clipboard().text() == "+30 210 123 4567"
    assert state(database, lead) == "new"
    actions["Write by WhatsApp"].trigger()
    assert called == ["https://wa.me/302101234567"]
    qtbot.waitUntil(lambda: state(database, lead) == "answered")


def test_email_and_other_answers_are_noted_too(qtbot, page, press, database, ids, called):
    page.list.view.go_to(ids[1])
    press(Qt.Key.Key_C, CTRL | SHIFT)  # no telephone: nothing is noted
    press(Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: state(database, ids[1]) == "answered")
    assert called == ["mailto:eve@mail.example"]
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 2)
    page.list.view.go_to(ids[2])
    page._show_current()
    press(Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: state(database, ids[2]) == "answered")


def test_words_typed_beneath_the_message_are_an_answer(qtbot, page, database, ids):
    page.list.view.go_to(ids[0])
    page._show_current()
    page.detail.note.setFocus()
    qtbot.keyClicks(page.detail.note, "Wants twenty")
    qtbot.keyClick(page.detail.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state(database, ids[0]) == "answered")
    assert ask(database, leads.get, ids[0]).message.endswith("Wants twenty")
    assert page.detail.note.text() == ""


def test_words_that_were_not_noted_wait_for_their_lead(qtbot, page, database, ids):
    view = page.list.view
    view.setCurrentIndex(page.list.model.index(0, 0))
    qtbot.keyClicks(page.detail.note, "Wants twenty")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert page.detail.note.text() == ""
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert page.detail.note.text() == "Wants twenty"
    assert [state(database, each) for each in ids] == ["new"] * 3


def test_double_click_on_the_button_makes_one_contact_and_one_deal(
    qtbot, page, database, ids, people
):
    before = len(ask(database, contacts.list_ids))
    page.list.view.go_to(ids[0])
    page._show_current()
    for _click in range(2):
        QTest.mouseClick(page.detail.convert, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(page.detail.convert, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: state(database, ids[0]) == "converted")
    qtbot.waitUntil(lambda: ids[0] not in page.list.model.ids)
    assert len(ask(database, contacts.list_ids)) == before + 2
    assert len(ask(database, pipeline.list_deal_ids)) == 1
    page.list.chips.click("converted")
    qtbot.waitUntil(lambda: page.list.model.ids == [ids[0]])
    qtbot.waitUntil(page.detail.contact.isVisible)
    QTest.mouseClick(page.detail.contact, Qt.MouseButton.LeftButton)
    window = page.window()
    qtbot.waitUntil(lambda: window.host.page.headline() == "Dora")
    window.host.back()
    qtbot.waitUntil(page.detail.deal.isVisible)
    QTest.mouseClick(page.detail.deal, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.host.address.startswith("crm://deal/"))


def test_who_is_there_already_is_offered_and_taken_with_enter(
    qtbot, page, press, database, ids, people
):
    draft = ContactDraft("D. Miller", emails=(Labelled("dora@mail.example"),))
    old = do(database, contacts.create, draft)
    page.list.view.go_to(ids[0])
    page.list.view.setFocus()
    press(Qt.Key.Key_Return, CTRL)
    box = dialog(qtbot, ConvertDialog)
    assert [each.accessibleName() for each in box.choices] == ["D. Miller", "A new contact"]
    assert state(database, ids[0]) == "new"
    qtbot.keyClick(box.choices[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state(database, ids[0]) == "converted")
    assert ask(database, leads.get, ids[0]).contact_id == old


def test_question_that_is_left_changes_nothing_and_can_be_asked_again(
    qtbot, page, press, database, ids
):
    do(database, contacts.create, ContactDraft("X", emails=(Labelled("dora@mail.example"),)))
    page.list.view.go_to(ids[0])
    for _time in range(2):
        page.window().activateWindow()
        qtbot.waitUntil(page.window().isActiveWindow)
        page.list.view.setFocus()
        press(Qt.Key.Key_Return, CTRL)
        box = dialog(qtbot, ConvertDialog)
        qtbot.keyClick(box, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not shown(ConvertDialog))
    assert state(database, ids[0]) == "new"


def test_delete_dismisses_what_is_chosen_and_it_can_be_looked_at_again(
    qtbot, page, press, database, ids
):
    page.list.view.go_to(ids[0])
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.list.model.ids == ids[2:])
    page.list.chips.click("dismissed")
    qtbot.waitUntil(lambda: page.list.model.ids == ids[:2])
    qtbot.waitUntil(page.detail.reopen.isVisible)
    QTest.mouseClick(page.detail.reopen, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 1)
    assert [state(database, each) for each in ids].count("new") == 2


def test_bin_and_back(qtbot, page, press, database, ids):
    page.list.view.go_to(ids[1])
    press(Qt.Key.Key_Delete, SHIFT)
    qtbot.waitUntil(lambda: page.list.model.ids == [ids[0], ids[2]])
    page.list.chips.click("bin")
    qtbot.waitUntil(lambda: page.list.model.ids == [ids[1]])
    qtbot.waitUntil(page.detail.restore.isVisible)
    QTest.mouseClick(page.detail.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: state(database, ids[1]) == "new")


def test_lead_is_given_to_somebody_else_by_keys(qtbot, page, database, ids, staff_ids):
    page.list.view.go_to(ids[0])
    page._show_current()
    owner = page.detail.owner
    assert owner.currentText() == "Maria"
    owner.setFocus()
    qtbot.keyClick(owner, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: ask(database, leads.get, ids[0]).owner == "Peter")


def test_new_lead_is_typed_and_refused_beside_its_field_when_it_says_nothing(
    qtbot, page, press, database, ids
):
    press(Qt.Key.Key_N, CTRL)
    box = dialog(qtbot, LeadDialog)
    qtbot.keyClick(box.edits["name"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.fields["name"].error.startswith("A lead needs"))
    qtbot.keyClicks(box.edits["name"], "Gina")
    qtbot.keyClicks(box.edits["phone"], "555")
    qtbot.keyClick(box.edits["phone"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 4)
    assert ask(database, leads.get, page.list.model.ids[0]).title == "Gina"


def test_lead_is_changed_with_f2(qtbot, page, press, database, ids):
    page.list.view.go_to(ids[2])
    press(Qt.Key.Key_F2)
    box = dialog(qtbot, LeadDialog)
    assert box.edits["source"].text() == "Fair"
    qtbot.keyClicks(box.edits["company"], "Fred & Co")
    qtbot.keyClick(box.edits["company"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ask(database, leads.get, ids[2]).company == "Fred & Co")


def test_list_is_filtered_by_words_and_by_person(qtbot, page, press, ids, staff_ids, database):
    press(Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(page.list.search, "fair")
    qtbot.waitUntil(lambda: page.list.model.ids == [ids[2]])
    page.list.search.clear()
    do(database, leads.assign, [ids[1]], staff_ids[1])
    page.list.reload()
    qtbot.waitUntil(lambda: page.list.whose.count() == 4)
    page.list.whose.setCurrentIndex(page.list.whose.findText("Peter"))
    page.list.whose.activated.emit(page.list.whose.currentIndex())
    qtbot.waitUntil(lambda: page.list.model.ids == [ids[1]])
    page.list.search.setFocus()
    qtbot.keyClicks(page.list.search, "nobody")
    qtbot.waitUntil(page.list.all.isVisible)
    qtbot.mouseClick(page.list.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.list.model.ids == ids)
    assert page.list.search.text() == ""


def test_employee_sees_first_what_is_his(qtbot, page, window, ids, staff_ids, database):
    do(database, leads.assign, [ids[1]], staff_ids[1])
    me = window.findChild(type(window.top_bar))._row
    button = me.itemAt(me.count() - 1).widget()
    qtbot.waitUntil(button.isVisible)
    assert button.text() == "Who are you?"
    [peter] = [each for each in button.menu().actions() if each.text() == "Peter"]
    peter.trigger()
    qtbot.waitUntil(lambda: page.list.model.ids == [ids[1]])
    assert page.list.whose.currentText() == "Mine"
    assert button.text() == "Peter"
    do(database, staff.change, staff_ids[1], StaffDraft("Peter Pan", "employee"))
    qtbot.waitUntil(lambda: button.text() == "Peter Pan")


def test_accountant_begins_at_the_documents(qtbot, page, window, database):
    do(database, staff.add, StaffDraft("Eleni", "accountant"))
    row = window.top_bar._row
    button = row.itemAt(row.count() - 1).widget()

    def named():
        return [each for each in button.menu().actions() if each.text() == "Eleni"]

    qtbot.waitUntil(lambda: bool(named()))
    named()[0].trigger()
    qtbot.waitUntil(lambda: window.host.address == "crm://documents")


def test_nobody_waits_is_said_with_what_to_do(qtbot, page, database, ids):
    do(database, leads.dismiss, ids)
    qtbot.waitUntil(page.list.nothing.isVisible)
    assert page.list.nothing._title.text() == "Nobody is waiting"
    assert page._stack.currentWidget() is page._blank


def test_lead_has_an_address_and_one_that_is_gone_is_said(qtbot, window, page, ids, database):
    do(database, leads.dismiss, [ids[2]])
    window.open(f"crm://lead/{ids[2]}")
    qtbot.waitUntil(lambda: page.list.current() is not None and page.list.current().id == ids[2])
    assert page.list.state == "dismissed"
    assert page.headline() == "Fred"
    window.open("crm://lead/999")
    assert window.host.page is page


def test_lead_that_is_over_is_erased_by_who_types_its_name(
    qtbot, window, page, press, database, ids
):
    assert not page.detail.erase.isVisible()
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: state(database, ids[0]) == "dismissed")
    window.open("crm://leads/dismissed")
    qtbot.waitUntil(page.detail.erase.isVisible)
    qtbot.mouseClick(page.detail.erase, Qt.MouseButton.LeftButton)
    erasing = dialog(qtbot, EraseLeadDialog)
    assert not erasing.erase.isEnabled()
    qtbot.keyClicks(erasing.name, "dora")
    qtbot.mouseClick(erasing.erase, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ask(database, leads.get, ids[0]).phone == "")
    assert ask(database, leads.list_ids, search="Roses") == []
