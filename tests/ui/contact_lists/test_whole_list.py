"""The wide list by keys and clicks: sort, columns, filters, many at once, copy, the bin."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from smallcrm.core.text import T
from smallcrm.services import contacts, segments
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.segments import Condition, Rules

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
EVERYBODY = ["=Finn", "Ann Archer", "Bell Ltd", "Bob Bell", "Cleo Cole", "Dora Dean", "Eva Elm"]


@pytest.fixture
def drafts(database):
    def read(*ids):
        with database.read() as session:
            found = contacts.list_drafts(session, ids)
        return [found[contact_id] for contact_id in ids]

    return read


def show(page, *keys):
    """Show these columns beside the name."""
    page.whole.columns._settings.keep_note("contacts.columns", ",".join(("name", *keys)))
    page.whole.columns.changed.emit()


def sort_by(qtbot, page, column):
    header = page.whole.table.horizontalHeader()
    spot = header.viewport().rect().topLeft()
    spot.setX(header.sectionViewportPosition(column) + 10)
    spot.setY(8)
    qtbot.mouseClick(header.viewport(), LEFT, pos=spot)


def test_heading_sorts_and_turns_the_order(qtbot, page, names):
    assert names() == EVERYBODY
    sort_by(qtbot, page, 0)
    qtbot.waitUntil(lambda: names() == EVERYBODY[::-1] or names() == EVERYBODY)
    sort_by(qtbot, page, 0)
    qtbot.waitUntil(lambda: names() == EVERYBODY[::-1] or names() == EVERYBODY)


def test_the_arrow_says_the_order_after_a_look_into_the_bin(qtbot, page, names, window):
    sort_by(qtbot, page, 4)
    header = page.whole.table.horizontalHeader()
    assert header.isSortIndicatorShown()
    window.open("crm://contact-list/bin")
    window.open("crm://contact-list/table")
    qtbot.waitUntil(lambda: len(names()) == 7)
    assert page.whole.asked.key == "name"
    assert not header.isSortIndicatorShown()


def test_column_of_ones_own_is_shown_and_sorted_by_its_numbers(qtbot, page, names, crowd):
    uid = page.whole._facts.fields[0].uid
    show(page, f"custom:{uid}")
    row = page.whole.model.row_of(crowd["Eva Elm"])
    assert page.whole.model.index(row, 1).data() == "38.5"
    sort_by(qtbot, page, 1)
    qtbot.waitUntil(lambda: names()[:3] == ["=Finn", "Eva Elm", "Dora Dean"])


def test_columns_are_chosen_in_the_menu_and_remembered(qtbot, page):
    page.whole.columns.toggle("role")
    shown = [spec.key for spec in page.whole.columns.shown]
    assert "role" in shown
    heading = page.whole.model.headerData(shown.index("role"), Qt.Orientation.Horizontal)
    assert heading == "Role"
    page.whole.columns.toggle("role")
    assert "role" not in [spec.key for spec in page.whole.columns.shown]


def test_typing_in_the_search_narrows_the_list(qtbot, page, names):
    page.start_filter()
    qtbot.keyClicks(page.whole.head.search, "athens")
    qtbot.waitUntil(lambda: names() == ["=Finn", "Dora Dean"])


def test_filter_is_set_by_keys_counted_and_saved(qtbot, page, names, database):
    qtbot.keyClick(
        page.whole.table,
        "F",
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    panel = page.whole.panel
    qtbot.waitUntil(panel.isVisible)
    row = panel._rows[0]
    qtbot.keyClicks(row.value.findChild(QLineEdit), "vip")
    qtbot.waitUntil(lambda: names() == ["Dora Dean"])
    qtbot.waitUntil(lambda: panel.count.text() == "1 contact")
    qtbot.keyClicks(panel.name, "Best")
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.isVisible())
    qtbot.waitUntil(lambda: page.whole.head.chips.current().startswith("segment:"))
    with database.read() as session:
        assert segments.find_segment(session, "best").rules == Rules(
            (Condition("tag", "is", "vip"),)
        )
    assert names() == ["Dora Dean"]


def test_esc_takes_the_filter_away(qtbot, page, names):
    page.whole.open_filter()
    row = page.whole.panel._rows[0]
    line = row.value.findChild(QLineEdit)
    qtbot.keyClicks(line, "vip")
    qtbot.waitUntil(lambda: names() == ["Dora Dean"])
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: names() == EVERYBODY)
    assert not page.whole.panel.isVisible()


def test_found_contacts_are_frozen_as_a_list(qtbot, page, names, database, crowd):
    page.whole.open_filter()
    panel = page.whole.panel
    qtbot.keyClicks(panel._rows[0].value.findChild(QLineEdit), "vip")
    qtbot.waitUntil(lambda: names() == ["Dora Dean"])
    qtbot.keyClicks(panel.name, "Then")
    panel._on_freeze()
    qtbot.waitUntil(lambda: not panel.isVisible())
    with database.read() as session:
        found = segments.find_segment(session, "then")
        assert segments.list_ids(session, segments.wanted_of(found)) == [crowd["Dora Dean"]]


def test_removed_filter_leaves_everybody(qtbot, page, names):
    page.whole._on_save("Best", Rules((Condition("tag", "is", "vip"),)))
    qtbot.waitUntil(lambda: names() == ["Dora Dean"] and page.whole._saved() is not None)
    page.whole.remove_filter()
    qtbot.waitUntil(lambda: names() == EVERYBODY)
    qtbot.waitUntil(lambda: page.whole.head.chips.current() == "")


def test_chosen_contacts_get_a_tag_in_one_step(qtbot, page, drafts, crowd, choose, window):
    dora, eva = crowd["Dora Dean"], crowd["Eva Elm"]
    choose(dora, eva)
    bar = page.whole.bar
    assert bar.isVisible()
    assert bar.count.text() == "2 chosen"
    qtbot.keyClick(page.whole.table, Qt.Key.Key_T, CTRL)
    line = bar.value.findChild(QLineEdit)
    qtbot.keyClicks(line, "New")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: [draft.tags for draft in drafts(dora, eva)] == [("VIP", "New"), ("New",)]
    )
    assert page.whole.table.hasFocus()
    assert page.whole.chosen_ids() == [dora, eva]
    window.context.ops.undo(page, lambda _done: None)
    qtbot.waitUntil(lambda: [draft.tags for draft in drafts(dora, eva)] == [("VIP",), ()])


def test_field_of_ones_own_is_set_for_the_chosen(qtbot, page, drafts, crowd, choose):
    dora, eva = crowd["Dora Dean"], crowd["Eva Elm"]
    choose(dora, eva)
    bar = page.whole.bar
    bar.ask_field()
    qtbot.waitUntil(bar.field.isVisible)
    bar.field.setCurrentIndex(bar.field.findText("Size"))
    bar.field.activated.emit(bar.field.currentIndex())
    line = bar.value._editor
    qtbot.keyClicks(line, "41,5")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: {draft.custom["Size"] for draft in drafts(dora, eva)} == {"41.5"})
    assert page.whole.table.hasFocus()
    assert page.whole.chosen_ids() == [dora, eva]


def test_apply_and_escape_give_the_keyboard_back_to_the_table(qtbot, page, drafts, crowd, choose):
    dora = crowd["Dora Dean"]
    choose(dora)
    bar = page.whole.bar
    qtbot.keyClick(page.whole.table, Qt.Key.Key_T, CTRL)
    qtbot.keyClick(bar.value._editor, Qt.Key.Key_Escape)
    assert page.whole.table.hasFocus()
    qtbot.keyClick(page.whole.table, Qt.Key.Key_T, CTRL)
    qtbot.keyClicks(bar.value._editor, "New")
    qtbot.mouseClick(bar._answers[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: drafts(dora)[0].tags == ("VIP", "New"))
    assert page.whole.table.hasFocus()
    assert page.whole.chosen_ids() == [dora]


def test_tag_is_taken_from_the_chosen(qtbot, page, drafts, crowd, choose):
    choose(crowd["Dora Dean"], crowd["Eva Elm"])
    bar = page.whole.bar
    bar.ask_untag()
    qtbot.waitUntil(bar._line.isVisible)
    bar._on_apply()
    qtbot.waitUntil(lambda: drafts(crowd["Dora Dean"])[0].tags == ())


def test_consent_is_set_for_the_chosen(qtbot, page, drafts, crowd, choose):
    choose(crowd["Dora Dean"], crowd["Eva Elm"])
    page.whole.bar._consent("given")
    qtbot.waitUntil(lambda: drafts(crowd["Eva Elm"])[0].consent == "given")


def test_copied_rows_are_safe_and_unformatted(qtbot, page, crowd, choose):
    uid = page.whole._facts.fields[0].uid
    show(page, "city", f"custom:{uid}")
    choose(crowd["=Finn"], crowd["Eva Elm"])
    QApplication.clipboard().clear()
    qtbot.keyClick(page.whole.table, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() != "")
    data = QApplication.clipboard().mimeData()
    assert data.text() == "Name\tCity\tSize\n'=Finn\tAthens\t9\nEva Elm\tVolos\t38.5"
    assert "<td>38.5</td>" in data.html()
    assert "mso-number-format" in data.html()


def test_copied_rows_have_every_phone_and_email(qtbot, page, crowd, choose, database):
    with database.write(T("Change")) as session:
        draft = contacts.get_draft(session, crowd["Eva Elm"])
        phones = (Labelled("210 1234567", "work"), Labelled("694 1234567", "mobile"))
        emails = (Labelled("eva@mail.example"), Labelled("elm@work.example"))
        contacts.change(session, crowd["Eva Elm"], draft._replace(phones=phones, emails=emails))
    show(page, "phone", "email")
    choose(crowd["Eva Elm"])
    QApplication.clipboard().clear()
    qtbot.keyClick(page.whole.table, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() != "")
    row = "Eva Elm\t210 1234567, 694 1234567\teva@mail.example, elm@work.example"
    assert QApplication.clipboard().text() == f"Name\tPhone\tEmail\n{row}"


def test_paste_opens_the_import(qtbot, page, window):
    QApplication.clipboard().setText("Name\tCity\nGus\tRome")
    qtbot.keyClick(page.whole.table, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: window.host.address.startswith("crm://import/"))


def test_archived_contacts_come_back_from_the_bin(qtbot, page, names, crowd, choose, window):
    choose(crowd["Dora Dean"], crowd["Eva Elm"])
    qtbot.keyClick(page.whole.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(names()) == 5)
    window.open("crm://contact-list/bin")
    qtbot.waitUntil(lambda: names() == ["Dora Dean", "Eva Elm"])
    assert page.whole.head.title.text() == "Bin"
    assert "30 days" in page.whole.head.hint.text()
    row = page.whole.model.row_of(crowd["Dora Dean"])
    assert page.whole.model.index(row, 4).data() == "30 days left"
    choose(crowd["Dora Dean"])
    page._restore()
    qtbot.waitUntil(lambda: names() == ["Eva Elm"])
    window.open("crm://contact-list/table")
    qtbot.waitUntil(lambda: len(names()) == 6)


def test_the_bin_says_who_is_never_deleted(qtbot, page, names, database, choose, window):
    with database.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Gus", company="Bell Ltd"))
    with database.read() as session:
        company = contacts.list_ids(session, kind="company")
    qtbot.waitUntil(lambda: "Bell Ltd" in names())
    choose(*company)
    qtbot.keyClick(page.whole.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Bell Ltd" not in names())
    window.open("crm://contact-list/bin")
    qtbot.waitUntil(lambda: names() == ["Bell Ltd"])
    assert page.whole.model.index(0, 4).data() == "Is never deleted"


def test_empty_bin_says_what_it_is_for(qtbot, page, window):
    window.open("crm://contact-list/bin")
    whole = page.whole
    qtbot.waitUntil(lambda: whole._stack.currentWidget() is whole._nobody)
    assert whole._nobody._title.text() == "The bin is empty"


def test_cards_show_the_same_contacts_and_open_them(qtbot, page, window, crowd):
    window.open("crm://contact-list/cards")
    cards = page.whole.cards
    qtbot.waitUntil(cards.isVisible)
    across = cards.cards.across
    assert across > 1
    assert cards.cards.rowCount() == -(-7 // across)
    row = page.whole.model.row_of(crowd["Eva Elm"])
    cards.setCurrentIndex(cards.cards.place_of(row))
    assert page.whole.chosen_ids() == [crowd["Eva Elm"]]
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.address == f"crm://contact/{crowd['Eva Elm']}")


def test_enter_opens_the_contact_and_the_rail_still_says_contacts(
    qtbot, page, window, crowd, choose
):
    assert window.rail._places["contacts"][0].isChecked()
    choose(crowd["Dora Dean"])
    qtbot.keyClick(page.whole.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.address == f"crm://contact/{crowd['Dora Dean']}")


def test_cards_are_a_good_qt_model(qtmodeltester, page):
    page.whole.cards.cards.set_across(3)
    qtmodeltester.check(page.whole.cards.cards)


@pytest.mark.parametrize("look", [(1366, 100), (1024, 150)])
def test_rows_stay_where_they_are_when_some_are_chosen(qtbot, page, window, crowd, choose, look):
    width, text_size = look
    window.ui.theme.set_text_size(text_size)
    window.resize(width, 768)
    qtbot.wait(50)
    table, bar = page.whole.table, page.whole.bar

    def top():
        index = page.whole.model.index(page.whole.model.row_of(crowd["Eva Elm"]), 0)
        return table.viewport().mapToGlobal(table.visualRect(index).topLeft()).y()

    before = top()
    choose(crowd["Dora Dean"])
    qtbot.waitUntil(bar.isVisible)
    qtbot.wait(50)
    assert top() == before
    qtbot.keyClick(table, Qt.Key.Key_T, CTRL)
    qtbot.wait(50)
    assert top() == before
    bar._show_line(shown=False)
    choose(crowd["Dora Dean"], crowd["Eva Elm"])
    assert set(page.whole.chosen_ids()) == {crowd["Dora Dean"], crowd["Eva Elm"]}
    bar.none_wanted.emit()
    qtbot.waitUntil(bar.isHidden)
    qtbot.wait(50)
    assert top() == before


def test_what_has_no_room_in_the_bar_is_in_its_menu(qtbot, page, window, crowd, choose, theme):
    theme.set_text_size(150)
    window.resize(1024, 768)
    choose(crowd["Dora Dean"])
    bar = page.whole.bar
    qtbot.waitUntil(bar._more.isVisible)
    ways = [way for way in bar._ways if way.in_lists]
    assert all(way.button.isVisible() != way.action.isVisible() for way in ways)
    right = bar._buttons.width()
    assert all(way.button.geometry().right() < right for way in ways if way.button.isVisible())
    assert bar._more.geometry().right() < right


def test_right_click_on_a_heading_offers_the_columns(qtbot, page, names):
    header = page.whole.table.horizontalHeader()
    header.customContextMenuRequested.emit(header.viewport().rect().center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    titles = {action.text(): action for action in menu.actions()}
    assert titles["Company"].isChecked()
    titles["Company"].trigger()
    assert "company" not in [spec.key for spec in page.whole.columns.shown]
    menu.close()


def test_added_condition_is_scrolled_to_and_the_table_stays_where_it_is(qtbot, page, window, theme):
    window.resize(1024, 700)
    theme.set_text_size(150)
    page.whole.columns.toggle("role")
    bar = page.whole.table.horizontalScrollBar()
    page.whole.open_filter()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    place = bar.value()
    for _each in range(4):
        page.whole.panel._on_add()
    row = page.whole.panel._rows[-1]
    qtbot.waitUntil(lambda: row.visibleRegion().boundingRect().height() == row.height())
    assert row.field.hasFocus()
    assert bar.value() == place
    assert page.whole.table.rowViewportPosition(0) >= 0
    assert page.whole.table.viewport().height() > 0


def test_value_of_a_field_has_room_in_a_narrow_bar(qtbot, page, window, theme, crowd, choose):
    window.resize(1024, 700)
    theme.set_text_size(150)
    choose(crowd["Dora Dean"])
    page.whole.bar.ask_field()
    bar = page.whole.bar
    qtbot.waitUntil(bar.field.isVisible)
    assert bar.prompt.isHidden()
    assert bar.value.width() >= theme.size(120)


def tabbed(qtbot, window, until):
    """What Tab reaches from where the keyboard is, by name, up to *until*."""
    names = []
    while QApplication.focusWidget() is not until and len(names) < 30:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().accessibleName())
    return names


def test_tab_goes_from_the_chips_to_the_list_as_one_reads(qtbot, page, window):
    page.whole.head.chips._buttons[""].setFocus()
    names = tabbed(qtbot, window, page.whole.table)
    assert names == ["Filter", "Filter this list", "Contacts"]
    assert page.whole.table.property("keyboard") == "true"


def test_tab_goes_through_the_conditions_and_then_to_the_list(qtbot, page, window):
    page.whole.open_filter()
    page.whole.panel._on_add()
    page.whole.panel._rows[1].operator.setCurrentIndex(1)
    page.whole.panel._rows[1]._on_operator("")
    page.whole.panel.match.setFocus()
    qtbot.waitUntil(page.whole.panel._rows[1].value.isVisible)
    condition = ["Field", "Question", "City", "Remove this condition"]
    assert tabbed(qtbot, window, page.whole.table) == [
        "Close the filter",
        *("Field", "Question", "Tag", "Remove this condition"),
        *condition,
        *("Add a condition", "Name of the filter", "Save", "Freeze", "Contacts"),
    ]


def test_tab_goes_along_the_question_for_a_value(qtbot, page, window, crowd, choose):
    choose(crowd["Dora Dean"])
    bar = page.whole.bar
    bar.ask_field()
    qtbot.waitUntil(bar.field.hasFocus)
    names = tabbed(qtbot, window, page.whole.table)
    assert names[:4] == ["Source", "Apply", "Cancel", "Choose none"]
    assert names[-3:] == ["Filter", "Filter this list", "Contacts"]


def test_tab_finds_the_value_of_a_field_that_was_chosen_a_moment_ago(qtbot, page, crowd, choose):
    choose(crowd["Dora Dean"])
    bar = page.whole.bar
    bar.ask_field()
    qtbot.waitUntil(bar.field.hasFocus)
    bar._fit_field()
    qtbot.keyClick(bar.field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "Source"
