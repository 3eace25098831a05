"""Everything leaves in open formats, as it is, and does no harm where it is opened."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from smallcrm.core import languages
from smallcrm.core.errors import Cancelled, StorageError, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, pipeline, products, staff, tasks
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled, json_form
from smallcrm.services.documents import DocumentDraft, LineDraft, PartyDraft
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.reading.inspection import inspect
from smallcrm.services.exchange.targets.guard import guarded, unguarded
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.staff import StaffDraft

ATTACKS = (
    "=1+1",
    '=cmd|"/C calc"!A0',
    "+SUM(A1)",
    "-2+cmd|' /C calc'!A0",
    "@SUM(1)",
    '=HYPERLINK("http://evil.invalid","click")',
    "\t=1",
    "'=1+1",
    "#N/A",
    "＝1+1",
)
HARMLESS = ("+30 210 1234567", "-5", "(030) 12-34", "'t Hooft", "0030 210", "1-2")
FULL = ContactDraft(
    "Ελένη Παπαδοπούλου-O'Neil",
    company="Άνθος, Ε.Π.Ε.; «Βόλος»",
    given_name="Ελένη",
    family_name="Παπαδοπούλου-O'Neil",
    role="Owner",
    emails=(Labelled("eleni@anthos.example", "work"), Labelled("e@home.example", "home")),
    phones=(Labelled("+30 24210 00001", "work"), Labelled("0030 694 0000002", "mobile")),
    addresses=(
        AddressDraft("Ιάσονος 12\nπίσω αυλή", "Βόλος", "38221", "Μαγνησία", "GR", "work"),
        AddressDraft("Ermou 41", "Athens", "10563", "", "GR", "home"),
    ),
    urls=(Labelled("https://anthos.example/a?b=1,2"),),
    tags=("VIP", "Χονδρική"),
    birthday="--05-12",
    tax_id="094215776",
    language="el",
    currency="EUR",
    source="Fair",
    note="First line\nsecond, with; marks \\ and = signs",
    custom={"Shoe size": "38"},
)


@pytest.fixture
def fill(database):
    def fill(*drafts):
        with database.write(T("Add contacts")) as session:
            return [contacts.create(session, draft) for draft in drafts]

    return fill


@pytest.fixture
def leave(database, tmp_path):
    """Exports; returns the path."""

    def leave(name, what="contacts", **options):
        with database.read() as session:
            done = export(session, what, tmp_path / name, Progress(), **options)
        return done.path

    return leave


@pytest.fixture
def back(database):
    """Brings an exported list in again, completing what is there; returns the report."""

    def back(path):
        preview = inspect(path, ReadOptions(home="GR"))
        wishes = Wishes(path.name, OnDouble.OVERWRITE)
        return bring_in(database, preview, wishes, Progress())

    return back


def cells(path):
    return [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows()]


@pytest.mark.parametrize("language", ["en", "ru", "el"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_comes_back_unchanged_in_any_language(fill, leave, back, language, ending):
    fill(FULL, ContactDraft("Smith & Sons", kind="company", phones=(Labelled("0044 1", "fax"),)))
    languages.use(language)
    path = leave(f"all.{ending}")
    languages.use("en")
    report = back(path)
    assert report.facts.system == "smallcrm"
    assert (report.created, report.updated, report.unchanged) == (0, 0, 3)
    assert report.companies_created == 0


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_cards_come_back_unchanged(fill, leave, back, database, version):
    [contact_id, *_] = fill(FULL, ContactDraft("Smith & Sons", kind="company"))
    report = back(leave("all.vcf", vcard=version))
    assert (report.created, report.updated, report.unchanged) == (0, 0, 3)
    with database.read() as session:
        assert contacts.get_draft(session, contact_id) == FULL


@pytest.mark.parametrize("ending", ["xlsx", "csv", "vcf"])
def test_lists_find_their_contacts_again_by_our_own_id(fill, leave, back, database, ending):
    [contact_id] = fill(ContactDraft("Ann Archer"))
    path = leave(f"all.{ending}")
    with database.write(T("Rename")) as session:
        contacts.change(session, contact_id, ContactDraft("Ann Baker", note="new"))
    report = back(path)
    assert (report.created, report.updated) == (0, 1)


def test_no_cell_of_a_workbook_is_a_formula(fill, leave):
    fill(*[ContactDraft(f"{value} x" if value.isspace() else value) for value in ATTACKS])
    path = leave("all.xlsx")
    with zipfile.ZipFile(path) as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert 't="e"' not in xml
    names = {row[1] for row in cells(path)}
    assert {value.strip() for value in ATTACKS} <= names


def test_telephones_and_zeros_are_text(fill, leave):
    fill(ContactDraft("Ann", phones=(Labelled("0030 210 1"),), tax_id="007"))
    row = load_workbook(leave("all.xlsx")).active[2]
    assert {cell.data_type for cell in row if cell.value is not None} == {"s"}


def test_a_csv_file_opens_in_excel_and_runs_nothing(fill, leave):
    fill(ContactDraft("=1+1", phones=(Labelled("+30 210 1234567"),)), ContactDraft("Ζωή"))
    path = leave("all.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["Full name"] for row in rows} == {"'=1+1", "Ζωή"}
    assert "+30 210 1234567" in {row["Phone"] for row in rows}


@pytest.mark.parametrize("value", ATTACKS[:6])
def test_what_would_run_is_guarded(value):
    assert guarded(value) == f"'{value}"


@pytest.mark.parametrize("value", HARMLESS)
def test_telephones_and_numbers_stay_as_they_are(value):
    assert guarded(value) == value


@given(st.text(alphabet="='+-@0aΩ\t ", max_size=6))
def test_the_guard_is_taken_away_exactly(value):
    assert unguarded(guarded(value)) == value


def test_json_is_the_list_of_what_show_says(fill, leave, database):
    fill(FULL)
    found = json.loads(leave("all.json").read_text("utf-8"))
    person = next(item for item in found if item["kind"] == "person")
    with database.read() as session:
        view = contacts.get_view(session, person["id"])
    assert person == json_form.to_json(view)
    assert person["phones"][0]["e164"] == "+302421000001"


def test_documents_leave_with_figures_that_add_up(database, leave):
    draft = DocumentDraft(
        customer=PartyDraft(name="=Anna"),
        date=date(2026, 3, 1),
        lines=(LineDraft("A", Decimal(3), price=Decimal("12.35"), tax_rate=Decimal(24)),),
    )
    with database.write(T("New document")) as session:
        document_id = documents.create_draft(session, draft)
    sheet = load_workbook(leave("d.xlsx", "documents")).active
    heading, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    found = dict(zip(heading, row, strict=True))
    assert found["Customer"] == "=Anna"
    assert (found["Total without tax"], found["Tax"], found["Total"]) == (37.05, 8.89, 45.94)
    assert found["Date"].date() == date(2026, 3, 1)
    assert sheet.cell(2, heading.index("Total") + 1).data_type == "n"
    assert json.loads(leave("d.json", "documents").read_text("utf-8"))[0]["id"] == document_id


def test_deals_and_products_leave_too(database, fill, leave):
    [ann] = fill(ContactDraft("Ann"))
    with database.write(T("Add")) as session:
        pipeline.create_deal(session, pipeline.DealDraft("Roof", ann, Decimal("1.5")))
        products.create(session, products.ProductDraft("Nail", price=Decimal("0.015")))
    assert cells(leave("deals.xlsx", "deals"))[1][:5] == ["Roof", "Ann", "New", "In progress", 1.5]
    assert cells(leave("p.xlsx", "products"))[1][3] == 0.015


def test_letters_that_excel_refuses_are_left_out(fill, leave):
    fill(ContactDraft("Ann", note="a\x00b\x0bc"))
    assert "abc" in cells(leave("all.xlsx"))[1]


def test_an_unknown_ending_is_refused(leave):
    with pytest.raises(UserError) as caught:
        leave("all.doc")
    assert caught.value.field == "path"
    assert "xlsx" in str(caught.value.hint)


def test_a_failed_export_leaves_the_old_file(fill, leave, tmp_path, database):
    fill(ContactDraft("Ann"))
    path = leave("all.csv")
    before = path.read_bytes()
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled), database.read() as session:
        export(session, "contacts", path, progress)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.glob(".all*")] == []
    with pytest.raises(StorageError), database.read() as session:
        export(session, "contacts", Path("/nowhere/all.csv"), Progress())


def test_tasks_leave_with_their_contacts_and_days(fill, leave, database):
    [ann] = fill(ContactDraft("Ann Archer"))
    with database.write(T("Add a task")) as session:
        tasks.add_task(session, tasks.TaskDraft("=1+1", "2026-11-30 09:00", "Europe/Athens", ann))
    [_, row] = cells(leave("tasks.xlsx", "tasks"))
    assert row[:4] == ["=1+1", "Ann Archer", "2026-11-30 09:00", "Europe/Athens"]
    [found] = json.loads(leave("tasks.json", "tasks").read_text("utf-8"))
    assert (found["title"], found["contact"]) == ("=1+1", "Ann Archer")


def test_tasks_leave_with_all_that_they_say(fill, leave, database):
    [ann] = fill(ContactDraft("Ann Archer"))
    with database.write(T("Add a task")) as session:
        owner = staff.add(session, StaffDraft("Eva"))
        deal = pipeline.create_deal(session, DealDraft("Roses", contact_id=ann))
        key = tasks.add_task(session, tasks.TaskDraft(
            "Talk", "2099-11-30 09:00", "Europe/Athens", deal_id=deal, owner_id=owner,
            rule="FREQ=WEEKLY;BYDAY=MO;COUNT=5", reminders=(60, 15), priority=1, minutes=45,
            note="Bring\nthe plan", kind=tasks.MEETING))  # fmt: skip
        tasks.skip_occurrence(session, key)
    heads, row = cells(leave("tasks.xlsx", "tasks"))
    told = dict(zip(heads, row, strict=True))
    assert (told["Kind"], told["Deal"], told["Owner"]) == ("Meeting", "Roses", "Eva")
    assert (told["Due at"], told["First time"]) == ("2099-12-07 09:00", "2099-11-30 09:00")
    assert told["Times left out"] == "2099-11-30 09:00"
    assert told["Repeats"] == "every week on Monday, 5 times"
    assert told["Rule (RRULE)"] == "FREQ=WEEKLY;BYDAY=MO;COUNT=5"
    assert (told["Priority"], told["Reminders (minutes before)"]) == ("High", "15,60")
    assert (told["Takes (minutes)"], told["Note"]) == (45, "Bring\nthe plan")
    [found] = json.loads(leave("tasks.json", "tasks").read_text("utf-8"))
    assert (found["reminders"], found["anchor"]) == ("15,60", "2099-11-30 09:00")
