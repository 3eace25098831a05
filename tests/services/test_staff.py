"""Who works here: a short list of names; the history says whose name was chosen."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from smallcrm.core import who
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.services import staff
from smallcrm.services.staff import StaffDraft


def names(ask):
    return [row.name for row in ask(staff.list_staff)]


def history(database):
    with database.read() as session:
        return list(session.execute(text("SELECT who FROM action ORDER BY id DESC")).scalars())


@pytest.fixture
def two(do):
    return do(staff.add, StaffDraft("Пётр", "owner")), do(staff.add, StaffDraft("Мария"))


def test_people_stand_in_the_order_in_which_they_are_put(do, ask, two):
    do(staff.move, two[1], 0)
    assert names(ask) == ["Мария", "Пётр"]


def test_name_that_somebody_has_in_other_letters_is_refused(do, two):
    with pytest.raises(UserError) as refused:
        do(staff.add, StaffDraft(" петр "))
    assert refused.value.field == "name"


def test_nobody_is_added_without_a_name_or_beyond_twenty(do, ask):
    with pytest.raises(UserError):
        do(staff.add, StaffDraft("  "))
    for number in range(staff.MOST):
        do(staff.add, StaffDraft(f"Person {number}"))
    with pytest.raises(UserError):
        do(staff.add, StaffDraft("One too many"))
    assert len(names(ask)) == staff.MOST


def test_history_names_who_was_chosen_and_later_who_he_is_called(database, do, ask, two):
    ask(staff.be, database.path, two[1])
    do(staff.change, two[1], StaffDraft("Мария Орлова"))
    ask(staff.recall, database.path)
    do(staff.change, two[0], StaffDraft("Пётр", "accountant"))
    assert history(database)[:2] == ["Мария Орлова", "Мария"]


def test_who_was_chosen_is_remembered_on_this_computer_and_not_in_the_data(database, ask, two):
    ask(staff.be, database.path, two[0])
    who.use(None)
    assert ask(staff.recall, database.path).name == "Пётр"
    ask(staff.be, database.path, 0)
    assert ask(staff.recall, database.path) is None
    assert who.chosen() is None


def test_another_file_asks_anew_who_uses_it(database, ask, two, tmp_path):
    ask(staff.be, database.path, two[0])
    assert ask(staff.recall, tmp_path / "other.smallcrm") is None


def test_somebody_who_left_is_nobody_here_any_more(database, do, ask, two):
    ask(staff.be, database.path, two[0])
    do(staff.remove, two[0])
    assert ask(staff.recall, database.path) is None
    with pytest.raises(NotFound):
        do(staff.change, two[0], StaffDraft("Back"))
    database.undo()
    assert ask(staff.recall, database.path).name == "Пётр"


def test_name_asked_for_at_the_start_goes_before_what_is_remembered(database, ask, two):
    ask(staff.be, database.path, two[0])
    assert ask(staff.recall, database.path, "мария").id == two[1]
    with pytest.raises(UserError, match="Ann"):
        ask(staff.recall, database.path, "Ann")


def test_notes_that_cannot_be_read_count_as_none(database, ask, home, two):
    ask(staff.be, database.path, two[0])
    (home / "this-computer.json").write_text("[1, 2", "utf-8")
    assert ask(staff.recall, database.path) is None
    with database.write(T("Test")) as session:
        staff.add(session, StaffDraft("Third"))
