"""``smallcrm documents xml``, ``facturx``, ``einvoice-check`` and ``mydata``."""

from __future__ import annotations

import hashlib
import json

import pytest
from pypdf import PdfReader

from smallcrm.cli.main import main
from smallcrm.services.documents.einvoice import rules

CHECK = rules.check
BUSINESS = ("name=Anthos", "street=Ermou 1", "city=Athens", "country=GR", "tax_id=123456783")
BUYER = {"name": "Müller", "street": "Weg 1", "city": "Berlin", "country": "DE"}
LINE = {"description": "Advice", "quantity": "2", "unit": "h", "price": "80"}
TAXED = {**LINE, "tax_rate": "24"}
REVERSED = {**LINE, "tax_rate": "0", "tax_category": "AE"}


@pytest.fixture
def run(data_file, capsys, quick_rules):
    """Runs a command with --json; returns its status, its answer and what it said beside."""

    def run(*arguments):
        status = main(["--file", str(data_file), "--json", *map(str, arguments)])
        captured = capsys.readouterr()
        return status, json.loads(captured.out), captured.err

    run("settings", "set", *BUSINESS)
    return run


@pytest.fixture
def draft(run, tmp_path):
    """Stores a draft for Müller; returns its id."""

    def draft(line, **more):
        path = tmp_path / "draft.json"
        said = {"kind": "invoice", "customer": {**BUYER, **more}, "date": "2026-03-01"}
        path.write_text(json.dumps({**said, "lines": [line]}), "utf-8")
        return run("documents", "new", path)[1]["id"]

    return draft


def test_an_issued_invoice_is_written_as_ubl_and_cii(run, draft, tmp_path):
    document_id = draft(TAXED)
    run("documents", "issue", document_id)
    for syntax, root in (("ubl", b"<Invoice"), ("cii", b"<rsm:CrossIndustryInvoice")):
        out = tmp_path / f"{syntax}.xml"
        status, answer, said = run("documents", "xml", document_id, out, "--format", syntax)
        assert status == 0
        assert answer == {
            "file": str(out),
            "sha256": hashlib.sha256(out.read_bytes()).hexdigest(),
        }
        assert root in out.read_bytes()
        assert "SmallCRM sends nothing to myDATA" in said
        assert "BR-" not in said


def test_what_is_wrong_is_said_beside_the_file(run, draft, tmp_path):
    document_id = draft(REVERSED)
    run("documents", "issue", document_id)
    out = tmp_path / "out.xml"
    status, _answer, said = run("documents", "xml", document_id, out, "--format", "ubl")
    assert (status, out.exists()) == (0, True)
    assert "BR-AE-02: Your customer's VAT number is missing." in said


def test_a_factur_x_pdf_has_the_cii_inside(run, draft, tmp_path):
    document_id = draft(TAXED)
    run("documents", "issue", document_id)
    xml, pdf = tmp_path / "out.xml", tmp_path / "out.pdf"
    run("documents", "xml", document_id, xml, "--format", "cii", "--no-check")
    status, answer, _said = run("documents", "facturx", document_id, pdf, "--no-check")
    assert (status, answer["file"]) == (0, str(pdf))
    assert PdfReader(pdf).attachments["factur-x.xml"] == [xml.read_bytes()]


def test_a_check_names_each_rule_sentence_and_field_of_a_draft_too(run, draft):
    status, answer, _said = run("documents", "einvoice-check", draft(REVERSED))
    assert (status, answer["ok"]) == (1, False)
    [problem] = answer["problems"]
    assert (problem["rule"], problem["field"]) == ("BR-AE-02", "customer.vat_id")
    assert problem["message"].startswith("Your customer's VAT number is missing.")
    status, answer, _said = run("documents", "einvoice-check", draft(TAXED))
    assert (status, answer["ok"], answer["problems"]) == (0, True, [])


def test_a_draft_is_not_written(run, draft, tmp_path):
    out = tmp_path / "out.xml"
    status, answer, _said = run("documents", "xml", draft(TAXED), out, "--format", "ubl")
    assert status == 1
    assert answer["error"]["message"] == "This is still a draft, so it is no e-invoice yet."
    assert not out.exists()


def test_marks_of_mydata_are_kept_one_by_one(run, draft):
    document_id = draft(TAXED)
    run("documents", "issue", document_id)
    run("documents", "mydata", document_id, "--missing")
    assert run("documents", "mydata", document_id)[1]["is_missing"]
    run("documents", "mydata", document_id, "--mark", "400001234567890")
    _status, answer, _said = run("documents", "mydata", document_id, "--uid", "a" * 40)
    assert answer == {
        "mark": "400001234567890",
        "uid": "a" * 40,
        "qr_link": "",
        "is_missing": False,
    }


def test_without_the_extra_the_xml_is_written_and_the_rest_says_how_to_get_it(
    run, draft, tmp_path, monkeypatch
):
    monkeypatch.setattr(rules, "check", CHECK)
    monkeypatch.setattr(rules, "_PACKAGES", ("smallcrm_has_no_such_package",))
    document_id = draft(TAXED)
    run("documents", "issue", document_id)
    out = tmp_path / "out.xml"
    assert run("documents", "xml", document_id, out, "--format", "ubl")[0] == 0
    for command in (("facturx", document_id, tmp_path / "x.pdf"), ("einvoice-check", document_id)):
        status, answer, _said = run("documents", *command)
        assert status == 1
        assert "smallcrm[einvoice]" in answer["error"]["hint"]
