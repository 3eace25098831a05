"""The kit of small widgets."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QStyleOptionComboBox,
    QToolTip,
)

from smallcrm.core.text import T
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.mnemonics import with_mnemonics
from smallcrm.ui.widgets import snackbar as snackbar_module
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.field_icon import FieldIcon
from smallcrm.ui.widgets.plain import plain_tooltip
from smallcrm.ui.widgets.progress_panel import PATIENCE, ProgressPanel
from smallcrm.ui.widgets.rows import Face, RowList
from smallcrm.ui.widgets.search_box import SearchBox
from smallcrm.ui.widgets.snackbar import Snackbar
from smallcrm.ui.widgets.suggestions import Suggestion, Suggestions
from smallcrm.ui.widgets.tables import Table

HOSTILE = '<img src="file:///secret.png"> & <b>bold</b>'


def test_label_shows_hostile_text_as_it_is(qtbot, ui):
    label = ui.label(HOSTILE, elide=True)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    label.resize(40, 20)
    label.show()
    assert label.toolTip().startswith("<qt>&lt;img")


def test_tooltip_without_marks_is_left_alone():
    assert plain_tooltip("A & B") == "A & B"
    assert plain_tooltip("a<b\nc") == "<qt>a&lt;b<br>c</qt>"


def test_icon_button_has_name_tip_and_keys(qtbot, ui):
    button = ui.icon_button("trash", T("Delete"), key="Ctrl+D")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Delete"
    assert "Delete" in button.toolTip()
    assert "Ctrl+D" in button.toolTip()
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 32


def test_ampersand_of_a_user_is_no_mnemonic(qtbot, ui):
    button = ui.button("Becker & Söhne")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    menu = QMenu()
    assert ui.action(menu, "A & B", "", lambda: None).text() == "A && B"


def test_ring_is_seen_only_when_the_keyboard_brought_the_focus(qtbot, ui, host):
    first, second = ui.button("One"), ui.button("Two")
    for place, button in enumerate((first, second)):
        button.setParent(host)
        button.move(10, 10 + 60 * place)
        button.show()
    host.activateWindow()
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert not first.property("keyboard")
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert second.property("keyboard")
    qtbot.keyClick(second, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert not second.property("keyboard")


def test_snackbar_offers_the_way_back_and_goes(qtbot, ui, host, monkeypatch):
    done = []
    bar = Snackbar(ui, host)
    bar.show_message("Ann archived", "Undo", lambda: done.append(1), "Ctrl+Z")
    assert bar.isVisible()
    assert bar.accessibleName() == "Ann archived"
    bar.findChild(QPushButton).click()
    assert done == [1]
    assert not bar.isVisible()


def test_long_message_takes_a_second_line_instead_of_being_cut_short(qtbot, ui, host):
    host.resize(420, 400)
    bar = Snackbar(ui, host)
    bar.show_message("Ann archived", "Undo", lambda: None)
    one_line = bar.height()
    bar.show_message("The e-mail is noted, and the file of the other one cannot be read", "Undo",
                     lambda: None)  # fmt: skip
    label = bar.findChild(QLabel)
    assert bar.height() > one_line
    assert label.height() >= label.heightForWidth(label.width())
    assert host.rect().contains(bar.geometry())


def test_snackbar_goes_by_itself_but_not_under_the_keyboard(qtbot, ui, host, monkeypatch):
    monkeypatch.setattr(snackbar_module, "STAYS", 30)
    bar = Snackbar(ui, host)
    bar._timer.setInterval(30)
    bar.show_message("Ann archived", "Undo", lambda: None)
    host.activateWindow()
    bar.findChild(QPushButton).setFocus()
    qtbot.wait(80)
    assert bar.isVisible()
    host.setFocus()
    bar.findChild(QPushButton).clearFocus()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_next_message_replaces_the_last(qtbot, ui, host):
    bar = Snackbar(ui, host)
    bar.show_message("One", "Undo", lambda: None)
    bar.show_message("Two")
    assert bar._label.text() == "Two"
    assert not bar.findChild(QPushButton).isVisible()
    middle = bar.geometry().center().x()
    assert abs(middle - host.width() / 2) <= 1


def test_banner_shows_what_can_be_done_and_closes(qtbot, ui, host):
    done = []
    banner = Banner(ui, host)
    banner.show_message("The mail was not sent.", "danger", [("Try again", lambda: done.append(1))])
    buttons = banner.findChildren(QPushButton)
    buttons[0].click()
    assert done == [1]
    buttons[1].click()
    assert not banner.isVisible()
    banner.show_message("Something else.")
    assert banner.accessibleName() == "Something else."


def test_quick_job_shows_no_progress(qtbot, ui, host):
    panel = ProgressPanel(ui)
    panel.setParent(host)
    panel.start("Reading")
    assert not panel.isVisible()
    panel.finish()
    qtbot.wait(PATIENCE)
    assert not panel.isVisible()


def test_long_job_counts_and_can_be_stopped(qtbot, ui, host):
    stopped = []
    panel = ProgressPanel(ui)
    panel.setParent(host)
    panel.start("Reading", lambda: stopped.append(1))
    qtbot.waitUntil(panel.isVisible)
    panel.report(312, 4000)
    assert panel._count.text() == "312 of 4,000"
    assert panel.findChild(QProgressBar).value() == 312
    panel.findChild(QPushButton).click()
    assert stopped == [1]
    assert not panel.findChild(QPushButton).isEnabled()


def test_empty_state_has_a_sentence_and_a_deed(qtbot, ui, host):
    done = []
    state = EmptyState(ui, "No contacts yet", "They stand here.")
    state.setParent(host)
    state.add_action("Bring my contacts", lambda: done.append(1))
    state.findChild(QPushButton).click()
    assert done == [1]
    state.clear_actions()
    state.set_words("Nobody found")
    assert state._title.text() == "Nobody found"


def test_empty_state_without_height_leaves_its_sentence_out(qtbot, ui, host):
    state = EmptyState(ui, "No files yet", "Contracts and photographs are kept here. " * 3)
    state.setParent(host)
    state.add_action("Add a file", lambda: None)
    state.resize(400, 300)
    state.show()
    host.show()
    assert state._sentence.isVisible()
    state.resize(400, 100)
    assert not state._sentence.isVisible()
    state.resize(400, 300)
    assert state._sentence.isVisible()


def test_breakpoints_grow_with_the_text(theme, host):
    heard = []
    points = Breakpoints(theme, host)
    points.below(1000, heard.append)
    points.look(1200)
    points.look(1100)
    assert heard == [False]
    theme.set_text_size(130)
    assert heard == [False, True]
    points.look(1400)
    assert heard == [False, True, False]


def test_pictures_in_a_field_grow_with_the_text_and_keep_it_away(qtbot, ui, theme):
    box = SearchBox(ui, "Find")
    qtbot.addWidget(box)
    glass = box.findChild(FieldIcon)
    side, room = glass.width(), box.textMargins().left()
    theme.set_text_size(150)
    assert glass.width() > side
    assert box.textMargins().left() == round(16 * 1.5) + ui.m.s1 > room
    box.show()
    box.clearFocus()
    qtbot.mouseClick(glass, Qt.MouseButton.LeftButton)
    assert glass.accessibleName() == "Search"
    theme.set_text_size(100)


def test_mnemonics_never_clash():
    marked = with_mnemonics(["Contact", "Company", "Credit note", "Συμφωνία", "Счёт", "C"])
    letters = [word[word.index("&") + 1].casefold() for word in marked if "&" in word]
    assert len(letters) == len(set(letters)) == 5
    assert with_mnemonics(["R&D"]) == ["&R&&D"]


@pytest.fixture
def model(qapp):
    model = PagedModel(
        [Column("Name", lambda row: row), Column("Sum", lambda row: f"{len(row)},00", right=True)],
        lambda ids: {i: f"name {i}" for i in ids},
    )
    model.face = lambda row: Face(row, "Company", "2 d", "Paid", "success")
    model.set_ids(list(range(1, 50)))
    return model


def test_list_keeps_choice_by_id_when_it_is_filled_anew(qtbot, ui, model):
    view = RowList(ui, "People")
    qtbot.addWidget(view)
    view.show_model(model)
    view.show()
    view.go_to(7)
    picked = []
    view.picked.connect(picked.append)
    view.refill([50, 7, 3])
    assert (view.current_id(), view.chosen_ids(), picked) == (7, [7], [])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert picked == [3]
    with qtbot.waitSignal(view.opened) as got:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert got.args == [3]
    assert not view.grab().isNull()


def test_table_copies_chosen_rows_for_a_spreadsheet(qtbot, ui, model, qapp):
    table = Table(ui, "Products")
    qtbot.addWidget(table)
    table.show_model(model)
    table.show()
    table.go_to(1)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen_ids() == [1, 2]
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = qapp.clipboard().mimeData()
    assert data.text() == "Name\tSum\nname 1\t6,00\nname 2\t6,00"
    assert "<td>name 2</td>" in data.html()


def test_table_heading_sorts_up_and_then_down(qtbot, ui, model):
    table = Table(ui, "Products")
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show_model(model)
    table.show()
    viewport = table.horizontalHeader().viewport()
    heard = []
    table.sorted_by.connect(lambda column, down: heard.append((column, down)))
    for _ in range(2):
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert heard == [(0, False), (0, True)]
    table.refill([4, 5])
    assert model.ids == [4, 5]


@pytest.mark.parametrize("elide", [False, True])
def test_accent_of_a_greek_capital_is_not_cut_off(qtbot, ui, elide):
    label = ui.label("Έναρξη από το μηδέν", "title", elide=elide)
    qtbot.addWidget(label)
    label.show()
    assert label.indent() == label.hanging() > 0
    label.setText("Αναζήτηση")
    assert label.indent() == -1


def test_table_that_is_filled_anew_does_not_move_sideways(qtbot, ui, model):
    table = Table(ui, "Fruit")
    qtbot.addWidget(table)
    table.resize(160, 160)
    table.show_model(model, 1)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.setColumnWidth(0, 300)
    table.setColumnWidth(1, 300)
    table.refill([1, 2, 3])
    table.show()
    table.selectRow(0)
    table.horizontalScrollBar().setValue(200)
    table.refill([1, 3])
    assert table.horizontalScrollBar().value() == 200


def test_short_first_column_takes_the_room_that_is_left_too(qtbot, ui):
    words = [Column("A", lambda row: f"{row}"), Column("Long heading", lambda row: f"{row}")]
    table = Table(ui, "Fruit")
    qtbot.addWidget(table)
    table.show_model(PagedModel(words, lambda ids: {row_id: row_id for row_id in ids}, table))
    table.refill([1, 2, 3])
    table.fit_columns(0)
    table.show()
    header = table.horizontalHeader()
    table.resize(header.sectionSizeHint(0) + header.sectionSizeHint(1) + 30, 200)
    qtbot.waitUntil(lambda: header.length() == table.viewport().width())


def test_columns_that_give_way_leave_no_gap_and_the_first_is_still_read(qtbot, ui):
    words = [Column(f"Heading {at}", lambda row: f"Figure {row}") for at in range(4)]
    table = Table(ui, "Fruit")
    qtbot.addWidget(table)
    table.show_model(PagedModel(words, lambda ids: {row_id: row_id for row_id in ids}, table))
    table.refill([1, 2, 3])
    table.resize(900, 200)
    table.show()
    table.fit_columns(0, (2,))
    header = table.horizontalHeader()
    for width in (900, 300, 200, 300, 200, 900):
        table.resize(width, 200)
        qtbot.waitUntil(lambda width=width: table.width() == width)
        shown = [at for at in range(4) if not header.isSectionHidden(at)]
        sizes = [header.sectionSize(at) for at in shown]
        places = [sum(sizes[:at]) for at in range(len(sizes))]
        assert [header.sectionPosition(at) for at in shown] == places
        assert (len(shown) == 4) == (width == 900)
        assert sizes[0] >= table.sizeHintForColumn(0)


def test_letters_lead_to_a_choice_whatever_its_accents(qtbot, ui, host):
    choice = Choice([("", "–"), ("KZ", "Καζακστάν"), ("CY", "Κύπρος"), ("RE", "Réunion")])
    choice.setParent(host)
    choice.show()
    choice.view().keyboardSearch("κυπ")
    assert choice.view().currentIndex().data() == "Κύπρος"
    choice.view().keyboardSearch("")  # another search
    qtbot.keyClicks(choice, "reu")
    assert choice.value() == "RE"


def test_choice_without_room_ends_in_an_ellipsis(qtbot, ui, host):
    choice = Choice([("a", "Windows-1253, the Greek of the old days")])
    choice.setParent(host)
    choice.setFixedWidth(140)
    choice.show()
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    assert option.currentText.endswith("…")
    assert choice.currentText().endswith("days")
    choice.setFixedWidth(500)
    choice.initStyleOption(option)
    assert option.currentText == choice.currentText()


def test_current_row_stays_in_sight_when_the_view_gets_lower(qtbot, ui, model):
    view = RowList(ui, "People")
    qtbot.addWidget(view)
    view.resize(300, 400)
    view.show_model(model)
    view.show()
    view.go_to(5)
    assert view.visualRect(view.currentIndex()).bottom() < 400
    view.resize(300, 200)
    place = view.visualRect(view.currentIndex())
    assert 0 <= place.top() < place.bottom() < 200


@pytest.mark.parametrize("size", [100, 150])
def test_choice_as_wide_as_its_words_shows_all_of_them(qtbot, ui, host, theme, size):
    theme.set_text_size(size)
    choice = Choice([("a", "All are true"), ("b", "One is enough")])
    choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
    choice.setParent(host)
    choice.show()
    choice.resize(choice.sizeHint())
    option = QStyleOptionComboBox()
    for place in range(choice.count()):
        choice.setCurrentIndex(place)
        choice.initStyleOption(option)
        assert option.currentText == choice.itemText(place)


def test_drop_down_that_cuts_its_words_tells_them_whole(qtbot, ui, host, monkeypatch):
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: told.append(text))
    words = "Συμπλήρωση των κενών πεδίων τους"
    combo = Choice([("fill", words)])
    combo.setParent(host)
    for width in (120, 600):
        combo.resize(width, 36)
        combo.show()
        place = combo.rect().center()
        event = QHelpEvent(QEvent.Type.ToolTip, place, combo.mapToGlobal(place))
        QApplication.sendEvent(combo, event)
    assert words in told[0]
    assert told[1] == ""


@pytest.mark.parametrize("top", [0, 120, 240])
def test_offers_stand_in_the_window_where_it_is_lower_than_their_list(qtbot, host, ui, top):
    host.resize(400, 280)
    edit = QLineEdit(host)
    edit.setGeometry(10, top, 200, 32)
    edit.show()
    found = [Suggestion(f"Rose {number}") for number in range(20)]
    offers = Suggestions(ui, edit, lambda _typed, deliver: deliver(found))
    edit.setFocus()
    qtbot.keyClicks(edit, "ro")
    qtbot.waitUntil(offers.isVisible)
    assert host.rect().contains(offers.geometry())
    assert not offers.geometry().intersects(edit.geometry())


def test_banner_leaves_its_words_room_beside_long_actions(qtbot, host, ui):
    banner = Banner(ui, host)
    host.resize(900, 300)
    actions = [(f"Leave it at {rate} %: total 2.403,31 €", lambda: None) for rate in (23, 24)]
    banner.show_message("On 1 May 2016 the tax rate is 23 %, not 24 %.", actions=actions)
    (words,) = [each for each in banner.findChildren(QLabel) if "tax rate" in each.text()]
    for width in (900, 500):
        banner.setGeometry(0, 0, width, banner.heightForWidth(width))
        qtbot.waitUntil(lambda width=width: words.width() > width / 3)
        links = banner.findChildren(QPushButton, options=Qt.FindChildOption.FindChildrenRecursively)
        assert all(banner.rect().contains(each.geometry()) for each in links)
