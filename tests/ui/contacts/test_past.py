"""A contact as on a date, in the window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.db.database import Undone
from smallcrm.services import contacts
from smallcrm.services.contacts import REFUSED, RelationDraft
from smallcrm.ui.contacts.history_dialog import HistoryDialog
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.theme.painting import pill_width
from smallcrm.ui.widgets.tables import CellDelegate


@pytest.fixture
def dialog(qtbot, window, profile, anna, database):
    with database.write(T("Change Anna Keller")) as session:
        draft = contacts.get_draft(session, anna)
        contacts.change(session, anna, draft._replace(note="New", tax_id="EL094215776"))
    profile.do("contact.history")
    qtbot.waitUntil(lambda: window.findChild(HistoryDialog) is not None)
    dialog = window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)
    yield dialog
    dialog.reject()


def titles(pane):
    return [pane.model.index(row, 0).data() for row in range(pane.model.rowCount())]


def test_chosen_step_shows_the_contact_after_it_and_a_value_is_put_back(
    qtbot, dialog, stored, anna
):
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    pane = dialog.past
    qtbot.waitUntil(lambda: titles(pane)[:2] == ["Tax number", "Note"])
    pane.table.setCurrentIndex(pane.model.index(0, 0))
    qtbot.mouseClick(pane.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(anna).tax_id == "")
    assert stored(anna).note == "New"


def test_step_tells_each_value_that_it_changed_old_and_new(qtbot, dialog, anna, database):
    with database.write(T("Change Anna Keller")) as session:
        draft = contacts.get_draft(session, anna)
        note = "Pays at the end of the month, and only by transfer"
        contacts.change(session, anna, draft._replace(note=note, role="Baker", phones=()))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    what = dialog.model.index(0, 1)
    phone = draft.phones[0].value
    assert f"Role: {draft.role} → Baker" in what.data()
    assert f"Phones: {phone}" in what.data()
    assert "Note: New → Pays at the end of the…" in what.data()
    assert f"Note: New → {note}" in what.data(Qt.ItemDataRole.ToolTipRole)


def test_day_before_the_contact_came_says_so(qtbot, dialog):
    pane = dialog.past
    pane.day.setFocus()
    pane.day.selectAll()
    yesterday = clock.today() - timedelta(days=1)
    qtbot.keyClicks(pane.day, yesterday.isoformat())
    qtbot.keyClick(pane.day, Qt.Key.Key_Return)
    qtbot.waitUntil(pane._nothing.isVisible)


def test_day_of_a_step_is_whole_with_large_text(dialog, theme):
    theme.set_text_size(150)
    table = dialog.table
    for row in range(table.model().rowCount()):
        assert table.columnWidth(0) >= table.sizeHintForIndex(table.model().index(row, 0)).width()


def test_tags_phones_addresses_consent_and_ties_are_shown_as_they_were(
    qtbot, dialog, anna, people, database
):
    with database.write(T("Change Anna Keller")) as session:
        draft = contacts.get_draft(session, anna)
        changed = draft._replace(
            tags=("Fair",), phones=(), emails=(), addresses=(), consent=REFUSED
        )
        contacts.change(session, anna, changed)
        tie = RelationDraft("Sister", since=date(2020, 5, 1))
        contacts.relate(session, anna, people["Ann Archer"], tie)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3)
    dialog.table.setCurrentIndex(dialog.model.index(2, 0))
    pane = dialog.past

    def rows():
        return {row.title: (row.then, row.now) for row in pane._rows.values()}

    qtbot.waitUntil(lambda: rows().get("Tags") == ("Customer", "Fair"))
    assert rows()["Phones"] == ("+30 210 123 4567 (Work)", "")
    assert rows()["Email addresses"] == ("anna@shop.example", "")
    assert rows()["Addresses"] == ("Ermou 41, 10563 Athens, Greece", "")
    assert rows()["Consent to advertising"] == ("", "Refused or taken back")
    then, now = rows()["Connections"]
    assert then == "Keller KG (Owner)"
    assert now == "Keller KG (Owner); Ann Archer (Sister, 01/05/2020)"
    place = next(key for key, row in pane._rows.items() if row.title == "Connections")
    pane.table.setCurrentIndex(pane.model.index(pane.table.model().ids.index(place), 0))
    assert not pane.back.isEnabled()


def test_a_long_value_of_then_ends_in_its_column(ui):
    long = "+30 210 123 4567 (Work), +30 697 123 4567 (Mobile)"
    columns = [Column("Then", lambda row: row, pill=lambda _row: "neutral")]
    model = PagedModel(columns, lambda ids: dict(zip(ids, (long, "Work"), strict=True)))
    model.set_ids([1, 2])
    delegate = CellDelegate(ui)
    width = 120 + 2 * ui.m.s3
    shown = delegate.shown(model.index(0, 0), width)
    assert shown.endswith("…")
    assert pill_width(shown, ui.theme) <= 121
    assert delegate.shown(model.index(1, 0), width) == "Work"


def test_step_that_cannot_be_taken_back_any_more_says_so(qtbot, dialog, monkeypatch):
    said = Undone(0, T("Change Anna Keller"), 0, 0, ())
    monkeypatch.setattr(dialog._context.ops, "undo", lambda _o, done, _f, action_id: done(said))
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    words = "“Change Anna Keller” stays: all of it was changed or used since."
    assert any(label.text() == words for label in dialog.findChildren(QLabel) if label.isVisible())


def test_end_key_goes_to_the_last_step(qtbot, dialog):
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    qtbot.keyClick(dialog.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert dialog.table.chosen_rows() == [dialog.model.rowCount() - 1]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert dialog.table.chosen_rows() == [0]
