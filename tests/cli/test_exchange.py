"""``smallcrm import`` and ``smallcrm export``: the public shapes and the exit statuses."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook

from smallcrm.cli.main import main

ROWS = """Name,Email,Phone,Met on,Remark
Ann Archer,ann@mail.example,+44 1632 960001,03/04/2026,
,,,,nobody
Bob Bell,bob@mail.example,+44 1632 960002,05/06/2026,
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(ROWS, "utf-8")
    return path


def test_import_answers_with_the_report_and_undo_takes_it_back(run, path):
    status, report = run("import", path)
    assert status == 0
    counts = {name: report[name] for name in ("rows", "created", "updated", "unchanged", "skipped")}
    assert counts == {"rows": 3, "created": 2, "updated": 0, "unchanged": 0, "skipped": 0}
    assert report["rejected"] == [
        {"row": 3, "reason": "There is no name, company, email or phone number in this row."}
    ]
    assert run("contacts", "list")[1]["total"] == 2
    assert run("undo", report["action"])[1]["label"] == "Import list.csv"
    assert run("contacts", "list")[1]["total"] == 0


def test_a_dry_run_says_the_same_and_changes_nothing(run, path):
    _, trial = run("import", path, "--dry-run")
    assert (trial["created"], len(trial["rejected"])) == (2, 1)
    assert run("contacts", "list")[1]["total"] == 0
    assert run("history")[1]["actions"][0]["label"] == "New file"


def test_what_the_user_says_counts(run, tmp_path):
    path = tmp_path / "list.txt"
    path.write_bytes("alpha|Ελένη|3/4/1980\nbeta|Ζωή|5/6/1981\n".encode("iso8859-7"))
    _, report = run(
        "import", path, "--encoding", "iso8859-7", "--delimiter", "|", "--header", "0",
        "--map", "#1=ignore", "--map", "#2=name", "--map", "#3=birthday", "--dates", "mdy",
    )  # fmt: skip
    assert (report["encoding"], report["delimiter"], report["header_row"]) == ("iso8859-7", "|", 0)
    assert report["created"] == 2
    found = run("contacts", "list", "--search", "Ελένη")[1]["rows"][0]["id"]
    assert run("contacts", "show", found)[1]["birthday"] == "1980-03-04"


def test_headings_that_differ_in_case_only_are_fields_of_their_own(run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,Foo,foo,ΌΡΟΣ,όρος\nAnna,1,2,3,4\nBob,,5,,6\n", "utf-8")
    _, report = run("import", path)
    assert report["created"] == 2
    found = run("contacts", "list", "--search", "Anna")[1]["rows"][0]["id"]
    custom = run("contacts", "show", found)[1]["custom"]
    assert custom == {"Foo": "1", "foo (2)": "2", "ΌΡΟΣ": "3", "όρος (2)": "4"}


@pytest.mark.parametrize(
    ("on_double", "created", "updated", "skipped"),
    [("ask", 2, 0, 0), ("skip", 0, 0, 2), ("fill", 0, 2, 0), ("create", 2, 0, 0)],
)
def test_doubles_become_what_is_asked_for(run, path, on_double, created, updated, skipped):
    run("import", path)
    path.write_text(ROWS.replace(",nobody", ",").replace("/2026,", "/2026,friend"), "utf-8")
    _, report = run("import", path, "--on-double", on_double)
    found = (report["created"], report["updated"], report["skipped"])
    assert found == (created, updated, skipped)
    assert [double["key"] for double in report["doubles"]] == (
        ["email", "email"] if on_double == "ask" else []
    )


def test_left_out_rows_are_saved_on_request(run, path, tmp_path):
    out = tmp_path / "mend.xlsx"
    run("import", path, "--rejects", out)
    assert [cell.value for cell in load_workbook(out).active[2]][4] == "nobody"


def test_a_list_without_deals_is_refused_as_deals(run, path):
    status, answer = run("import", path, "--as", "deals")
    assert (status, answer["error"]["field"]) == (1, "kind")
    assert run("contacts", "list")[1]["total"] == 0


@pytest.mark.parametrize(
    ("content", "field"), [("", None), ("Length,Width\n1.5,2\n3.25,4\n", "mapping")]
)
def test_a_file_that_cannot_be_understood_changes_nothing(run, tmp_path, content, field):
    path = tmp_path / "list.csv"
    path.write_text(content, "utf-8")
    status, answer = run("import", path)
    assert (status, answer["error"]["field"]) == (1, field)
    assert answer["error"]["message"]
    assert run("history")[1]["actions"][0]["label"] == "New file"


def test_a_column_and_its_field_are_joined_by_a_sign(run, path):
    assert main(["import", str(path), "--map", "Name"]) == 2


def test_export_says_how_many_rows_it_wrote(run, path, tmp_path):
    run("import", path)
    out = tmp_path / "all.csv"
    assert run("export", "contacts", out) == (0, {"file": str(out), "rows": 2})
    assert run("export", "documents", tmp_path / "d.xlsx")[1]["rows"] == 0
    status, answer = run("export", "contacts", tmp_path / "all.doc")
    assert (status, answer["error"]["field"]) == (1, "path")


def test_people_read_sentences(data_file, path, capsys):
    main(["--file", str(data_file), "--lang", "en", "import", str(path)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 contacts added. 1 row skipped."
    assert lines[1].startswith("Row 3: There is no name")
    assert lines[-1].startswith("To take it back: smallcrm undo ")


OLD = "Name,Email,Mobile phone,Note,Job title\nAnn Archer,ann@mail.example,111 1111,old,Owner\n"
NEW = "Name,Email,Mobile phone,Note,Job title\nAnn Archer,ann@mail.example,222 2222,new,Boss\n"


@pytest.mark.parametrize(
    ("policies", "phones", "note", "role"),
    [
        (["Note=append"], ["111 1111", "222 2222"], "old\nnew", "Owner"),
        (["mobile phone=overwrite", "Note=leave"], ["222 2222"], "old", "Owner"),
        (["Job title=overwrite", "#3=leave"], ["111 1111"], "old\nnew", "Boss"),
    ],
)
def test_a_policy_says_how_a_column_changes_who_is_there(
    run, tmp_path, policies, phones, note, role
):
    path = tmp_path / "list.csv"
    path.write_text(OLD, "utf-8")
    run("import", path)
    path.write_text(NEW, "utf-8")
    words = [word for policy in policies for word in ("--policy", policy)]
    trial = run("import", path, *words, "--dry-run")[1]
    _, report = run("import", path, *words)
    assert (report["updated"], trial["updated"]) == (1, 1)
    shown = run("contacts", "show", run("contacts", "list")[1]["rows"][0]["id"])[1]
    assert [phone["value"] for phone in shown["phones"]] == phones
    assert (shown["note"], shown["role"]) == (note, role)


def test_where_every_column_is_left_nothing_is_updated(run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(OLD, "utf-8")
    run("import", path)
    path.write_text(NEW, "utf-8")
    headings = ("Name", "Mobile phone", "Note", "Job title")
    words = [word for name in headings for word in ("--policy", f"{name}=leave")]
    _, report = run("import", path, *words)
    assert (report["updated"], report["unchanged"], report["action"]) == (0, 1, None)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--policy", "Name=append"), 1),
        (("--policy", "Nobody=leave"), 1),
        (("--policy", "Name=burn"), 2),
        (("--policy", "Name=leave", "--on-double", "create"), 2),
        (("--policy", "Email=leave", "--policy", "Mail 2=overwrite"), 1),
    ],
)
def test_a_policy_that_cannot_be_followed_changes_nothing(run, tmp_path, words, status):
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,Mail 2\nAnn,ann@mail.example,a@home.example\n", "utf-8")
    assert run("import", path, *words)[0] == status
    assert run("contacts", "list")[1]["total"] == 0


BOB = b"BEGIN:VCARD\nVERSION:3.0\nFN:Bob Bell\nEND:VCARD\n"


@pytest.mark.parametrize(
    "content",
    [
        b"Name\tPhone\nAnn Archer\t0030 210 0001\nBob Bell\t\n",
        "Name\tPhone\nAnn Archer\t0030 210 0001\nBob Bell\t\n".encode("utf-16"),
        b"<table><tr><th>Name<th>Phone<tr><td>Ann Archer<td>0030 210 0001<tr><td>Bob Bell</table>",
        b"BEGIN:VCARD\nVERSION:3.0\nFN:Ann Archer\nTEL:0030 210 0001\nEND:VCARD\n" + BOB,
    ],
)
def test_what_is_piped_in_comes_in_like_a_file(run, monkeypatch, content):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    status, report = run("import", "-")
    assert (status, report["file"], report["created"]) == (0, "Standard input", 2)
    rows = run("contacts", "list")[1]["rows"]
    assert [row["phones"] for row in rows] == [["0030 210 0001"], []]


def test_rows_of_a_pipe_that_were_left_out_are_saved(run, monkeypatch, tmp_path):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ROWS.encode())))
    run("import", "-", "--rejects", tmp_path / "mend.xlsx")
    assert load_workbook(tmp_path / "mend.xlsx").active["E2"].value == "nobody"


def test_products_come_in_when_they_are_said_or_plain_to_see(run, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,Price,Unit\nNotebook,12.50,pcs\n,3,\n", "utf-8")
    _, report = run("import", path, "--as", "products")
    assert (report["created"], len(report["rejected"])) == (1, 1)
    assert report["mapping"]["Price"] == "product.price"
    path.write_text("Code,Product,Price\nA-1,Pen,1.20\n", "utf-8")
    assert run("import", path)[1]["created"] == 1
    out = tmp_path / "all.csv"
    assert run("export", "products", out)[1]["rows"] == 2
    assert run("import", out)[1]["unchanged"] == 2
    assert run("undo")[1]["label"] == "Import list.csv"


def test_an_edited_list_of_ours_is_shown_cell_by_cell_and_then_applied(run, path, tmp_path):
    run("import", path)
    out = tmp_path / "all.xlsx"
    run("export", "contacts", out)
    book = load_workbook(out)
    page = book.active
    at = [cell.value for cell in page[1]].index("Phone") + 1
    page.cell(2, at).value = "0030 210 7"
    page.cell(3, 2).value = "Bob Baker"
    book.save(out)
    first, second = [row["id"] for row in run("contacts", "list")[1]["rows"]]
    run("contacts", "set", second, "name=Bob Boole")
    _, trial = run("import", out, "--dry-run")
    assert (trial["updated"], trial["action"], trial["has_base"]) == (2, None, True)
    assert trial["differences"] == [
        {
            "id": first, "row": 2, "field": "phone", "before": "+44 1632 960001",
            "after": "0030 210 7", "conflict": False, "now": "+44 1632 960001", "understood": True,
        },
        {
            "id": second, "row": 3, "field": "name", "before": "Bob Bell", "after": "Bob Baker",
            "conflict": True, "now": "Bob Boole", "understood": True,
        },
    ]  # fmt: skip
    _, done = run("import", out, "--on-double", "overwrite")
    assert (done["applied"], done["updated"], done["created"]) == (1, 1, 0)
    shown = run("contacts", "show", first)[1]
    assert [phone["value"] for phone in shown["phones"]] == ["0030 210 7"]
    assert run("contacts", "show", second)[1]["name"] == "Bob Boole"
    run("undo", done["action"])
    assert run("contacts", "show", first)[1]["phones"][0]["value"] == "+44 1632 960001"


def test_everything_leaves_in_one_zip(run, path, tmp_path):
    run("import", path)
    run("tasks", "add", "Call", "--at", "2026-11-30 09:00")
    status, answer = run("export", "all", tmp_path / "all.zip")
    assert status == 0
    assert answer["rows"] == run("contacts", "list")[1]["total"] + 1
    with zipfile.ZipFile(tmp_path / "all.zip") as container:
        assert {"README.txt", "contacts.vcf", "tasks.ics"} <= set(container.namelist())
    status, answer = run("export", "tasks", tmp_path / "tasks.ics")
    assert (status, answer["rows"]) == (0, 1)
    status, answer = run("export", "all", tmp_path / "all.xlsx")
    assert (status, answer["error"]["field"]) == (1, "path")


def test_deals_leave_and_come_back(run, tmp_path):
    rows = "Title,Client,Total,Stage\nRoof,Dora,5,Won\nShed,Eve,,New\n"
    (tmp_path / "other.csv").write_text(rows, "utf-8")
    status, answer = run("import", tmp_path / "other.csv", "--as", "deals")
    assert (status, answer["deals_created"], answer["contacts_created"]) == (0, 2, 2)
    status, answer = run("export", "deals", tmp_path / "deals.xlsx")
    assert (status, answer["rows"]) == (0, 2)
    status, answer = run("import", tmp_path / "deals.xlsx")
    assert (answer["created"], answer["unchanged"], answer["action"]) == (0, 2, None)


def test_contacts_leave_as_a_list_as_labels_and_as_envelopes(run, path, tmp_path):
    run("import", path)
    out = tmp_path / "out.pdf"
    assert run("export", "contacts", out) == (0, {"file": str(out), "rows": 2})
    assert out.read_bytes().startswith(b"%PDF")
    ids = [row["id"] for row in run("contacts", "list")[1]["rows"]]
    status, answer = run("export", "contacts", out, "--labels", "L7160")
    assert status == 1
    assert "has an address" in answer["error"]["message"]
    run("contacts", "set", ids[0], "city=Volos")
    told = {"file": str(out), "rows": 1, "missing": 1}
    assert run("export", "contacts", out, "--labels", "L7160", "--skip", 3) == (0, told)
    told = {"file": str(out), "rows": 1, "missing": 0}
    assert run("export", "contacts", out, "--envelopes", "DL", "--id", ids[0]) == (0, told)


def test_labels_go_with_contacts_only(run, tmp_path):
    assert run("export", "deals", tmp_path / "out.pdf", "--labels", "L7160")[0] == 2


def test_calendar_comes_in_once_and_goes_back_out(run, tmp_path):
    path = tmp_path / "calendar.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Talk\nDTSTART:20990101T090000Z\n"
        "RRULE:FREQ=WEEKLY\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Never\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    status, told = run("import", path, "--dry-run")
    assert (status, told["meetings"], told["repeating"], told["action"]) == (0, 1, 1, None)
    assert [(each["line"], each["value"]) for each in told["warnings"]] == [(8, "Never")]
    assert run("tasks", "list")[1]["total"] == 0
    _, done = run("import", path)
    assert (done["meetings"], done["known"]) == (1, 0)
    status, again = run("import", path)
    assert (status, again["meetings"], again["known"], again["action"]) == (0, 0, 1, None)
    run("export", "tasks", tmp_path / "out.ics")
    assert "RRULE:FREQ=WEEKLY" in (tmp_path / "out.ics").read_text("utf-8")
    run("undo", done["action"])
    assert run("tasks", "list")[1]["total"] == 0


def test_newer_calendar_is_followed_and_what_both_changed_is_chosen(run, tmp_path):
    path = tmp_path / "calendar.ics"
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:{uid}\nSUMMARY:{title}\n"
        "DTSTART:20990101T090000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    path.write_text(text.format(uid=1, title="Talk"))
    run("import", path)
    path.write_text(text.format(uid=1, title="Long talk"))
    assert run("import", path)[1]["changed"] == 1
    [task] = run("tasks", "list")[1]["rows"]
    assert task["title"] == "Long talk"
    run("tasks", "set", task["id"], "title=Mine")
    path.write_text(text.format(uid=1, title="Theirs"))
    _, told = run("import", path)
    assert told["action"] is None
    assert told["conflicts"] == [
        {
            "uid": "1",
            "title": "Mine",
            "differs": ["title"],
            "changes": [{"what": "title", "here": "Mine", "file": "Theirs"}],
        }
    ]
    assert run("import", path, "--take", "2")[1]["error"]["field"] == "uid"
    assert run("import", path, "--take", "1", "--keep", "1")[1]["error"]["field"] == "uid"
    _, told = run("import", path, "--take", "1")
    assert run("tasks", "list")[1]["rows"][0]["title"] == "Theirs"
    run("undo", told["action"])
    _, told = run("import", path, "--on-conflict", "take")
    assert run("tasks", "list")[1]["rows"][0]["title"] == "Theirs"
    run("undo", told["action"])
    assert run("import", path, "--on-conflict", "keep")[1]["action"] is not None
    assert run("import", path)[1]["conflicts"] == []
    assert run("tasks", "list")[1]["rows"][0]["title"] == "Mine"
