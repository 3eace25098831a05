"""Options of ``import`` that a file has no use for are refused, not ignored."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from smallcrm.cli.main import main

TEXTS = {
    "list.csv": "Name;Email\nAnn;ann@mail.example\n",
    "card.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:Dora\nEMAIL:dora@mail.example\nEND:VCARD\n",
    "meetings.ics": (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Talk\n"
        "DTSTART:20990101T090000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    ),
    "page.html": (
        "<html><table><tr><th>Name</th><th>Email</th></tr>"
        "<tr><td>Eve</td><td>eve@mail.example</td></tr></table></html>"
    ),
}
# What each option is given, and the files it goes with.
FITS = {
    "--sheet": ("Sheet", {"book.xlsx"}),
    "--encoding": ("utf-8", {"list.csv", "card.vcf", "meetings.ics", "page.html"}),
    "--delimiter": (";", {"list.csv"}),
    "--header": ("1", {"book.xlsx", "list.csv", "page.html"}),
    "--map": ("Email=email", {"book.xlsx", "list.csv", "page.html"}),
    "--dates": ("dmy", {"book.xlsx", "list.csv", "page.html"}),
    "--country": ("GR", {"book.xlsx", "list.csv", "page.html", "card.vcf"}),
    "--on-double": ("fill", {"book.xlsx", "list.csv", "page.html", "card.vcf"}),
    "--policy": ("Email=fill", {"book.xlsx", "list.csv", "page.html"}),
    "--rejects": ("out.xlsx", {"book.xlsx", "list.csv", "page.html", "card.vcf"}),
    "--on-conflict": ("keep", {"meetings.ics"}),
    "--keep": ("1", {"meetings.ics"}),
    "--take": ("1", {"meetings.ics"}),
}


@pytest.fixture
def folder(tmp_path):
    """One file of each kind."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    book = Workbook()
    book.active.append(["Name", "Email"])
    book.active.append(["Bob", "bob@mail.example"])
    book.save(tmp_path / "book.xlsx")
    return tmp_path


@pytest.mark.parametrize("option", FITS)
def test_option_goes_with_the_files_that_it_is_for_and_no_other(
    folder, data_file, capsys, monkeypatch, option
):
    monkeypatch.chdir(folder)
    value, files = FITS[option]
    for name in (*TEXTS, "book.xlsx"):
        if option == "--policy" and name == "card.vcf":
            continue  # a card has other columns
        status = main(["--file", str(data_file), "import", name, option, value])
        said = capsys.readouterr().err
        assert (status == 2) == (name not in files), (name, said)
        if status == 2:
            assert f"{option} goes with" in said
            assert f"{name} is none. Nothing was changed." in said


def test_refused_option_has_changed_nothing(run, folder):
    assert run("import", folder / "list.csv", "--keep", "1")[0] == 2
    assert run("import", folder / "meetings.ics", "--on-double", "skip")[0] == 2
    assert run("contacts", "list")[1]["total"] == run("tasks", "list")[1]["total"] == 0


def test_cards_hold_contacts_and_nothing_else(run, folder):
    assert run("import", folder / "card.vcf", "--as", "products")[0] == 2
    assert run("import", folder / "card.vcf", "--as", "contacts")[1]["created"] == 1


def test_dry_run_of_a_list_of_ours_says_what_the_chosen_way_would_do(run, folder):
    run("import", folder / "list.csv")
    run("export", "contacts", folder / "ours.xlsx")
    _, compared = run("import", folder / "ours.xlsx", "--dry-run")
    assert compared["differences"] == []
    _, foretold = run("import", folder / "ours.xlsx", "--dry-run", "--on-double", "skip")
    _, done = run("import", folder / "ours.xlsx", "--on-double", "skip")
    assert "differences" not in foretold
    assert foretold["unchanged"] == done["unchanged"] == 1
