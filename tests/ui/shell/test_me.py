"""Who uses this computer: chosen at the top right, or named at the start."""

from __future__ import annotations

import pytest

from smallcrm import __main__
from smallcrm.core import notes, who
from smallcrm.core.text import T
from smallcrm.services import staff
from smallcrm.services.staff import StaffDraft
from smallcrm.ui.shell.me import Me


@pytest.fixture
def named(database, monkeypatch):
    """Two people, of whom one is named at the start."""
    with database.write(T("Test")) as session:
        for name in ("Maria", "Peter"):
            staff.add(session, StaffDraft(name))
    monkeypatch.setenv("SMALLCRM_WHO", "peter")


def me_of(window):
    return window.top_bar.findChild(Me)


def test_nobody_is_asked_where_nobody_is_on_the_list(window):
    assert me_of(window).button.isHidden()
    assert who.chosen() is None


def test_who_is_named_at_the_start_does_it(named, window):
    me = me_of(window)
    assert me.button.text() == "Peter"
    assert who.name() == "Peter"
    assert me.button.accessibleName() == "Who uses this computer: Peter"


def test_one_can_be_nobody_in_particular_again(qtbot, named, window, database):
    me = me_of(window)
    by_name = {each.text(): each for each in me.button.menu().actions()}
    by_name["Maria"].trigger()
    assert (who.name(), me.button.text()) == ("Maria", "Maria")
    by_name = {each.text(): each for each in me.button.menu().actions()}
    by_name["Nobody in particular"].trigger()
    assert who.chosen() is None
    assert me.button.text() == "Who are you?"
    assert staff.wanted(database.path) == ""


def test_name_is_folded_where_the_search_needs_the_room(named, window):
    window.resize(1024, 700)
    assert me_of(window).button.text() == "Peter"
    window.context.theme.set_text_size(150)
    assert me_of(window).button.text() == ""


def test_window_takes_the_name_as_an_option():
    assert __main__._window_options(["--who", "Peter"]) == {"--who": "Peter"}
    assert __main__._window_options(["--who=Peter", "leads"]) is None


def test_notes_of_one_file_are_not_those_of_another(tmp_path):
    one, other = (notes.of_file("who", tmp_path / name) for name in ("a", "b"))
    notes.keep(one, "x")
    notes.keep(other, "y")
    notes.keep(one, "")
    assert (notes.note(one), notes.note(other)) == ("", "y")
