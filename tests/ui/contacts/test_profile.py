"""The page of one contact: what it shows, and what can be done there."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from smallcrm.core.text import T
from smallcrm.services import contacts, tasks
from smallcrm.services.contacts import REFUSED, ContactDraft
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.contacts import figures_of
from smallcrm.ui.contacts.aside import Link
from smallcrm.ui.contacts.figures import Figure
from smallcrm.ui.contacts.history_dialog import HistoryDialog
from smallcrm.ui.widgets.growing_edit import ValueText

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(monkeypatch):
    """What was handed to other programs."""
    urls = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.toString()))
    return urls


def shown(widget, kind=QLabel):
    texts = [part.toPlainText() if kind is ValueText else part.text() for part in
             widget.findChildren(kind) if part.isVisible()]  # fmt: skip
    return [text for text in texts if text]


def test_head_tells_who_it_is(qtbot, profile):
    head = ["Anna Keller", "Owner, Keller KG  ·  Athens", "Customer"]
    qtbot.waitUntil(lambda: shown(profile.header) == head)


def test_details_can_be_read_and_copied(profile):
    values = shown(profile.aside, ValueText)
    assert values == [
        "+30 210 123 4567",
        "anna@shop.example",
        "Ermou 41, 10563 Athens, Greece",
        "14 March",
    ]


def test_email_address_breaks_after_its_sign_and_is_copied_as_it_is(qtbot, theme):
    address = "anna.keller@mail.example"
    value = ValueText(address, "Email")
    qtbot.addWidget(value)
    value.resize(value.fontMetrics().horizontalAdvance(address) - 4, 80)
    value.show()
    assert value.document().size().height() == 2
    first = value.document().firstBlock().layout().lineAt(0)
    assert first.textLength() == len("anna.keller@") + 1  # and the mark that nobody sees
    value.selectAll()
    qtbot.keyClick(value, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == address


def test_company_leads_to_its_page_and_lists_its_people(qtbot, window, profile, anna):
    link = profile.aside.findChild(Link)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert profile.headline() == "Keller KG"
    qtbot.waitUntil(lambda: profile.aside.findChildren(Link) != [link])
    person = next(one for one in profile.aside.findChildren(Link) if one.text() == "Anna Keller")
    qtbot.mouseClick(person, Qt.MouseButton.LeftButton)
    assert window.host.address == f"crm://contact/{anna}"


def test_call_and_mail_are_handed_to_their_programs(qtbot, window, profile, opened):
    qtbot.keyClick(window, Qt.Key.Key_C, CONTROL | SHIFT)
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    assert opened == ["tel:+302101234567", "mailto:anna@shop.example"]


def refuse(database, contact_id):
    """Have the contact say no to advertising."""
    said = {"consent": REFUSED, "consent_on": date(2026, 10, 3), "consent_source": "On the phone"}
    with database.write(T("Refuse advertising")) as session:
        draft = contacts.get_draft(session, contact_id)
        contacts.change(session, contact_id, draft._replace(**said))


def test_who_does_not_want_advertising_is_marked(qtbot, profile, anna, database):
    assert "Does not want advertising" not in shown(profile.aside)
    refuse(database, anna)
    qtbot.waitUntil(lambda: "Does not want advertising" in shown(profile.aside))
    assert "3 Oct 2026 · On the phone" in shown(profile.aside)


def test_who_does_not_want_advertising_is_written_to_only_after_a_question(
    qtbot, window, profile, database, opened
):
    anna = profile._contact_id
    refuse(database, anna)
    qtbot.waitUntil(lambda: "Does not want advertising" in shown(profile.aside))
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    box = window.findChild(QMessageBox)
    assert box.text() == "Anna Keller does not want advertising."
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert opened == []
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    write = next(one for one in box.buttons() if one.text() == "Write an email")
    qtbot.mouseClick(write, Qt.MouseButton.LeftButton)
    assert opened == ["mailto:anna@shop.example"]


def test_nobody_is_called_without_a_number(qtbot, window, people, opened):
    window.open(f"crm://contact/{people['Ann Archer']}")
    with qtbot.waitSignal(window.context.said) as said:
        qtbot.keyClick(window, Qt.Key.Key_C, CONTROL | SHIFT)
    assert said.args[0] == "Ann Archer has no phone number yet"
    assert opened == []


def test_new_invoice_is_for_this_contact(qtbot, window, profile, anna):
    opened = []
    window.context.opened.disconnect()
    window.context.opened.connect(opened.append)
    qtbot.keyClick(window, Qt.Key.Key_I, CONTROL | SHIFT)
    qtbot.keyClick(window, Qt.Key.Key_Q, CONTROL | SHIFT)
    assert opened == [f"crm://document/new/invoice/{anna}", f"crm://document/new/quote/{anna}"]


def test_archiving_shows_the_next_contact_and_undo_brings_it_back(qtbot, window, profile, anna):
    qtbot.waitUntil(lambda: window.host.page.list_pane.view.current_id() == anna)
    with qtbot.waitSignal(window.context.said) as said:
        qtbot.keyClick(window, Qt.Key.Key_Delete)
    assert said.args == ["Anna Keller moved to the bin", True]
    qtbot.waitUntil(lambda: profile.headline() == "Bell Ltd")
    ids = window.host.page.list_pane.model
    qtbot.waitUntil(lambda: anna not in ids.ids)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: anna in ids.ids)


def test_several_chosen_contacts_are_archived_together(qtbot, window, profile, database):
    view = window.host.page.list_pane.view
    qtbot.waitUntil(lambda: view.model().rowCount() == 6)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    with qtbot.waitSignal(window.context.said) as said:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert said.args[0] == "2 contacts moved to the bin"
    with database.read() as session:
        assert contacts.count(session) == 4


def test_archived_contact_says_so_and_can_be_restored(qtbot, window, profile, anna, database):
    with database.write(T("Archive")) as session:
        contacts.archive(session, [anna])
    window.open("crm://contacts")
    window.open(f"crm://contact/{anna}")
    qtbot.waitUntil(lambda: "This contact is in the bin." in shown(profile.aside))
    profile.aside.restored.emit()
    qtbot.waitUntil(lambda: "This contact is in the bin." not in shown(profile.aside))
    with database.read() as session:
        assert not contacts.get_view(session, anna).archived


def test_change_from_elsewhere_is_shown(qtbot, profile, anna, database, stored):
    with database.write(T("Change")) as session:
        contacts.change(session, anna, ContactDraft("Anna Berg"))
    qtbot.waitUntil(lambda: profile.headline() == "Anna Berg")


def test_contact_that_is_gone_leaves_its_page(qtbot, window, profile, database):
    database.undo()  # takes back that it was added
    qtbot.waitUntil(lambda: window.host.page._stack.currentWidget() is not profile)


def test_figures_open_their_lists(qtbot, window, profile, anna, invoice):
    qtbot.waitUntil(lambda: profile.card.tabs.offers("documents"))
    cell = profile.figures._cells["invoiced"]
    cell.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(cell, Qt.Key.Key_Space)
    assert profile.card.tabs.current() == "documents"
    qtbot.waitUntil(lambda: profile.card.documents.model.rowCount() == 1)
    assert profile.card.documents.model.index(0, 0).data() == "Invoice"
    last = profile.figures._cells["contacted"]
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton)
    assert profile.card.tabs.current() == "timeline"


@pytest.mark.parametrize("key", ["deals", "documents", "files"])
def test_tab_without_content_says_what_belongs_there(qtbot, profile, key):
    profile.card.choose(key)
    page = getattr(profile.card, key)
    qtbot.waitUntil(page._nothing.isVisible)


def test_history_takes_one_step_back(qtbot, window, profile, anna, database, stored):
    with database.write(T("Change Anna Keller")) as session:
        draft = contacts.get_draft(session, anna)
        contacts.change(session, anna, ContactDraft("Anna Berg", phones=draft.phones))
    profile.do("contact.history")
    dialog = window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() >= 1)
    assert dialog.model.index(0, 1).data().startswith("Change Anna Keller · Name: Anna Keller → ")
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(anna).name == "Anna Keller")
    dialog.reject()


def test_next_and_previous_contact_by_keys(qtbot, window, profile):
    qtbot.waitUntil(lambda: window.host.page.list_pane.view.current_id() != 0)
    qtbot.keyClick(window, Qt.Key.Key_Down, CONTROL)
    qtbot.waitUntil(lambda: profile.headline() == "Bell Ltd")
    qtbot.keyClick(window, Qt.Key.Key_Up, CONTROL)
    qtbot.waitUntil(lambda: profile.headline() == "Anna Keller")


def test_narrow_window_moves_cards_and_buttons(qtbot, window, profile):
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: not profile._aside_area.isVisible())
    assert not profile.header._call.isVisible()
    assert profile.aside.parent() is profile.card._details
    assert profile.brief.isVisible()
    window.resize(1600, 900)
    qtbot.waitUntil(profile._aside_area.isVisible)
    assert profile.header._call.isVisible()
    assert not profile.brief.isVisible()


def test_narrow_window_tells_what_is_urgent_above_the_timeline(
    qtbot, window, profile, anna, database
):
    window.resize(1024, 700)
    qtbot.waitUntil(profile.brief.isVisible)
    line = profile.brief
    assert "Plan a next step" in shown(line, QPushButton)
    with database.write(T("Add task")) as session:
        tasks.add_task(session, TaskDraft("Send the catalogue", contact_id=anna))
        contacts.change(session, anna, contacts.get_draft(session, anna)._replace(consent=REFUSED))
    qtbot.waitUntil(lambda: "Next step: Send the catalogue" in shown(line))
    assert "Does not want advertising" in shown(line)
    button = next(one for one in line.findChildren(QPushButton) if one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert profile.card.tabs.current() == "details"
    assert profile.aside.isVisible()


def test_next_step_takes_a_second_line_before_it_is_cut_short(
    qtbot, window, profile, anna, database, theme
):
    title = "Call about the flowers for the terrace"
    window.resize(1024, 700)
    theme.set_text_size(150)
    with database.write(T("Add task")) as session:
        task_id = tasks.add_task(session, TaskDraft(title, contact_id=anna))
    words = f"Next step: {title}"
    qtbot.waitUntil(lambda: words in shown(profile.brief))
    label = next(one for one in profile.brief.findChildren(QLabel) if one.text() == words)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert label.height() > label.fontMetrics().height() * 1.5
    with database.write(T("Change task")) as session:
        tasks.change_task(session, task_id, TaskDraft(f"{title} " * 4, contact_id=anna))
    qtbot.waitUntil(lambda: any(each.endswith("…") for each in shown(profile.brief)))
    assert profile.brief.height() < profile.fontMetrics().height() * 4


def test_name_is_whole_in_a_narrow_window_with_large_text(qtbot, window, profile, theme):
    window.resize(1024, 700)
    theme.set_text_size(150)
    header = profile.header
    qtbot.waitUntil(lambda: header._is_beneath)
    name = header._name
    qtbot.waitUntil(lambda: name.width() >= name.fontMetrics().horizontalAdvance(name.text()))
    assert header._invoice.isVisible()
    who = header._who
    assert who.width() >= who.fontMetrics().horizontalAdvance(who.text())
    window.resize(1920, 1000)
    theme.set_text_size(100)
    qtbot.waitUntil(lambda: not header._is_beneath)
    assert header._avatar.isVisible()


def test_head_gives_way_while_somebody_writes_where_there_is_little_height(
    qtbot, window, profile, theme
):
    window.resize(1024, 700)
    theme.set_text_size(150)
    timeline = profile.card.timeline
    timeline.begin("call")
    header, save = profile.header, timeline.options.save
    qtbot.waitUntil(lambda: not header._invoice.isVisible())
    assert not header._who.isVisible()
    assert header._more.isVisible()
    qtbot.waitUntil(lambda: save.visibleRegion().boundingRect().height() == save.height())
    qtbot.keyClick(timeline.composer, Qt.Key.Key_Escape)
    window.setFocus()
    qtbot.waitUntil(header._invoice.isVisible)
    assert header._who.isVisible()


def test_head_gives_way_to_the_list_of_a_tab_where_there_is_little_height(
    qtbot, window, profile, theme
):
    window.resize(1024, 700)
    theme.set_text_size(150)
    qtbot.waitUntil(lambda: profile.figures.isVisible() and profile.brief.isVisible())
    profile.card.choose("files")
    assert not profile.figures.isVisible()
    assert not profile.brief.isVisible()
    profile.card.choose("timeline")
    assert profile.figures.isVisible()
    assert profile.brief.isVisible()


def test_remark_beneath_a_figure_gives_way_to_a_shorter_one(qtbot, profile):
    figure = Figure("Unpaid", ["€821.20"], "2 invoices late; €200.00 on account", brief="2 late")
    profile.figures.show_figure(figures_of.UNPAID, figure)
    cell = profile.figures._cells[figures_of.UNPAID]
    cell.resize(500, 80)
    assert cell._more.text() == figure.more
    cell.resize(140, 80)
    assert cell._more.text() == "2 late"
