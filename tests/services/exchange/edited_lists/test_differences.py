"""A list that was edited in a spreadsheet comes back cell by cell."""

from __future__ import annotations

import csv

import pytest
from openpyxl import Workbook, load_workbook

from smallcrm.core.errors import Cancelled
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.edited_lists import applying, differences
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.exchange.reading.inspection import inspect

ANN = ContactDraft(
    "Ann Archer",
    emails=(Labelled("ann@mail.example", "work"),),
    phones=(Labelled("+30 210 1234567", "work"), Labelled("0044 7700 900001", "mobile")),
    addresses=(AddressDraft("Ermou 41", "Athens", "10563", "", "GR", "home"),),
    tags=("VIP", "Shop"),
    birthday="1980-06-05",
    note="First\nsecond",
    owner="Maria",
    consent="given",
    custom={"Shoe size": "38"},
)
BOB = ContactDraft("Bob Bell", company="Bell Ltd", phones=(Labelled("007 495 1", "fax"),))
TAX = ContactDraft("=1+1", kind="company", tax_id="0012")


@pytest.fixture
def ids(database):
    """Ann, Bob and a company with a name like a formula; Bell Ltd came with Bob."""
    with database.write(T("Add contacts")) as session:
        return [contacts.create(session, draft) for draft in (ANN, BOB, TAX)]


@pytest.fixture
def leave(database, tmp_path, ids):
    """Exports all contacts, or those that are named; returns the path."""

    def leave(name="list.xlsx", only=None):
        with database.read() as session:
            return export(session, "contacts", tmp_path / name, Progress(), ids=only).path

    return leave


@pytest.fixture
def find(database):
    """What an edited list brings."""

    def find(path):
        options = ReadOptions(home="GR")
        facts = inspect(path, options).facts
        assert differences.is_list_of_ours(facts)
        with database.read() as session:
            return differences.find(session, path, facts, options, Progress())

    return find


@pytest.fixture
def apply(database):
    def apply(found, chosen=None, **options):
        wanted = found.proposed if chosen is None else chosen
        return applying.apply(database, "list.xlsx", found, wanted, Progress(), **options)

    return apply


@pytest.fixture
def draft(database):
    def draft(contact_id):
        with database.read() as session:
            return contacts.get_draft(session, contact_id)

    return draft


@pytest.fixture
def change(database):
    def change(contact_id, **values):
        with database.write(T("Change a contact")) as session:
            old = contacts.get_draft(session, contact_id)
            contacts.change(session, contact_id, old._replace(**values))

    return change


def edit(path, *edits, **at):
    """Write cells into a workbook; each edit is a name, a heading and the new value."""
    book = load_workbook(path)
    page = book.active
    headings = [cell.value for cell in page[1]]
    for name, heading, value in edits:
        for row in page.iter_rows(min_row=2):
            if row[1].value == name:
                cell = row[headings.index(heading)]
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    for row in at.get("without", ()):
        page.delete_rows(row)
    for values in at.get("more", ()):
        page.append([values.get(heading) for heading in headings])
    book.save(path)


def told(found):
    return [(item.name, item.field, item.before, item.after, item.now) for item in found.items]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_untouched_list_differs_in_nothing(leave, find, ending):
    found = find(leave(f"list.{ending}"))
    assert found.items == ()
    assert (found.rows, found.new_rows, found.unknown, found.repeated) == (4, (), 0, 0)


def test_three_phones_and_a_name_are_four_cells(leave, find, apply, draft, ids):
    path = leave()
    edit(
        path,
        ("Ann Archer", "Phone", "+30 210 7654321"),
        ("Ann Archer", "Phone 2", "0030 694 5550000"),
        ("=1+1", "Phone", "007 1"),
        ("Bob Bell", "Full name", "=2+2"),
    )
    found = find(path)
    assert (len(found.items), found.contacts, found.conflicts) == (4, 3, 0)
    assert ("Bob Bell", "name", "Bob Bell", "=2+2", None) in told(found)
    done = apply(found)
    assert (done.cells, done.contacts, done.left) == (4, 3, 0)
    ann, bob, tax = map(draft, ids)
    assert [phone.value for phone in ann.phones] == ["+30 210 7654321", "0030 694 5550000"]
    assert [phone.label for phone in ann.phones] == ["work", "mobile"]
    assert ann._replace(phones=ANN.phones, consent_on=None) == ANN
    assert (bob.name, bob.company, bob.phones) == ("=2+2", "Bell Ltd", BOB.phones)
    assert (tax.name, tax.tax_id, tax.phones) == ("=1+1", "0012", (Labelled("007 1"),))
    assert find(path).items == ()


def test_it_is_one_step_and_one_undo_takes_it_back(leave, find, apply, draft, database, ids):
    path = leave()
    edit(path, ("Ann Archer", "City", "Volos"), ("Bob Bell", "Email", "bob@mail.example"))
    before = [draft(key) for key in ids]
    done = apply(find(path))
    assert draft(ids[0]).addresses[0].city == "Volos"
    database.undo(done.action)
    assert [draft(key) for key in ids] == before


def test_a_cell_that_was_changed_here_meanwhile_is_a_conflict(
    leave, find, apply, draft, change, ids
):
    path = leave()
    edit(path, ("Ann Archer", "Tax number", "777"), ("Ann Archer", "Source", "Fair"))
    change(ids[0], tax_id="999")
    found = find(path)
    assert told(found) == [
        ("Ann Archer", "tax_id", "", "777", "999"),
        ("Ann Archer", "source", "", "Fair", None),
    ]
    assert found.proposed == {1}
    apply(found)
    assert (draft(ids[0]).tax_id, draft(ids[0]).source) == ("999", "Fair")
    apply(find(path), [0])
    assert draft(ids[0]).tax_id == "777"


def test_what_was_changed_here_only_stays(leave, find, change, ids):
    path = leave()
    change(ids[0], name="Ann Baker", phones=(), custom={}, company="New Ltd")
    change(ids[1], note="new", company="")
    found = find(path)
    assert found.has_base
    assert found.items == ()


def test_a_csv_file_cannot_tell_who_changed_a_cell(leave, find, change, ids):
    path = leave("list.csv")
    change(ids[0], source="Site")
    found = find(path)
    assert not found.has_base
    assert told(found) == [("Ann Archer", "source", "Site", "", None)]


def test_an_emptied_cell_takes_the_value_away(leave, find, apply, draft, ids):
    path = leave()
    edit(
        path,
        ("Ann Archer", "Phone", None),
        ("Ann Archer", "Note", None),
        ("Ann Archer", "Shoe size", None),
        ("Ann Archer", "Tags", "VIP"),
        ("Bob Bell", "Company", None),
    )
    apply(find(path))
    ann, bob = draft(ids[0]), draft(ids[1])
    assert [phone.value for phone in ann.phones] == ["0044 7700 900001"]
    assert (ann.note, ann.custom, ann.tags, bob.company) == ("", {}, ("VIP",), "")


def test_a_value_that_means_nothing_is_told_and_left_alone(leave, find, apply, draft, ids):
    path = leave()
    edit(
        path,
        ("Ann Archer", "Birthday", "some day"),
        ("Ann Archer", "Consent", "perhaps"),
        ("Ann Archer", "Person or company", "Robot"),
        ("Ann Archer", "Full name", None),
    )
    found = find(path)
    assert len(found.items) == 4
    assert found.proposed == frozenset()
    assert all(item.meant is None for item in found.items)
    assert apply(found, range(4)).action is None
    assert draft(ids[0])._replace(consent_on=None) == ANN


def test_new_missing_and_repeated_rows_are_told_and_left_alone(leave, find, apply, database, ids):
    path = leave()
    own = load_workbook(path).active["A3"].value
    edit(
        path,
        without=[2],
        more=[
            {"Full name": "Dora Day", "Phone": "+30 210 1", "Person or company": "Person"},
            {"SmallCRM ID": own, "Full name": "Copy"},
        ],
    )
    with database.write(T("Archive")) as session:
        contacts.archive(session, [ids[1]])
    found = find(path)
    assert [row.name for row in found.new_rows] == ["Dora Day"]
    assert (found.missing, found.repeated, found.unknown) == (1, 1, 1)
    assert apply(found).action is None
    done = apply(found, new_rows=True)
    assert (done.created, done.headline) == (1, "1 contact added.")
    with database.read() as session:
        assert contacts.count(session) == 4


def test_whose_row_is_missing_is_named_and_stays(leave, find, apply, database, ids):
    path = leave()
    edit(path, without=[2])
    with database.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Zoe, who came later"))
    found = find(path)
    assert (found.missing, [each.name for each in found.absent]) == (1, ["=1+1"])
    assert str(found.notes[-1]) == "Not in the file any more: =1+1"
    assert apply(found).action is None
    with database.read() as session:
        assert contacts.count(session) == 5
    assert find(leave("some.xlsx", only=ids[1:])).absent == ()


def test_a_cell_changed_after_looking_is_left_alone(leave, find, apply, draft, change, ids):
    path = leave()
    edit(path, ("Ann Archer", "Source", "Fair"))
    found = find(path)
    change(ids[0], source="Site")
    done = apply(found)
    assert (done.cells, done.left, done.action) == (0, 1, None)
    assert draft(ids[0]).source == "Site"


def test_some_contacts_alone_can_be_exported_and_brought_back(leave, find, ids):
    found = find(leave(only=ids[1:]))
    assert (found.rows, found.missing, found.items) == (2, 0, ())


def test_stopping_changes_nothing(leave, find, database, draft, ids):
    path = leave()
    edit(path, ("Ann Archer", "Source", "Fair"))
    found, progress = find(path), Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        applying.apply(database, "list.xlsx", found, found.proposed, progress)
    assert draft(ids[0]).source == ""


def test_a_csv_file_that_was_saved_as_a_workbook_keeps_its_apostrophes(leave, find, tmp_path):
    book = Workbook()
    with leave("list.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(tmp_path / "saved.xlsx")
    assert find(tmp_path / "saved.xlsx").items == ()
