"""What is remembered of a file for the next one like it."""

from __future__ import annotations

from smallcrm.services import contacts
from smallcrm.services.contacts.completing import Policy

PATIENCE = 15_000


def test_what_was_said_about_columns_is_remembered(qtbot, preview, page, write, click):
    pane = preview(write("Name,Number\nDora Day,44\n"))
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        pane.columns.remapped.emit(2, "note")
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    preview(write("Name,Number\nEve Eden,45\n", "next.csv"))
    assert pane.records.model.row_at(0).note == "45"


def test_what_columns_do_to_contacts_is_remembered_with_them(
    qtbot, preview, page, write, click, database
):
    pane = preview(write("Name,Email,Source\nDora Day,dora@mail.example,Fair\n"))
    columns = pane.columns
    columns.setCurrentIndex(columns.model().index(2, 0))
    menu = columns.menu_of(columns.currentIndex())
    overwrite = next(each for each in menu.actions() if each.text() == "Overwrite")
    with qtbot.waitSignal(page.look.foreseen, timeout=PATIENCE):
        overwrite.trigger()
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    preview(write("Name,Email,Source\nDora Day,dora@mail.example,Site\n", "next.csv"))
    assert pane.columns.policies == {"source": Policy.OVERWRITE}
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    with database.read() as session:
        found = contacts.list_drafts(session, contacts.list_ids(session)).values()
    assert [draft.source for draft in found if draft.name == "Dora Day"] == ["Site"]
