"""``smallcrm documents``: the public shapes of its answers."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from pypdf import PdfReader

from smallcrm.cli.main import main
from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.db.database import Database

MIXED = {
    "kind": "quote",
    "customer": {"name": "Ελένη", "country": "GR"},
    "date": "2026-03-01",
    "note": "Ευχαριστούμε",
    "lines": [
        {"description": "A", "quantity": "3", "price": "12.35", "tax_rate": "24"},
        {
            "description": "B",
            "quantity": "2.5",
            "price": "4.10",
            "discount_percent": "10",
            "tax_rate": "13",
        },
        {"description": "C", "quantity": "10", "price": "0.85", "tax_rate": "6"},
        {"description": "D", "price": "149.90", "discount_percent": "15", "tax_rate": "24"},
    ],
}
TOTALS = {
    "lines": [
        {"net": "37.05", "gross": "45.94"},
        {"net": "9.22", "gross": "10.42"},
        {"net": "8.50", "gross": "9.01"},
        {"net": "127.41", "gross": "157.99"},
    ],
    "sum_lines": "182.18",
    "discount_total": "0.00",
    "charge_total": "0.00",
    "total_without_tax": "182.18",
    "taxes": [
        {"category": "S", "rate": "24", "base": "164.46", "tax": "39.47"},
        {"category": "S", "rate": "13", "base": "9.22", "tax": "1.20"},
        {"category": "S", "rate": "6", "base": "8.50", "tax": "0.51"},
    ],
    "tax_total": "41.18",
    "total": "223.36",
    "prepaid": "0.00",
    "rounding": "0.00",
    "due": "223.36",
    "currency": "EUR",
}


@pytest.fixture
def run(data_file, capsys):
    """Runs a command with --json; returns its answer."""

    def run(*arguments, status=0):
        assert main(["--file", str(data_file), "--json", *map(str, arguments)]) == status
        printed = capsys.readouterr()
        assert bool(printed.err) == (status > 0)
        return json.loads(printed.out)

    run("settings", "set", "name=Anthos", "tax_id=123456783")
    return run


@pytest.fixture
def draft(tmp_path):
    """Writes a draft into a file."""

    def write(data=MIXED, **more):
        path = tmp_path / "draft.json"
        path.write_text(json.dumps(data if isinstance(data, list) else {**data, **more}), "utf-8")
        return path

    return write


def test_calc_of_one_draft_and_of_a_list(run, draft):
    assert run("documents", "calc", draft()) == TOTALS
    assert run("documents", "calc", draft([MIXED, MIXED])) == {"totals": [TOTALS, TOTALS]}
    assert run("documents", "list") == {"total": 0, "rows": []}


def test_calc_works_without_a_data_file(draft, capsys, tmp_path):
    path = tmp_path / "none.smallcrm"
    assert main(["--file", str(path), "--json", "documents", "calc", str(draft())]) == 0
    assert json.loads(capsys.readouterr().out) == TOTALS
    assert not path.exists()


def test_draft_may_come_from_standard_input(run, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(MIXED).encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert run("documents", "calc", "-") == TOTALS


@pytest.fixture
def chain(run, draft):
    """A quote, the order of it and the invoice of that: documents 1, 2 and 3."""
    assert run("documents", "new", draft()) == {"id": 1, "totals": TOTALS}
    run("documents", "issue", 1)
    run("documents", "convert", 1, "--to", "order")
    run("documents", "convert", 2, "--to", "invoice")
    run("documents", "issue", 3, "--date", "2026-03-05")


def test_issue_and_convert_answer_with_number_status_and_totals(run, draft):
    run("documents", "new", draft())
    issued = {"id": 1, "number": "Q-2026-0001", "status": "issued", "totals": TOTALS}
    answer = run("documents", "issue", 1)
    assert answer.pop("date") == "2026-03-01"  # that of the draft
    assert ["--date" in warning for warning in answer.pop("warnings")] == [True]
    assert answer == issued
    order = {"id": 2, "number": "", "status": "draft", "totals": TOTALS}
    assert run("documents", "convert", 1, "--to", "order") == order
    assert run("documents", "convert", 1, "--to", "order") == order


def test_many_documents_are_written_as_pdf_files(run, chain, tmp_path):
    folder = tmp_path / "papers"
    answer = run("documents", "pdfs", folder, "--kind", "invoice")
    assert answer == {"folder": str(folder), "files": 1, "lost": []}
    run("documents", "pdfs", folder, "--id", 2, "--id", 3, "--as", "delivery_note", "--lang", "el")
    assert sorted(path.name for path in folder.iterdir()) == [
        "Invoice 2026-0001 Ελένη.pdf",
        "Order Ελένη.pdf",
    ]


def test_date_that_nobody_asked_for_is_told_and_warned_of(run, draft, data_file, capsys):
    def issue(*more):
        run("documents", "new", draft())
        found = run("documents", "list", "--status", "draft")["rows"][0]["id"]
        assert main(["--file", str(data_file), "documents", "issue", str(found), *more]) == 0
        return capsys.readouterr()

    silent = issue()
    assert "dated 1 Mar 2026" in silent.out
    assert "not today" in silent.err
    assert issue("--date", "2026-03-02").err == ""
    today = clock.today().isoformat()
    assert f"dated {formats.day(clock.today())}" in issue("--date", today).out


def test_company_without_a_tax_number_is_warned_of(run, draft):
    bell = run("contacts", "add", "--kind", "company", "--name", "Bell Ltd")["id"]
    lines = MIXED["lines"]
    run("documents", "new", draft({"kind": "invoice", "customer": bell, "lines": lines}))
    [warning] = run("documents", "issue", 1)["warnings"]
    assert "Bell Ltd is a business without a tax number" in warning


def test_list_has_a_row_for_each_document(run, chain):
    listed = run("documents", "list", "--kind", "invoice")
    assert listed["total"] == 1
    row = listed["rows"][0]
    assert row.pop("status") in ("issued", "overdue")
    assert row == {
        "id": 3,
        "kind": "invoice",
        "number": "2026-0001",
        "date": "2026-03-05",
        "customer": "Ελένη",
        "total": "223.36",
        "open": "223.36",
        "currency": "EUR",
    }
    assert run("documents", "list", "--status", "draft")["total"] == 1
    pages = [run("documents", "list", "--limit", "2", "--offset", start) for start in (0, 2)]
    assert [len(page["rows"]) for page in pages] == [2, 1]
    assert sorted(row["id"] for page in pages for row in page["rows"]) == [1, 2, 3]


def test_show_has_the_drafts_fields_and_the_stored_pdfs_hash(run, chain, tmp_path):
    out = tmp_path / "invoice.pdf"
    printed = run("documents", "pdf", 3, out)
    sha256 = hashlib.sha256(out.read_bytes()).hexdigest()
    assert printed == {"file": str(out), "sha256": sha256}
    shown = run("documents", "show", 3)
    assert shown["sha256"] == sha256
    assert shown["links"] == [{"kind": "order", "id": 2, "relation": "converted_from"}]
    assert shown["lines"][1] == {
        "description": "B",
        "quantity": "2.5",
        "price": "4.1",
        "discount_percent": "10",
        "tax_category": "S",
        "tax_rate": "13",
    }
    assert (shown["customer"]["name"], shown["note"]) == ("Ελένη", "Ευχαριστούμε")
    assert (shown["id"], shown["number"], shown["open"]) == (3, "2026-0001", "223.36")
    assert shown["totals"] == TOTALS
    assert run("documents", "check") == {"ok": True, "gaps": [], "twins": [], "broken": []}


def test_void_gives_the_credit_note_too(run, draft):
    run("documents", "new", draft(kind="invoice"))
    run("documents", "issue", 1)
    voided = run("documents", "void", 1)
    assert (voided["number"], voided["status"]) == ("2026-0001", "void")
    assert run("documents", "show", voided["credit_note"])["number"] == "CN-2026-0001"


def test_only_drafts_are_deleted(run, draft):
    run("documents", "new", draft())
    assert run("documents", "delete", 1) == {"id": 1}
    assert run("documents", "show", 1, status=1)["error"]["message"] == "There is no document 1."
    run("documents", "new", draft())
    run("documents", "issue", 2)
    error = run("documents", "delete", 2, status=1)["error"]
    assert error["message"] == "Q-2026-0001 was issued and stays as it is."
    assert set(error) == {"message", "hint", "field"}


def test_settings_give_what_the_draft_does_not_say(run, draft):
    run("settings", "set", "currency=USD", "prices_include_tax=yes", "due_days=7")
    run("documents", "new", draft({"lines": [{"price": "124", "tax_rate": "24"}]}))
    shown = run("documents", "show", 1)
    assert (shown["currency"], shown["due_days"]) == ("USD", 7)
    assert shown["totals"]["total"] == "124.00"
    assert (
        run("documents", "calc", draft({"lines": [{"price": "124", "tax_rate": "24"}]}))
        == (shown["totals"])
    )


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b'{"lines": [{"prise": "1"}]}', "lines[0].prise"),
        (b'{"lines": [{"price": "x"}]}', "lines[0].price"),
        (b'{"customer": 99}', "customer"),
        (b"{", None),
        (b"\xff\xfe", None),
    ],
)
def test_bad_draft_changes_nothing_and_is_named(run, tmp_path, content, field):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    assert run("documents", "new", path, status=1)["error"]["field"] == field
    assert run("documents", "list")["total"] == 0


def test_missing_file_and_unwritable_place_are_said(run, draft, tmp_path):
    run("documents", "new", tmp_path / "none.json", status=1)
    run("documents", "new", draft())
    out = tmp_path / "no" / "such" / "a.pdf"
    assert str(out) in run("documents", "pdf", 1, out, status=1)["error"]["message"]


def test_seller_that_is_not_described_is_named(run, draft):
    run("settings", "set", "name=", "tax_id=")
    run("documents", "new", draft())
    error = run("documents", "issue", 1, status=1)["error"]
    assert "name of the business, tax number" in error["message"]
    assert run("documents", "show", 1)["status"] == "draft"


@pytest.mark.parametrize(
    "arguments",
    [["convert", "1"], ["convert", "1", "--to", "quote"], ["issue", "1", "--date", "1.3.2026"]],
)
def test_wrong_usage_has_its_own_status(data_file, arguments, capsys):
    assert main(["--file", str(data_file), "documents", *arguments]) == 2


@pytest.mark.parametrize("command", ["calc", "new", "list", "show", "delete", "convert", "issue"])
def test_answers_for_people_are_words(data_file, draft, capsys, command):
    def run(*arguments):
        assert main(["--file", str(data_file), *arguments]) == 0
        return capsys.readouterr().out

    run("settings", "set", "name=Anthos", "tax_id=123456783")
    path = str(draft())
    run("documents", "new", path)
    more = {"calc": [path], "new": [path], "list": [], "convert": ["1", "--to", "order"]}
    said = run("documents", command, *more.get(command, ["1"]))
    assert said.strip()
    assert "{" not in said


def test_damage_is_reported(run, draft, data_file, capsys):
    run("documents", "new", draft(kind="invoice"))
    run("documents", "issue", 1)
    database = Database(data_file)
    with database.write(T("Force"), can_undo=False) as session:
        for statement in ("DROP TRIGGER guard_document_update", "UPDATE document SET total = 1"):
            session.connection().exec_driver_sql(statement)
    database.close()
    assert main(["--file", str(data_file), "--json", "documents", "check"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found == {
        "ok": False,
        "gaps": [],
        "twins": [],
        "broken": [{"id": 1, "number": "2026-0001", "reason": "It is not as it was issued."}],
    }


def test_pdf_can_be_a_delivery_note_or_a_pro_forma_invoice(run, chain, tmp_path):
    for variant, title in [("delivery_note", "Delivery note"), ("proforma", "Pro-forma invoice")]:
        out = tmp_path / f"{variant}.pdf"
        printed = run("documents", "pdf", 3, out, "--as", variant, "--lang", "en")
        assert printed["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
        (page,) = PdfReader(out).pages
        assert page.extract_text().startswith(title)
    assert run("documents", "show", 3)["sha256"] != printed["sha256"]


def test_layout_is_set_from_the_command_line(run, chain, tmp_path):
    run("settings", "set", "layout.paper=letter", "layout.footer.en=Registered in Volos")
    assert run("settings", "show")["settings"]["layout.paper"] == "letter"
    out = tmp_path / "quote.pdf"
    run("documents", "pdf", 2, out)
    (page,) = PdfReader(out).pages
    assert page.mediabox.width == 612
