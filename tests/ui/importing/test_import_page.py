"""Bring a file in through the window: choose, look, bring in, take back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QToolTip

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.exchange.importing.earlier import EarlierImport
from smallcrm.ui.shell import incoming
from smallcrm.ui.widgets.button import Button

PATIENCE = 15_000
DATES = (
    "Name,Email,Birthday\nDora Day,dora@mail.example,03/04/1980\nEve,eve@mail.example,05/06/81\n"
)
PEOPLE = ["Ann Archer", "Bell Ltd", "Bob Bell", "Cleo Cole"]


def test_a_clean_file_takes_three_clicks_and_undo_one(qtbot, window, page, write, click, names):
    path = write()
    click(page.choose.open_button)
    dialog = window.findChild(QFileDialog)
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        dialog.fileSelected.emit(str(path))
    dialog.close()
    assert page.preview.accept_button.text() == "Import 2 contacts"
    click(page.preview.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert page.result._headline.text() == "2 contacts added."
    assert names() == sorted([*PEOPLE, "Dora Day", "Eve Eden"])
    click(page.result.undo_button)
    qtbot.waitUntil(page.result.undo_button.isHidden)
    assert names() == PEOPLE


def test_result_says_that_the_key_took_the_import_back(qtbot, window, preview, page, write, click):
    preview(write())
    click(page.preview.accept_button)
    result = page.result
    qtbot.waitUntil(result.isVisible, timeout=PATIENCE)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: result._headline.text() == "The import was taken back.")
    assert result.undo_button.isHidden()
    assert result.show_button.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: result._headline.text() == "2 contacts added.")
    assert result.undo_button.isVisible()


def test_a_row_of_possible_doubles_leads_to_the_doubles(qtbot, window, preview, page, write, click):
    preview(write("Name,Phone\nEva Kos,6900000001\nEva Kos,6900000002\n"))
    click(page.preview.accept_button)
    table = page.result.table
    qtbot.waitUntil(table.isVisible, timeout=PATIENCE)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.address == "crm://doubles")


def test_the_keyboard_alone_is_enough(qtbot, preview, page, write, names):
    preview(write())
    assert QApplication.focusWidget() is page.preview.accept_button
    qtbot.keyClick(
        page.preview.accept_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert "Dora Day" in names()
    assert QApplication.focusWidget() is page.result.show_button


def test_who_types_into_the_search_meanwhile_keeps_the_keyboard(qtbot, window, page, write):
    search = window.top_bar.search
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        window.open(incoming.address_of(write()))
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(search, "ann")
    assert QApplication.focusWidget() is search
    assert window.palette_list.isVisible()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert QApplication.focusWidget() is search


def test_the_preview_says_what_the_file_is(preview, write):
    pane = preview(write("Όνομα;Email\nΕλένη;eleni@mail.example\n", encoding="cp1253"))
    card = pane.file_card
    assert card._kind.text() == "CSV file"
    assert card._facts.text() == "Contacts · Greek (Windows-1253) · Semicolon · headings in row 1"
    assert pane.records.model.rowCount() == 1


def test_another_encoding_is_read_again(qtbot, preview, page, write):
    pane = preview(write("Name,City\nΕλένη,Βόλος\nΖωή,Βόλος\n", encoding="cp1253"))
    card = pane.file_card
    card._toggle.click()
    qtbot.keyClicks(card.encoding, "Western European (Windows")
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        card.encoding.activated.emit(card.encoding.currentIndex())
    row = pane.records.model.row_at(0)
    assert row.name == "ÅëÝíç"


def test_an_ambiguous_date_is_asked_before_anything_comes_in(qtbot, preview, page, write, click):
    pane = preview(write(DATES))
    assert not pane.accept_button.isEnabled()
    assert pane.question._question.text() == "Birthday: how is 03/04/1980 meant?"
    answers = {button.text(): button for button in pane.question._buttons.values()}
    assert list(answers) == ["3 Apr 1980", "4 Mar 1980"]
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        click(answers["4 Mar 1980"])
    assert pane.accept_button.isEnabled()
    assert pane.records.model.row_at(0).birthday == "1980-03-04"
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        click(answers["3 Apr 1980"])  # it can be said otherwise
    assert pane.records.model.row_at(0).birthday == "1980-04-03"


def test_a_column_goes_elsewhere_by_keyboard(qtbot, preview, page, write):
    pane = preview(write("Name,Number\nDora Day,44\n"))
    columns = pane.columns
    columns.setFocus()
    columns.setCurrentIndex(columns.model().index(1, 0))
    qtbot.keyClick(columns, Qt.Key.Key_F2)
    combo = columns.findChild(QComboBox)
    combo.setCurrentIndex(combo.findData("note"))
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        combo.activated.emit(combo.currentIndex())
    assert pane.records.model.row_at(0).note == "44"
    assert pane.columns.model().index(1, 0).data(Qt.ItemDataRole.EditRole) == "note"


def test_rows_are_marked_in_words(preview, write):
    pane = preview(write("Name,Email\nDora Day,dora at mail\n,\nEve,eve@mail.example\n,x\n"))
    model = pane.records.model
    states = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert states == ["Check", "", "Left out"]
    pane.records.chips.click("remarks")
    assert model.rowCount() == 1
    assert "not a complete email address" in model.index(0, 7).data()
    pane.records.table.selectRow(0)
    assert "“dora at mail”" in pane.records._remarks.text()


@pytest.fixture
def emails(database, people):
    """Gives Ann an e-mail; reads those of any contact."""
    with database.write(T("Change")) as session:
        draft = ContactDraft("Ann Archer", emails=(Labelled("ann@mail.example"),))
        contacts.change(session, people["Ann Archer"], draft)

    def emails(name):
        with database.read() as session:
            draft = contacts.get_draft(session, people[name])
        return [email.value for email in draft.emails]

    return emails


def test_doubles_are_counted_and_decided(qtbot, preview, page, write, click, emails):
    content = (
        "Name,Email,Phone\nAnn A.,ann@mail.example,+44 1632 960001\n"
        "Cleo Cole,cleo@mail.example,\nDora Day,dora@mail.example,\n"
    )
    pane = preview(write(content))
    assert figures(pane) == ["2", "1", "0", "0", "1"]
    click(pane.doubles.compare)
    assert page.compare.isVisible()
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        click(page.compare.same)
    assert pane.isVisible()
    assert figures(pane) == ["1", "2", "0", "0", "1"]
    assert pane.doubles.compare.text() == "Compared 1 of 1"
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert page.result._headline.text() == "1 contact added. 2 contacts completed."
    assert emails("Cleo Cole") == ["cleo@mail.example"]


def test_what_is_chosen_for_doubles_is_counted_at_once(qtbot, preview, page, write, click, emails):
    content = "Name,Email,Phone\nAnn A.,ann@mail.example,1234567\nDora,d@mail.example,\n"
    pane = preview(write(f"{content}Dora,d@mail.example,\n"))
    assert figures(pane) == ["1", "1", "0", "1", "0"]
    states = [pane.records.model.index(row, 1).data() for row in range(3)]
    assert states == ["Completes", "", "Same as row 3"]
    assert "row 3" in pane.records.model.index(2, 7).data()
    choose(qtbot, page, "Skip these rows")
    assert figures(pane) == ["1", "0", "1", "1"]
    assert pane.records.chips._buttons["left_out"].text() == "Left out 1"
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    headline = "1 contact added. 1 row was in the file twice, so it was joined. 1 row skipped."
    assert page.result._headline.text() == headline


def test_rows_can_be_new_and_then_doubles_again(qtbot, preview, page, write, emails):
    pane = preview(write("Name,Email\nAnn A.,ann@mail.example\n"))
    choose(qtbot, page, "Bring them in as new contacts")
    assert figures(pane) == ["1", "0", "0"]
    choose(qtbot, page, "Fill their empty fields")
    assert figures(pane) == ["0", "1", "0"]


def figures(pane):
    """New, completed, there already, twice in the file, left out, unclear: those on screen."""
    card = pane.doubles
    shown = (card._new, card._completed, card._same, card._repeated, card._left_out, card._unclear)
    return [figure._number.text() for figure in shown if figure.isVisible()]


def choose(qtbot, page, words):
    choice = page.preview.doubles.choice
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        choice.setCurrentText(words)
        choice.activated.emit(choice.currentIndex())


def test_namesakes_that_nobody_compared_stay_apart(qtbot, preview, page, write, click, names):
    pane = preview(write("Name,Email\nCleo Cole,other-cleo@mail.example\n"))
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert names().count("Cleo Cole") == 2


def test_left_out_rows_are_saved_with_reasons(qtbot, preview, page, write, click, tmp_path):
    pane = preview(write("Name,Remark\nDora Day,\n,nobody\n"))
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert page.result.save_button.text() == "Save the 1 as Excel with the reason"
    page.save_left_out(tmp_path / "mend.xlsx")
    qtbot.waitUntil((tmp_path / "mend.xlsx").exists, timeout=PATIENCE)


def test_a_stopped_import_leaves_nothing(qtbot, preview, page, write, click, names):
    lines = [f"Person {n},p{n}@mail.example" for n in range(6000)]
    pane = preview(write("\n".join(["Name,Email", *lines])))
    click(pane.accept_button)
    page._storing.cancel()
    qtbot.waitUntil(lambda: page._storing is None, timeout=PATIENCE)
    assert names() == PEOPLE
    assert pane.isVisible()
    assert pane.accept_button.isEnabled()


def test_a_file_that_cannot_be_read_says_why_and_asks_for_another(qtbot, window, page, write):
    path = write("", "empty.csv")
    with qtbot.waitSignal(page.look.failed, timeout=PATIENCE):
        window.open(incoming.address_of(path))
    assert page.choose.isVisible()
    assert page.choose.banner.isVisible()
    assert "empty" in page.choose.banner.accessibleName()


def test_a_file_without_contacts_can_be_explained(qtbot, preview, page, write):
    pane = preview(write("Length,Width\n1.5,2\n3.25,4\n"))
    assert pane.banner.isVisible()
    assert not pane.accept_button.isEnabled()
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        pane.columns.remapped.emit(1, "name")
    assert pane.accept_button.isEnabled()


def test_a_file_is_dropped_anywhere(qtbot, window, write):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write()))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(400, 300), actions, data, buttons, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), actions, data, buttons, none))
    page = window.host.page
    assert page.objectName() == "import"
    qtbot.waitUntil(page.preview.accept_button.isEnabled, timeout=PATIENCE)


def test_a_copied_table_is_pasted_as_import(qtbot, window, names):
    QGuiApplication.clipboard().setText("Name\tPhone\nDora Day\t0030 210 1234567\n")
    qtbot.keyClick(
        window,
        Qt.Key.Key_V,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    page = window.host.page
    qtbot.waitUntil(page.preview.accept_button.isEnabled, timeout=PATIENCE)
    assert page.preview._title.text() == "Clipboard"
    assert page.preview.records.model.row_at(0).phones[0][0] == "0030 210 1234567"


def test_an_empty_clipboard_is_told(window):
    QGuiApplication.clipboard().clear()
    incoming.paste(window.context)
    assert window.host.page.objectName() == "contacts"


def test_files_that_came_in_are_offered_again_with_what_they_brought(
    qtbot, window, preview, page, write, click
):
    pane = preview(write())
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    click(page.result.again_button)
    earlier = page.choose.earlier
    qtbot.waitUntil(earlier.isVisible)
    today = formats.day(clock.local(clock.now()).date())
    qtbot.waitUntil(lambda: any(today in text for text in shown_words(earlier)))
    (said,) = [text for text in shown_words(earlier) if today in text]
    assert said.endswith(" · 2 contacts added.")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Taken back" in shown_words(earlier))
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        click(next(one for one in earlier.findChildren(Button) if one.isVisible()))
    assert page.preview._title.text() == "list.csv"


def test_many_earlier_imports_do_not_squeeze_the_place_to_drop_a_file(qtbot, window, page, theme):
    window.resize(1024, 700)
    theme.set_text_size(150)
    choose = page.choose
    before = [EarlierImport(number, "list.csv", clock.now(), added=9) for number in range(5)]
    choose.show_earlier(before)
    zone = choose.open_button.parentWidget()
    qtbot.waitUntil(lambda: zone.height() >= zone.heightForWidth(zone.width()))


def shown_words(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_back_from_the_contacts_is_the_result_with_its_left_out_rows(
    qtbot, window, preview, page, write, click
):
    pane = preview(write("Name,Email\nDora,d@mail.example\n,\nx,\n,,\nEve,e@mail.example\n"))
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    said = page.result._headline.text()
    click(page.result.show_button)
    window.host.back()
    assert page.result.isVisible()
    assert page.result._headline.text() == said
    window.host.forward()
    window.open("crm://import")
    window.host.back()
    window.host.back()
    assert page.result.isVisible()


def test_the_new_menu_leads_here(window):
    window.rail.chosen.emit("crm://import")
    assert window.host.page.objectName() == "import"


def test_fields_stand_beneath_the_headings_where_the_window_is_narrow(
    qtbot, window, preview, write, theme
):
    columns = preview(write()).columns
    index = columns.model().index(0, 0)

    def box():
        return columns._delegate.box(columns.visualRect(index))

    window.resize(1920, 1000)
    qtbot.waitUntil(lambda: box().left() > columns.visualRect(index).center().x())
    window.resize(1024, 700)
    theme.set_text_size(150)
    qtbot.waitUntil(lambda: box().width() > columns.viewport().width() * 0.8)
    assert columns.visualRect(index).contains(box())
    box_height = theme.size(theme.m.control_height)
    assert columns.visualRect(index).height() > 2 * box_height


def test_the_next_file_is_shown_whole(preview, write):
    pane = preview(write("Name,Email\nDora Day,dora at mail\nEve,eve@mail.example\n"))
    pane.records.chips.click("remarks")
    assert pane.records.model.rowCount() == 1
    pane.columns.resize(pane.columns.width(), 40)
    pane.columns.scrollToBottom()
    pane = preview(write(name="other.csv"))
    assert pane.records.chips.current() == "all"
    assert pane.records.model.rowCount() == 2
    assert pane.columns.verticalScrollBar().value() == 0


def test_the_filter_stays_while_one_file_is_read_otherwise(qtbot, preview, page, write):
    pane = preview(write("Name,Email\nDora Day,dora at mail\nEve,eve@mail.example\n"))
    pane.records.chips.click("remarks")
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        page.look.say("delimiter", ",")
    assert pane.records.chips.current() == "remarks"
    assert pane.records.model.rowCount() == 1


def test_a_remark_that_is_cut_off_is_told_whole(preview, write, monkeypatch):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _view: told.append(text))
    odd = "<b>dora at the mail of the harbor"
    pane = preview(write(f"Name,Email\nEve,eve@mail.example\nDora Day,{odd}\n"))
    table, model = pane.records.table, pane.records.model

    def point_at(column):
        inside = table.visualRect(model.index(1, column)).center()
        outside = table.viewport().mapToGlobal(inside)
        event = QHelpEvent(QEvent.Type.ToolTip, inside, outside)
        QApplication.sendEvent(table.viewport(), event)
        return told[-1]

    assert "not a complete email address" in point_at(7)
    assert "<b>dora" not in point_at(7)  # no markup of a file is ever shown as such
    assert point_at(2) == ""  # the name stands there whole


def test_cells_beyond_the_headings_and_companies_are_announced(preview, write):
    pane = preview(write("Name,Company\nDora Day,New Ltd,blue\nEve Eden,Bell Ltd\n"))
    assert "Some rows have cells beyond the last heading." in pane.records._general.text()
    assert pane.records._general.isVisible()
    assert [column.field for column in pane.columns._columns.columns] == ["name", "company", "note"]
    companies = pane.doubles._companies
    assert companies.isVisible()
    assert companies._number.text() == "1"
    assert "New Ltd" in companies.toolTip()
