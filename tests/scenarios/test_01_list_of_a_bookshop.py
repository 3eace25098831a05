"""Scenario 1: Ελένη, bookshop in Volos, brings her list of customers in."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from openpyxl import load_workbook

from smallcrm.core import formats
from smallcrm.core.text import TN, T
from smallcrm.services import custom_fields
from tests.scenarios.conftest import LANGUAGES, figure, mend

TITLES = ("Βιβλιοπωλείο Το Σκαλοπάτι;;;;;", "Πελάτες στις 21/11/2026;;;;;")
HEADINGS = "Ονοματεπώνυμο;Email;Τηλέφωνο;Ημερομηνία γέννησης;Τζίρος;Πόλη"
FAMILY = [
    "Παπαδόπουλος",
    "Οικονόμου",
    "Νικολάου",
    "Γεωργίου",
    "Δημητρίου",
    "Αθανασίου",
    "Ιωάννου",
    "Βλάχος",
]
GIVEN = [
    "Γιώργος",
    "Ελένη",
    "Μαρία",
    "Νίκος",
    "Άννα",
    "Κώστας",
    "Ζωή",
    "Πέτρος",
    "Δήμητρα",
    "Χρήστος",
]
ROWS, NEW, AGAIN, NOBODY = 412, 398, 9, 5
WRONG_LETTERS = "Ðáðáäüðïõëïò Ãéþñãïò"
FIRST = "Παπαδόπουλος Γιώργος"
TWO_WAYS = T("Dates in this column can be read in two ways; the day was taken first.")
TABLE = T("Rows of the file")


def lines():
    """412 rows: 398 people, 9 of them once more with another spelling, 5 without anybody."""
    people = []
    for number in range(NEW):
        name = f"{FAMILY[number % 8]} {GIVEN[number % 10]}"
        day, month = 1 + number % 12, 1 + (number + 1 + number // 12 % 11) % 12
        turnover = f"{1 + number % 9}.{number:03},{number % 100:02}"
        reach = f"pelatis{number}@mail.example;24210 {30000 + number}"
        people.append(f"{name};{reach};{day:02}/{month:02}/{1950 + number % 50};{turnover};Βόλος")
    rows = people[1:]
    for number in range(AGAIN):
        name, email, phone, *_ = people[10 + 40 * number].split(";")
        rows.append(f"{name.upper()};{email.upper()};+30 {phone};;;Λάρισα")
    rows += [f";;;03/04/2026;{number + 1}10,50;Βόλος" for number in range(NOBODY)]
    Random(412).shuffle(rows)  # noqa: S311 - made-up data
    return [people[0], *rows]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "πελάτες.csv"
    text = "\r\n".join([*TITLES, HEADINGS, *lines(), ""])
    path.write_bytes(text.encode("iso8859-7"))
    return path


@pytest.fixture
def own_field(file):
    """The shop keeps the turnover of a customer as a number."""
    file.write(custom_fields.add, "Τζίρος", custom_fields.NUMBER)


def test_the_list_is_made_of_412_rows_whose_dates_can_all_be_read_in_two_ways():
    rows = lines()
    dates = [row.split(";")[3] for row in rows]
    assert len(rows) == ROWS
    assert all(int(each[:2]) <= 12 and each[:2] != each[3:5] for each in dates if each)


@pytest.mark.parametrize("language", LANGUAGES)
def test_command_line_brings_398_in_and_5_after_mending(run, path, own_field, tmp_path, language):
    mended = tmp_path / "mend.xlsx"
    _, trial = run("import", path, "--on-double", "fill", "--dry-run", lang=language)
    asked = [each["reason"] for each in trial["warnings"] if each["field"] == "birthday"]
    assert (trial["encoding"], trial["delimiter"], trial["header_row"]) == ("iso8859-7", ";", 3)
    assert asked == [str(TWO_WAYS)]
    wishes = ("--on-double", "fill", "--dates", "dmy", "--rejects", mended)
    status, report = run("import", path, *wishes, lang=language)
    told = {name: report[name] for name in ("rows", "created", "updated", "unchanged", "skipped")}
    assert status == 0
    assert told == {
        "rows": ROWS, "created": NEW, "updated": AGAIN, "unchanged": 0, "skipped": 0
    }  # fmt: skip
    assert len(report["rejected"]) == NOBODY
    assert report["doubles"] == []
    rejected = load_workbook(mended).active
    assert rejected.max_row == 1 + NOBODY
    assert rejected.cell(2, rejected.max_column).value == report["rejected"][0]["reason"]
    for number in range(NOBODY):
        mend(mended, repaired(number), 2 + number)
    _, report = run("import", mended, "--dates", "dmy", lang="en")
    assert (report["rows"], report["created"], report["doubles"]) == (NOBODY, NOBODY, [])
    assert run("contacts", "list")[1]["total"] == NEW + NOBODY


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--encoding", "cp1252", "encoding"),
        ("--delimiter", "tab", "delimiter"),
        ("--header", 2, "header_row"),
    ],
)
def test_command_line_can_say_otherwise(run, path, option, value, told):
    words = (
        ("--map", "#1=name") if option != "--header" else ("--map", "#1=note", "--map", "#2=email")
    )
    status, report = run("import", path, option, value, "--dry-run", *words)
    assert status == 0
    assert report[told] == {"tab": "\t"}.get(value, value)


def repaired(number):
    """What was missing in a row that said nothing about whom it is."""
    return {"Ονοματεπώνυμο": f"Νέος Πελάτης {number}", "Email": f"neos{number}@mail.example"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_window_brings_398_in_and_5_after_mending(
    sit_down, path, own_field, file, language, tmp_path
):
    owner = sit_down(language)
    owner.file_to_import(path)
    owner.until(lambda: FIRST in owner.rows(TABLE, 2))
    facts = (T("Greek (ISO 8859-7)"), T("Semicolon"), T("headings in row {row}", row=3))
    owner.mentions(" · ".join(map(str, facts)))
    answer_dates(owner, "01/02/1950")
    owner.reads(figure(T("New contacts"), NEW))
    owner.reads(figure(T("Twice in the file"), AGAIN))
    owner.reads(figure(T("Left out"), NOBODY))
    accept = ("Import the {count} good row now", "Import the {count} good rows now")
    owner.ready(TN(*accept, ROWS - NOBODY))
    owner.press("Ctrl+Return")
    added = TN("{count} contact added.", "{count} contacts added.", NEW)
    joined = (
        "{count} row was in the file twice, so it was joined.",
        "{count} rows were in the file twice, so they were joined.",
    )
    merged = TN(*joined, AGAIN)
    skipped = TN("{count} row skipped.", "{count} rows skipped.", NOBODY)
    owner.reads(f"{added} {merged} {skipped}")
    second = file.draft("pelatis1@mail.example")
    assert second.name == "Οικονόμου Ελένη"
    assert (second.birthday, second.custom) == ("1951-03-02", {"Τζίρος": "2001.01"})

    mended = tmp_path / "mend.xlsx"
    owner.answers.append(mended)
    save = ("Save the {count} as Excel with the reason", "Save the {count} as Excel with reasons")
    owner.click(TN(*save, NOBODY))
    owner.until(mended.exists)
    for number in range(NOBODY):
        mend(mended, repaired(number), 2 + number)
    owner.file_to_import(mended)
    answer_dates(owner, "03/04/2026")
    owner.reads(figure(T("New contacts"), NOBODY))
    owner.reads(figure(T("There already"), 0))
    owner.ready(TN("Import {count} contact", "Import {count} contacts", NOBODY))
    owner.press("Ctrl+Return")
    owner.reads(TN("{count} contact added.", "{count} contacts added.", NOBODY))
    assert len(file.names()) == NEW + NOBODY


def test_window_can_be_told_otherwise_and_back(sit_down, path):
    owner = sit_down("el")
    owner.file_to_import(path)
    owner.until(lambda: FIRST in owner.rows(TABLE, 2))
    owner.click(T("Change"))
    for option, wrong, right, seen in (
        (
            "import_encoding",
            T("Western European (Windows-1252)"),
            T("Greek (ISO 8859-7)"),
            WRONG_LETTERS,
        ),
        ("import_delimiter", T("Tab"), T("Semicolon"), ""),
        ("import_header_row", T("Row {row}", row=4), T("Row {row}", row=3), ""),
    ):
        owner.chooses(option, wrong)
        owner.until(lambda: FIRST not in owner.rows(TABLE, 2))
        owner.until(lambda seen=seen: seen in owner.spoken(T("Columns of the file")))
        owner.chooses(option, right)
        owner.until(lambda: FIRST in owner.rows(TABLE, 2))


def answer_dates(owner, typed):
    """Nothing can come in before it is said that the day stands first."""
    day, month, year = map(int, typed.split("/"))
    question = T("{columns}: how is {date} meant?", columns="Ημερομηνία γέννησης", date=typed)
    owner.reads(question)
    words = [formats.day(date(year, month, day)), formats.day(date(year, day, month))]
    assert [each.isChecked() for word in words for each in owner.buttons(word)] == [False, False]
    owner.until(lambda: owner.focus in owner.buttons(words[0]))
    owner.press("Space")
