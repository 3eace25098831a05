"""Scenario 24: the account of March on paper and as a workbook; reminders, each level once."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from smallcrm.core import formats
from smallcrm.core.text import TN, T
from smallcrm.services import contacts, documents, dunning, payments, settings
from smallcrm.services.contacts import ContactDraft
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.payments import PaymentDraft
from smallcrm.ui.dunning import words
from smallcrm.ui.receivables import periods
from tests.scenarios.conftest import LANGUAGES

NAME = "Ελένη Παπαδοπούλου"
LATE, TIMELY = "Άννα Αργή", "Βάσω Συνεπής"
FIGURES = {"opening": "550.00", "closing": "431.00", "on_account": "100.00"}
AGES = {"not_due": "60.00", "0-30": "71.00", "31-60": "0.00", "61-90": "0.00", "90+": "400.00"}


def bill(session, customer, price, on, due_days):
    line = LineDraft("Roses", price=Decimal(price), tax_category="Z")
    made = documents.create_draft(
        session, DocumentDraft(customer_id=customer, lines=(line,), due_days=due_days)
    )
    documents.issue(session, made, on)
    return made


def pay(session, customer, amount, on, invoice=None, quote=None):
    draft = PaymentDraft(
        Decimal(amount), customer, "EUR", on, invoice_id=invoice, document_id=quote
    )
    payments.add(session, draft)


def open_account(session):
    """What was owed before March, what happened in it, and what is not March any more."""
    settings.change(session, {"name": "Anthos", "country": "GR", "tax_id": "123456783"})
    customer = contacts.create(session, ContactDraft(NAME, language="el"))
    bill(session, customer, "400.00", dt.date(2025, 11, 20), 14)
    january = bill(session, customer, "250.00", dt.date(2026, 1, 31), 0)
    pay(session, customer, "100.00", dt.date(2026, 2, 10), january)
    march = bill(session, customer, "190.00", dt.date(2026, 3, 5), 14)
    pay(session, customer, "150.00", dt.date(2026, 3, 6), january)
    bill(session, customer, "60.00", dt.date(2026, 3, 20), 30)
    note = documents.credit(session, march, {0: Decimal("0.1")})
    documents.issue(session, note, dt.date(2026, 3, 21))
    pay(session, customer, "100.00", dt.date(2026, 3, 28), march)
    line = LineDraft("Wedding", price=Decimal(900), tax_category="Z")
    draft = DocumentDraft("quote", customer_id=customer, lines=(line,))
    quote = documents.create_draft(session, draft)
    pay(session, customer, "100.00", dt.date(2026, 3, 30), quote=quote)  # a deposit
    pay(session, customer, "71.00", dt.date(2026, 4, 2), march)
    return customer


@pytest.fixture
def customer(file):
    return file.write(open_account, can_undo=False)


def read(pdf):
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return text.replace("\u00a0", " ")


def look_at_files(pdf, book):
    """Both say in Greek how the account stood at the end of March, to the cent."""
    text = read(pdf.read_bytes())
    page = load_workbook(book).active
    cells = [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]
    figures = [*FIGURES.values(), *AGES.values()]
    assert [
        each for each in figures if formats.amount(Decimal(each), "EUR", "el") not in text
    ] == []
    numbers = [Decimal(str(each)) for each in cells if isinstance(each, int | float)]
    assert [each for each in figures if Decimal(each) not in numbers] == []
    assert dt.datetime(2026, 3, 21) in cells  # noqa: DTZ001 - a day
    assert NAME in text
    assert NAME in cells
    assert "Πιστωτικό" in text


def test_command_line(run, customer, tmp_path):
    pdf, book = tmp_path / "march.pdf", tmp_path / "march.xlsx"
    for out in (pdf, book):
        period = ("--contact", customer, "--from", "2026-03-01", "--to", "2026-03-31")
        status, found = run("documents", "statement", *period, out)
        assert status == 0
        assert {name: found[name] for name in FIGURES} == FIGURES
        assert found["ageing"] == AGES
        changes = sum(Decimal(row["debit"]) - Decimal(row["credit"]) for row in found["movements"])
        assert Decimal(found["opening"]) + changes == Decimal(found["closing"])
    look_at_files(pdf, book)


@pytest.mark.parametrize("language", LANGUAGES)
def test_window(sit_down, customer, tmp_path, language):
    owner = sit_down(language)
    owner.opens(NAME)
    owner.command(T("Statement of account"))
    owner.reads(T("Statement, {name}", name=NAME))
    owner.click(periods.NAMES[periods.OWN])
    for day in (dt.date(2026, 3, 1), dt.date(2026, 3, 31)):
        owner.until(lambda: owner.focus.metaObject().className() == "DateEdit")
        owner.press("Ctrl+A")
        owner.type(formats.short_day(day))
        owner.press("Tab")
    closing = formats.money(Decimal(FIGURES["closing"]), "EUR")
    owner.until(lambda: owner.rows(T("Movements of the account"), 5)[-1:] == [closing])
    pdf, book = tmp_path / "march.pdf", tmp_path / "march.xlsx"
    for keys, path in (("Ctrl+Return", pdf), ("Ctrl+E", book)):
        owner.answers.append(path)
        owner.press(keys)
        owner.until(path.exists)
    look_at_files(pdf, book)


def fall_late(session):
    """One customer is late, one has paid, one is not due for three days."""
    today = dt.date.today()  # noqa: DTZ011 - as the program does
    settings.change(session, {"name": "Anthos", "country": "GR", "tax_id": "123456783"})
    dunning.change(session, {"dunning.levels": "-3,7,21,35"})
    late, timely = (contacts.create(session, ContactDraft(name)) for name in (LATE, TIMELY))
    bill(session, late, "100.00", today - dt.timedelta(days=30), 20)
    paid = bill(session, timely, "80.00", today - dt.timedelta(days=30), 0)
    pay(session, timely, "80.00", today, paid)
    bill(session, timely, "60.00", today - dt.timedelta(days=7), 10)
    return late, timely


def levels(file):
    rows = file.read(dunning.list_sent)
    return sorted((row.customer, row.level, str(row.open)) for row in rows)


SENT = [(LATE, 2, "100.00"), (TIMELY, 1, "60.00")]


def test_reminders_by_commands(run, file, tmp_path):
    file.write(fall_late, can_undo=False)
    trial = run("documents", "dunning", "--dry-run")[1]["letters"]
    assert [(row["customer"], row["level"], row["open"]) for row in trial] == SENT
    assert levels(file) == []
    run("documents", "dunning", "--out", tmp_path / "letters")
    assert levels(file) == SENT
    assert len(list((tmp_path / "letters").glob("*.pdf"))) == 2
    assert run("documents", "dunning")[1]["letters"] == []
    assert run("undo")[0] == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_reminders_in_the_window(sit_down, file, tmp_path, language):
    file.write(fall_late, can_undo=False)
    owner = sit_down(language)
    place = T("Go to {place}", place=T("Reminders for unpaid invoices"))
    owner.command(place)
    owner.until(lambda: owner.rows(T("Reminders")) == [LATE, TIMELY])
    owner.until(lambda: owner.focus is owner.table(T("Reminders")))
    owner.press("Down")
    owner.press("Space")  # not this one
    owner.reads(TN("Save {count} reminder…", "Save {count} reminders…", 1))
    owner.press("Space")
    owner.reads(TN("Save {count} reminder…", "Save {count} reminders…", 2))
    owner.answers.append(tmp_path)
    owner.press("Ctrl+Return")
    owner.agrees(T("Save and mark as sent"))
    owner.until(lambda: len(list(tmp_path.glob("*.pdf"))) == 2)
    assert levels(file) == SENT
    owner.reads(words.NOTHING[words.DUE][0])
    owner.click(words.STATES[words.SENT])
    owner.until(lambda: sorted(owner.rows(T("Reminders"))) == [LATE, TIMELY])
    assert run_again(file) == []


def run_again(file):
    return file.write(
        lambda session: dunning.send(session, dt.date.today()),  # noqa: DTZ011
        can_undo=False,
    )
