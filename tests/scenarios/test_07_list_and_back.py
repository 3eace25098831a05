"""Scenario 7: the list goes to Excel, four cells are changed there, and it comes back."""

from __future__ import annotations

import shutil

import pytest
from openpyxl import load_workbook

from smallcrm.core.text import TN, T
from smallcrm.db.database import Database
from smallcrm.services import contacts
from smallcrm.services.contacts import COMPANY, ContactDraft, Labelled
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.exchange.edited_lists.difference_words import cells_change
from smallcrm.ui.export_dialog import ExportDialog
from tests.scenarios.conftest import LANGUAGES

FEW, MANY = 400, 20_000
FORMULA = "=1+1"
SIZES = [(language, FEW) for language in LANGUAGES]
SIZES += [pytest.param("el", MANY, marks=[pytest.mark.slow, pytest.mark.timeout(600)])]
PHONES = {number: f"+30 210 777 00{number:02}" for number in range(3)}
RENAMED = "Πελάτης 00003"


def drafts(count):
    """Telephones with plus signs and zeros in front, and a company that looks like a formula."""
    yield ContactDraft(FORMULA, COMPANY, phones=(Labelled("007"),), tax_id="001234567")
    for number in range(count - 1):
        phone = (f"+30 210 55{number:05}", f"0030 697 5{number:06}")[number % 2]
        yield ContactDraft(f"Πελάτης {number:05}", phones=(Labelled(phone),))


@pytest.fixture(scope="session")
def files_of_many(empty_file, tmp_path_factory):
    """Makes a data file with that many contacts, each size once; returns its path."""
    made = {}

    def file_of(count):
        if count not in made:
            path = tmp_path_factory.mktemp("many") / f"{count}.smallcrm"
            shutil.copy(empty_file, path)
            database = Database(path)
            with database.write(T("Fill")) as session:
                rows = ContactRows(session, "GR")
                rows.add(list(drafts(count)), rows.reserve(count))
            database.close()
            made[count] = path
        return made[count]

    return file_of


@pytest.fixture
def many(file, files_of_many):
    """Puts a file with that many contacts in the place of the empty one."""

    def many(count):
        shutil.copy(files_of_many(count), file.path)
        return file

    return many


def edit(path):
    """Change three telephones and one name; leave everything else, also what looks odd."""
    book = load_workbook(path)
    page = book.active
    headings = [cell.value for cell in page[1]]
    name, phone = headings.index(str(T("Full name"))), headings.index(str(T("Phone")))
    rows = {row[name].value: row for row in page.iter_rows(min_row=2)}
    assert (rows[FORMULA][name].data_type, rows[FORMULA][phone].value) == ("s", "007")
    for number, value in PHONES.items():
        rows[f"Πελάτης {number:05}"][phone].value = value
    rows[RENAMED][name].value = f"{RENAMED} και Σία"
    book.save(path)


def phone_of(file, name):
    return [each.value for each in file.draft(name).phones]


def look_at_contacts(file, count):
    """Four cells are other ones, but for the one that was changed here; the odd ones stay."""
    assert phone_of(file, "Πελάτης 00000") == [PHONES[0]]
    assert phone_of(file, "Πελάτης 00001") == ["2421 0 99999"]
    assert phone_of(file, "Πελάτης 00002") == [PHONES[2]]
    assert phone_of(file, f"{RENAMED} και Σία") == ["0030 697 5000003"]
    assert phone_of(file, "Πελάτης 00004") == ["+30 210 5500004"]
    formula = file.draft(FORMULA)
    assert (formula.name, formula.kind, formula.tax_id) == (FORMULA, COMPANY, "001234567")
    assert [each.value for each in formula.phones] == ["007"]
    assert len(file.read(contacts.list_ids)) == count


@pytest.mark.parametrize(("language", "count"), SIZES)
def test_command_line(run, many, tmp_path, language, count):
    """Written in one language and brought back in another one."""
    file, path = many(count), tmp_path / "list.xlsx"
    written = run("export", "contacts", path, lang=language)
    assert written == (0, {"file": str(path), "rows": count})
    edit(path)
    trial = run("import", path, "--dry-run", lang="en")[1]
    assert [each["after"] for each in trial["differences"]] == [
        *PHONES.values(),
        f"{RENAMED} και Σία",
    ]
    assert not any(each["conflict"] for each in trial["differences"])
    run("contacts", "set", file.id_of("Πελάτης 00001"), "phone=2421 0 99999")
    differences = run("import", path, "--dry-run")[1]["differences"]
    assert [each["conflict"] for each in differences] == [False, True, False, False]
    assert differences[1]["now"] == "2421 0 99999"
    done = run("import", path, "--on-double", "overwrite")[1]
    assert (done["applied"], done["created"]) == (3, 0)
    look_at_contacts(file, count)


@pytest.mark.parametrize("language", LANGUAGES)
def test_window(sit_down, many, tmp_path, language):
    file, path = many(FEW), tmp_path / "list.xlsx"
    owner = sit_down(language)
    leave(owner, path, FEW)
    come_back(owner, file, path, FEW)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_window_answers_while_many_leave_and_can_stop_it(sit_down, many, tmp_path):
    file, path = many(MANY), tmp_path / "list.xlsx"
    owner = sit_down("el")
    owner.answers.append(path)
    owner.command(T("Export contacts…"))
    owner.until(lambda: owner.seen(ExportDialog))
    owner.click(T("Stop"))
    owner.until(lambda: not owner.seen(ExportDialog))
    assert not path.exists()

    owner.answers.append(path)
    owner.command(T("Export contacts…"))
    owner.until(lambda: owner.seen(ExportDialog))
    owner.window.activateWindow()
    owner.opens("Πελάτης 04567")
    assert not path.exists()  # it is still being written
    owner.until(path.exists)
    come_back(owner, file, path, MANY)


def leave(owner, path, count):
    owner.answers.append(path)
    owner.command(T("Export contacts…"))
    words = ("{count} contact is written to {name}.", "{count} contacts are written to {name}.")
    owner.reads(TN(*words, count, name=path.name))


def come_back(owner, file, path, count):
    """Look at the four cells; meanwhile one of them is changed here; bring them in."""
    edit(path)
    cells = T("Cells that differ")
    owner.file_to_import(path)
    owner.reads(cells_change(4, 4))
    assert owner.rows(cells, 5) == [*PHONES.values(), f"{RENAMED} και Σία"]
    assert owner.rows(cells) == [str(T("Will change"))] * 4
    changed = file.draft("Πελάτης 00001")
    other = changed._replace(phones=(Labelled("2421 0 99999"),))
    file.write(contacts.change, file.id_of("Πελάτης 00001"), other)
    owner.file_to_import(path)
    owner.reads(cells_change(3, 3))
    assert owner.rows(cells) == [str(T("Changed in both"))]
    assert [owner.rows(cells, at) for at in (5, 6)] == [[PHONES[1]], ["2421 0 99999"]]
    owner.press("Ctrl+Return")
    owner.until(lambda: phone_of(file, "Πελάτης 00000") == [PHONES[0]])
    look_at_contacts(file, count)
