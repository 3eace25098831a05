"""A list that was exported and edited comes back through the window, cell by cell."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.exchange.exporting.export import export
from smallcrm.ui.shell.incoming import address_of

PATIENCE = 15_000


@pytest.fixture
def leave(database, tmp_path):
    """Exports all contacts, then writes cells by name and heading; returns the path."""

    def leave(*edits, more=()):
        path = tmp_path / "list.xlsx"
        with database.read() as session:
            export(session, "contacts", path, Progress())
        book = load_workbook(path)
        page = book.active
        headings = [cell.value for cell in page[1]]
        rows = {row[1].value: row for row in page.iter_rows(min_row=2)}
        for name, heading, value in edits:
            rows[name][headings.index(heading)].value = value
        for values in more:
            page.append([values.get(heading) for heading in headings])
        book.save(path)
        return path

    return leave


@pytest.fixture
def compare(qtbot, window, page):
    """Opens a list of ours and waits for the grid."""

    def compare(path):
        window.open(address_of(path))
        qtbot.waitUntil(page.differences.isVisible, timeout=PATIENCE)
        return page.differences

    return compare


def shown(pane):
    model = pane.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def draft_of(database, name):
    with database.read() as session:
        for key in contacts.list_ids(session):
            draft = contacts.get_draft(session, key)
            if draft.name == name:
                return key, draft
    return 0, None


def test_cells_are_shown_changed_and_taken_back_by_keys_alone(
    qtbot, compare, page, leave, database
):
    pane = compare(leave(("Ann Archer", "Source", "Fair"), ("Bob Bell", "Tax number", "0012")))
    assert pane._summary.text() == "2 cells in 2 contacts change"
    assert shown(pane) == [
        ["Will change", "2", "Ann Archer", "Source", "(empty)", "Fair", ""],
        ["Will change", "4", "Bob Bell", "Tax number", "(empty)", "0012", ""],
    ]
    assert QApplication.focusWidget() is pane.accept_button
    assert pane.accept_button.text() == "Change 2 cells"
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Space)
    assert pane._summary.text() == "1 cell in 1 contact changes"
    qtbot.keyClick(pane.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert page.result._headline.text() == "1 cell in 1 contact changed."
    assert draft_of(database, "Ann Archer")[1].source == ""
    assert draft_of(database, "Bob Bell")[1].tax_id == "0012"
    page.result.undo_button.setFocus()
    qtbot.keyClick(page.result.undo_button, Qt.Key.Key_Space)
    qtbot.waitUntil(page.result.undo_button.isHidden)
    assert draft_of(database, "Bob Bell")[1].tax_id == ""


def test_a_conflict_shows_both_values_and_asks(qtbot, compare, page, leave, database, click):
    path = leave(("Ann Archer", "Source", "Fair"), ("Bob Bell", "Source", "Site"))
    key, draft = draft_of(database, "Ann Archer")
    with database.write(T("Change a contact")) as session:
        contacts.change(session, key, draft._replace(source="Friend"))
    pane = compare(path)
    assert pane.chips.current() == "conflicts"
    assert shown(pane) == [
        ["Changed in both", "2", "Ann Archer", "Source", "(empty)", "Fair", "Friend"]
    ]
    assert pane.accept_button.text() == "Change 1 cell"
    click(pane.take_button)
    assert shown(pane)[0][0] == "Will change"
    click(pane.keep_button)
    assert shown(pane)[0][0] == "Changed in both"
    click(pane.take_button)
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert draft_of(database, "Ann Archer")[1].source == "Fair"
    assert draft_of(database, "Bob Bell")[1].source == "Site"


def test_new_rows_come_in_only_when_asked(qtbot, compare, page, leave, click, names):
    pane = compare(leave(more=[{"Full name": "Dora Day"}]))
    assert "1 row is no contact yet and is left alone." in pane._notes.text()
    assert not pane.accept_button.isEnabled()
    pane.new_rows.setFocus()
    qtbot.keyClick(pane.new_rows, Qt.Key.Key_Space)
    assert pane.accept_button.text() == "Import 1 contact"
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    assert "Dora Day" in names()


def test_an_untouched_list_says_that_nothing_differs(compare, leave):
    pane = compare(leave())
    assert pane._nothing.isVisible()
    assert not pane.accept_button.isEnabled()


def test_a_list_of_ours_can_come_in_like_any_other(qtbot, compare, page, leave, click):
    pane = compare(leave(("Ann Archer", "Source", "Fair")))
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        click(pane.other_button)
    assert page.preview.isVisible()
    assert page.preview.accept_button.isEnabled()


def test_values_stand_side_by_side_in_a_narrow_window_with_large_text(
    qtbot, compare, leave, database, window, theme
):
    path = leave(("Ann Archer", "Source", "Fair"))
    key, draft = draft_of(database, "Ann Archer")
    with database.write(T("Change a contact")) as session:
        contacts.change(session, key, draft._replace(source="Friend"))
    pane = compare(path)
    window.resize(1024, 700)
    theme.set_text_size(150)
    qtbot.waitUntil(lambda: pane.table.isColumnHidden(1))
    qtbot.waitUntil(lambda: not pane.table.horizontalScrollBar().maximum())
    assert pane.other_button.text() == ""
    assert pane.other_button.accessibleName() == "Import as any other list"
    assert pane.other_button.toolTip()
