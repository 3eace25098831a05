"""Leads in the window: seen, answered, given away, made a deal of; by keys, and as files."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import contacts, leads, pipeline, staff
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.leads import LeadDraft, RuleDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.ui import outside
from smallcrm.ui.leads import arrivals
from smallcrm.ui.leads.convert_dialog import ConvertDialog
from smallcrm.ui.leads.erase_dialog import EraseLeadDialog
from smallcrm.ui.leads.form import LeadDialog
from smallcrm.ui.leads.list_dialog import ListDialog
from smallcrm.ui.mails.strangers_dialog import StrangersDialog

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MAIL = "Subject: Website inquiry\nMessage-ID: <{key}@x>\n\nName: {name}\nPhone: 1 2 3\n"


def do(database, command, *arguments, **more):
    with database.write(T("Test")) as session:
        return command(session, *arguments, **more)


def ask(database, query, *arguments, **more):
    with database.read() as session:
        return query(session, *arguments, **more)


@pytest.fixture
def staff_ids(database):
    return [
        do(database, staff.add, StaffDraft(name, role))
        for name, role in (("Maria", "owner"), ("Peter", "employee"))
    ]


@pytest.fixture
def ids(database, staff_ids):
    """Three leads, the newest first: Dora with all, Eve without a telephone, Fred from before."""
    do(database, leads.add_rule, RuleDraft((staff_ids[0],)))
    drafts = (
        (LeadDraft("Dora", "Dora Ltd", "dora@mail.example", "210 123", "Roses", "Site"), 5),
        (LeadDraft("Eve", email="eve@mail.example"), 120),
        (LeadDraft("Fred", source="Fair"), 60 * 72),
    )
    made = []
    for draft, minutes in drafts:
        values = {name: getattr(draft, name) for name in LeadDraft.__slots__}
        at = clock.now() - timedelta(minutes=minutes)
        made.append(do(database, leads.add, LeadDraft(**values | {"received_at": at})))
    return made


@pytest.fixture
def page(qtbot, window, ids):
    window.open("crm://leads")
    page = window.host.page
    qtbot.waitUntil(lambda: page.list.model.ids == ids)
    page.list.view.setFocus()
    return page


@pytest.fixture
def called(monkeypatch):
    """What was handed to other programs."""
    found = []
    monkeypatch.setattr(
        outside.QDesktopServices, "openUrl", lambda url: found.append(url.toString())
    )
    return found


@pytest.fixture
def press(qtbot, window):
    def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
        focus = QApplication.focusWidget() or window
        qtbot.keyClick(focus, key, modifiers)

    return press


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


def drop(page, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPoint(5, 5), actions, data, buttons, keys))


def test_message_dropped_is_a_lead_and_dropped_again_it_says_so(qtbot, page, tmp_path, database):
    path = tmp_path / "a.eml"
    path.write_text(MAIL.format(key=1, name="Hana"), "utf-8")
    drop(page, path)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 4, timeout=30_000)
    qtbot.waitUntil(lambda: page.list.current().name == "Hana")
    assert page.list.current().source == "Site"
    drop(page, path)
    qtbot.waitUntil(lambda: "brought in before" in page.banner.accessibleName(), timeout=30_000)


def test_message_of_a_form_dropped_anywhere_in_the_window_is_asked_about_and_becomes_a_lead(
    qtbot, window, page, tmp_path
):
    path = tmp_path / "a.eml"
    path.write_text(MAIL.format(key=1, name="Hana"), "utf-8")
    window.open("crm://documents")
    drop_on_window = QMimeData()
    drop_on_window.setUrls([QUrl.fromLocalFile(str(path))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    for kind, place in ((QDragEnterEvent, QPoint(5, 5)), (QDropEvent, QPointF(5, 5))):
        QApplication.sendEvent(window, kind(place, actions, drop_on_window, buttons, keys))
    qtbot.waitUntil(lambda: window.findChild(StrangersDialog) is not None, timeout=30_000)
    qtbot.keyClick(window.findChild(StrangersDialog).agree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.page is page)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 4, timeout=30_000)


def test_file_that_cannot_be_read_is_refused_in_words(qtbot, page, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("BEGIN:VCARD\nFN:A\nEND:VCARD\n", "utf-8")
    drop(page, path)
    qtbot.waitUntil(lambda: page.banner.accessibleName().startswith("This is an"), timeout=30_000)


def test_list_shows_its_columns_and_the_user_says_what_they_hold(
    qtbot, page, tmp_path, database, ids
):
    path = tmp_path / "list.csv"
    path.write_text("Wer,Womit,Name\nHana,555 0101,old\nIvo,555 0102,new\n", "utf-8")
    drop(page, path)
    qtbot.waitUntil(lambda: bool(shown(ListDialog)), timeout=30_000)
    box = shown(ListDialog)[0]
    assert [each.value() for each in box.choices] == ["ignore", "ignore", "name"]
    assert (box.samples[0].text(), box.agree.text()) == ("old", "Bring in 2 leads")
    choose(qtbot, box.choices[0], "name")
    assert box.problem.text().startswith("Two columns hold the same: Name.")
    assert not box.agree.isEnabled()
    choose(qtbot, box.choices[2], "ignore")
    qtbot.waitUntil(lambda: box.samples[0].text() == "Hana", timeout=30_000)
    choose(qtbot, box.choices[1], "phone")
    qtbot.waitUntil(lambda: "555 0101" in box.samples[0].text(), timeout=30_000)
    assert len(page.list.model.ids) == 3
    qtbot.mouseClick(box.agree, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 5)
    rows = ask(database, leads.list_rows, page.list.model.ids[:2]).values()
    assert {(row.name, row.phone) for row in rows} == {("Hana", "555 0101"), ("Ivo", "555 0102")}


def test_list_that_says_nothing_waits_until_a_column_is_named(qtbot, page, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    drop(page, path)
    qtbot.waitUntil(lambda: bool(shown(ListDialog)), timeout=30_000)
    box = shown(ListDialog)[0]
    assert not box.agree.isEnabled()
    assert box.problem.text().startswith("Say which column")
    choose(qtbot, box.choices[1], "phone")
    qtbot.waitUntil(box.agree.isEnabled, timeout=30_000)
    box.reject()


def choose(qtbot, choice, key):
    """By keys, as somebody who goes through the list does."""
    choice.setFocus()
    way = choice.findData(key) - choice.currentIndex()
    for _ in range(abs(way)):
        qtbot.keyClick(choice, Qt.Key.Key_Down if way > 0 else Qt.Key.Key_Up)


def test_copied_rows_are_leads_and_copied_words_begin_a_form(qtbot, page, press, database):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("Name\tPhone\nHana\t1\nIvo\t2\n")
    press(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 5)
    clipboard.setText("Name: Jana\nPhone: 777\nMessage: Tulips")
    page.list.view.setFocus()
    press(Qt.Key.Key_V, CTRL)
    box = dialog(qtbot, LeadDialog)
    assert (box.edits["name"].text(), box.message.toPlainText()) == ("Jana", "Tulips")
    box.reject()


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


def test_folder_is_looked_into_while_the_program_runs(
    qtbot, window, page, tmp_path, database, monkeypatch
):
    folder = tmp_path / "in"
    folder.mkdir()
    arrivals.arriving.watch_folder(database.path, folder)
    (folder / "a.eml").write_text(MAIL.format(key=1, name="Hana"), "utf-8")
    qtbot.waitUntil(lambda: window.rail.findChild(arrivals.FolderWatch) is not None)
    watch = window.rail.findChild(arrivals.FolderWatch)
    watch._timer.setInterval(100)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 4, timeout=30_000)
    assert (folder / "a.eml").exists()
    watch._timer.stop()


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
