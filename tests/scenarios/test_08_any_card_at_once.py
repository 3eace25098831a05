"""Scenario 8: among a hundred thousand contacts, whatever is typed finds the right card."""

from __future__ import annotations

import shutil
from itertools import filterfalse, islice

import pytest

from smallcrm.core.fold import digits, fold
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services.contacts import COMPANY, ContactDraft, Labelled
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.samples.people import invent
from tests.scenarios.conftest import LANGUAGES

FEW, MANY = 1_000, 100_000
SIZES = [FEW, pytest.param(MANY, marks=[pytest.mark.slow, pytest.mark.timeout(600)])]
AT_ONCE = 2_000
CARDS = (
    ContactDraft("Ζωή Παπαδόπουλος", phones=(Labelled("+30 210 998 4567"),)),
    ContactDraft("Алёна Петрова"),
    ContactDraft("ООО «Привет»", COMPANY),
    ContactDraft("Ρόδον Α.Ε.", COMPANY),
)
TYPED = {
    "παπαδοπουλοσ": "Ζωή Παπαδόπουλος",
    "ПЕТРОВ алена": "Алёна Петрова",
    "ghbdtn": "ООО «Привет»",
    "4567": "Ζωή Παπαδόπουλος",
    "α.ε.": "Ρόδον Α.Ε.",
}


def is_sought(draft):
    """Whether somebody else would be found by what is typed, too: there is one right card."""
    names = fold(f"{draft.name} {draft.company}")
    is_named = fold("παπαδοπουλος") in names or ("петров" in names and "алена" in names)
    return is_named or "αε" in names.split() or "4567" in digits(repr(draft))


@pytest.fixture(scope="session")
def crowds(empty_file, tmp_path_factory):
    """Makes a data file with that many others around the four cards, each size once."""
    made = {}

    def crowd_of(count):
        if count not in made:
            path = tmp_path_factory.mktemp("crowd") / f"{count}.smallcrm"
            shutil.copy(empty_file, path)
            database = Database(path)
            with database.write(T("Fill")) as session:
                rows = ContactRows(session, "GR")
                others = islice(filterfalse(is_sought, invent(2 * count, 8)), count - len(CARDS))
                while chunk := list(islice(others, AT_ONCE)):
                    rows.add(chunk, rows.reserve(len(chunk)))
                rows.add(CARDS, rows.reserve(len(CARDS)))
            database.close()
            made[count] = path
        return made[count]

    return crowd_of


@pytest.fixture
def crowd(file, crowds):
    """Puts the file with that many contacts in the place of the empty one."""

    def crowd(count):
        shutil.copy(crowds(count), file.path)

    return crowd


@pytest.mark.parametrize("count", SIZES)
def test_command_line(run, crowd, count):
    crowd(count)
    for typed, name in TYPED.items():
        status, answer = run("search", typed)
        assert status == 0
        assert answer["rows"][0]["title"] == name, typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_window(sit_down, crowd, language):
    crowd(FEW)
    open_all(sit_down(language))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_window_among_a_hundred_thousand(sit_down, crowd):
    crowd(MANY)
    open_all(sit_down("ru"))


def open_all(owner):
    for typed, name in TYPED.items():
        owner.opens(name, typed)
