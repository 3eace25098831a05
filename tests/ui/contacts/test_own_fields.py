"""Fields of the business's own in the details: each with the editor of its kind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget

from smallcrm.core.text import T
from smallcrm.services import custom_fields
from smallcrm.ui.widgets.choice import Choice


@pytest.fixture
def form(qtbot, profile, window, anna, database):
    """The details of somebody, with four fields; the first one came with an import."""
    with database.write(T("Add")) as session:
        custom_fields.change(session, custom_fields.find_field(session, "Shoe size").id, "number")
        custom_fields.add(session, "Color", "choice", ["Red", "Blue"])
        custom_fields.add(session, "Regular", "yesno")
        custom_fields.add(session, "Met on", "date")
    window.open(f"crm://contact/{anna}/details")
    form = profile.card.form
    qtbot.waitUntil(lambda: list(form._others) == ["Shoe size", "Color", "Regular", "Met on"])
    return form


def test_number_and_day_are_typed_in_the_manner_of_the_country(qtbot, form, stored, anna):
    size, met = form._others["Shoe size"].editor, form._others["Met on"].editor
    assert size.text() == "38"
    size.setFocus()
    size.selectAll()
    qtbot.keyClicks(size, "39,5")
    qtbot.keyClick(size, Qt.Key.Key_Return)
    met.setFocus()
    qtbot.keyClicks(met, "22.11.2026")
    qtbot.keyClick(met, Qt.Key.Key_Return)
    kept = {"Shoe size": "39.5", "Met on": "2026-11-22"}
    qtbot.waitUntil(lambda: stored(anna).custom == kept)
    qtbot.waitUntil(lambda: met.text() == "22/11/2026")
    met.selectAll()
    qtbot.keyClick(met, Qt.Key.Key_Delete)
    qtbot.keyClick(met, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(anna).custom == {"Shoe size": "39.5"})


def test_day_is_chosen_from_a_calendar_too(qtbot, form, stored, anna):
    met = form._others["Met on"].editor
    met.setFocus()
    qtbot.keyClick(met, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = next(iter(met.findChildren(QCalendarWidget)))
    calendar.activated.emit(QDate(2026, 11, 22))
    qtbot.waitUntil(lambda: stored(anna).custom.get("Met on") == "2026-11-22")


def test_what_does_not_fit_is_said_beside_the_field(qtbot, form, stored, anna):
    size = form._others["Shoe size"].editor
    size.setFocus()
    size.selectAll()
    qtbot.keyClicks(size, "large")
    qtbot.keyClick(size, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not a number" in form._others["Shoe size"].error)
    assert stored(anna).custom == {"Shoe size": "38"}


def test_choice_is_chosen_with_the_arrows(qtbot, form, stored, anna):
    color = form._others["Color"].editor
    assert isinstance(color, Choice)
    color.setFocus()
    qtbot.keyClick(color, Qt.Key.Key_Down)
    qtbot.keyClick(color, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: stored(anna).custom.get("Color") == "Blue")
