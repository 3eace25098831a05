"""A statement leaves as PDF and as a workbook, and both say the same."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.services import receivables, settings
from tests.services.receivables.conftest import day


@pytest.fixture
def march(books):
    anna = books.customer("=Ελένη", language="el")
    books.bill(anna, "50.00", "2026-02-20", due_days=5)
    books.bill(anna, "1190.00", "2026-03-05", due_days=40)
    quote = books.draft(kind="quote", customer=None, customer_id=anna)
    books.pay(anna, "29.55", "2026-03-30", method="cash", document_id=quote)  # a deposit
    return books.read(receivables.statement, anna, day("2026-03-01"), day("2026-03-31"))


def lines(pdf):
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return plain(text)


def plain(text):
    """With blanks of any kind as plain ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_statement_has_the_color_paper_and_foot_of_documents_but_not_their_closing_words(books):
    anna = books.customer("Anna")
    books.bill(anna, "50.00", "2026-03-05")
    look = {"accent": "#B3471F", "paper": "letter", "footer.en": "Volos", "closing.en": "Thanks"}
    books.do(settings.change, {f"layout.{name}": value for name, value in look.items()})
    march = books.read(receivables.statement, anna, day("2026-03-01"), day("2026-03-31"))
    (page,) = PdfReader(io.BytesIO(receivables.print_statement(march))).pages
    assert (page.mediabox.width, page.mediabox.height) == (612, 792)
    assert b".701961 .278431 .121569 rg" in page.get_contents().get_data()
    assert "Volos" in page.extract_text()
    assert "Thanks" not in page.extract_text()


def test_statement_has_its_own_columns_whatever_those_of_documents_are(books, march):
    columns = ("position", "item_code", "unit", "tax_rate", "tax_amount")
    books.do(settings.change, {f"layout.{name}": True for name in columns})
    found = replace(march, layout=books.read(settings.get_layout))
    assert lines(receivables.print_statement(found)) == lines(receivables.print_statement(march))


@pytest.mark.parametrize("language", ["en", "ru", "el", "de", "fr"])
def test_pdf_and_workbook_agree_in_every_language(march, tmp_path, language):
    found = replace(march, language=language)
    pdf, book = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    receivables.save_statement(pdf, found)
    receivables.save_statement(book, found)
    text = lines(pdf.read_bytes())
    page = load_workbook(book).active
    cells = [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]
    figures = {
        Decimal(str(value)).quantize(Decimal("0.01"))
        for value in cells
        if isinstance(value, int | float)
    }
    own = {found.opening, found.closing, found.on_account, *found.aging}
    own |= {row.balance for row in found.movements}
    assert {amount.quantize(Decimal("0.01")) for amount in own} <= figures
    printed = {amount: plain(formats.amount(amount, "EUR", language)) for amount in own}
    missing = [amount for amount, words in printed.items() if words not in text]
    assert missing == []
    assert dt.datetime(2026, 3, 5) in cells  # noqa: DTZ001 - a day
    assert "=Ελένη" in cells


def test_workbook_holds_no_formula(march, tmp_path):
    book = tmp_path / "a.xlsx"
    receivables.save_statement(book, march)
    page = load_workbook(book).active
    assert [cell for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_long_statement_carries_its_balance_over(books):
    anna = books.customer()
    books.bill(anna, "10000.00", "2026-03-01")
    for number in range(60):
        books.pay(anna, "1.00", f"2026-03-{2 + number // 3:02}")
    found = books.read(receivables.statement, anna, day("2026-03-01"), day("2026-03-31"))
    text = lines(receivables.print_statement(found))
    assert text.count("Carried over") >= 2
    assert "9,940.00" in text


def test_other_endings_are_refused_and_nothing_is_written(march, tmp_path):
    with pytest.raises(UserError):
        receivables.save_statement(tmp_path / "a.docx", march)
    assert list(tmp_path.glob("*.docx")) == []
