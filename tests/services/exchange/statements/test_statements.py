"""Statements of banks are read as the bank wrote them, whatever its language."""

from __future__ import annotations

import tracemalloc

import pytest

from smallcrm.core.errors import ImportProblem
from smallcrm.services.exchange.statements import camt, opening

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>GR1601101250000000012300695</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Ntry><Amt Ccy="EUR">223.36</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{booked}</Sts>
 <BookgDt><Dt>2026-03-31</Dt></BookgDt><AcctSvcrRef>A-1</AcctSvcrRef>
 <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
  <RltdPties><Dbtr>{name}</Dbtr><DbtrAcct><Id><IBAN>DE02 1203 0000 0000 2020 51</IBAN></Id>
  </DbtrAcct><Cdtr><Nm>Us</Nm></Cdtr></RltdPties>
  <RmtInf><Ustrd>Τιμολόγιο</Ustrd><Ustrd>2026-0001</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{booked}</Sts>
 <BookgDt><DtTm>2026-03-31T10:00:00</DtTm></BookgDt><NtryDtls>
 <TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls>
  <RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
 <TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">20.00</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">7.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{booked}</Sts>
 <ValDt><Dt>2026-04-01</Dt></ValDt><AddtlNtryInf>Fee</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="EUR">99.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{pending}</Sts>
 <BookgDt><Dt>2026-04-02</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""
OLD = {"version": "02", "booked": "BOOK", "pending": "PDNG", "name": "<Nm>Anna Berg</Nm>"}
NEW = {
    "version": "08",
    "booked": "<Cd>BOOK</Cd>",
    "pending": "<Cd>PDNG</Cd>",
    "name": "<Pty><Nm>Anna Berg</Nm></Pty>",
}


def read(tmp_path, content, **options):
    path = tmp_path / "statement"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return opening.read(path, **options)[1]


@pytest.mark.parametrize("words", [OLD, NEW], ids=["version 2", "version 8"])
def test_camt_has_every_booked_line_and_divides_a_batch(tmp_path, words):
    lines = read(tmp_path, CAMT.format(**words))
    assert [(line.date, line.amount.strip()) for line in lines] == [
        ("2026-03-31", "223.36"),
        ("2026-03-31", "10.00"),
        ("2026-03-31", "20.00"),
        ("2026-04-01", "-7.50"),
    ]
    first = lines[0]
    assert (first.name, first.purpose) == ("Anna Berg", "Τιμολόγιο 2026-0001")
    assert first.account == "GR1601101250000000012300695"
    assert lines[1].purpose == "RF18539007547034"
    assert lines[3].purpose == "Fee"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-8-sig", "UTF-8"),
        ("utf-8", "utf-16"),  # what programs write that change the letters but not the words
        ("cp1253", "windows-1253"),
        ("iso-8859-7", "ISO-8859-7"),
    ],
)
def test_camt_is_known_and_read_in_the_encoding_it_is_in(tmp_path, encoding, declared):
    content = CAMT.format(**OLD).replace("UTF-8", declared).encode(encoding)
    assert read(tmp_path, content)[0].purpose == "Τιμολόγιο 2026-0001"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"EUR">20.00', '"EUR">19.00'),
        ('"EUR">20.00', '"USD">20.00'),
        ('"EUR">20.00', '"EUR">NaN'),
        ("<TxDtls><AmtDtls>", "<TxDtls><CdtDbtInd>DBIT</CdtDbtInd><AmtDtls>"),
    ],
    ids=["less", "another currency", "no number", "the other way"],
)
def test_batch_whose_parts_do_not_add_up_is_taken_whole_and_said(tmp_path, old, new):
    path = tmp_path / "statement"
    path.write_text(CAMT.format(**OLD).replace(old, new), "utf-8")
    facts, lines = opening.read(path)
    assert [line.amount.strip() for line in lines] == ["223.36", "30.00", "-7.50"]
    (warning,) = facts.warnings
    assert (warning.row, warning.value) == (2, "30.00 EUR")
    assert "taken as a whole" in str(warning.reason)
    assert lines[1].purpose == "RF18539007547034"  # what its parts say is not lost


def test_batch_taken_whole_says_what_all_its_parts_say_and_who_alone_sent_them(tmp_path):
    part = (
        "<TxDtls><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties>"
        "<RmtInf><Ustrd>{purpose}</Ustrd></RmtInf></TxDtls>"
    )
    anna = part.format(name="Anna Berg", purpose="2026-0001")
    again, boris = anna.replace("0001", "0002"), part.format(name="Boris", purpose="Thanks")
    found = []
    for parts in (anna + again, anna + boris + anna):
        start, _, rest = CAMT.format(**OLD).partition("<TxDtls><AmtDtls>")
        end = rest[rest.index("</NtryDtls>") :]
        (whole,) = [
            line for line in read(tmp_path, start + parts + end) if line.amount.strip() == "30.00"
        ]
        found.append((whole.name, whole.purpose))
    assert found == [("Anna Berg", "2026-0001 2026-0002"), ("", "2026-0001 Thanks")]


def test_statement_with_more_parts_than_a_business_books_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(camt, "MOST", 7)  # four bookings and three parts
    assert len(camt.read(CAMT.format(**OLD).encode()).lines) == 4
    monkeypatch.setattr(camt, "MOST", 6)
    with pytest.raises(ImportProblem, match="more than 6 bookings"):
        camt.read(CAMT.format(**OLD).encode())


def test_parts_of_a_batch_are_not_kept_as_a_tree():
    """Some 200,000 of them would not fit into the memory that the reading process may have."""
    start, _, rest = CAMT.format(**OLD).partition("<TxDtls><Refs>")
    part, end, rest = f"<TxDtls><Refs>{rest}".partition("</TxDtls>")
    content = f"{start}{(part + end) * 1000}{rest}".encode()
    tracemalloc.start()
    try:
        camt.read(content)
        assert tracemalloc.get_traced_memory()[1] < 2000 * 1000
    finally:
        tracemalloc.stop()


def test_reversed_payment_is_money_that_went(tmp_path):
    """The direction is that of the booking itself; the mark of reversal does not turn it round."""
    text = CAMT.format(**OLD)
    back = text.replace("<Sts>", "<RvslInd>true</RvslInd><Sts>").replace(">CRDT<", ">DBIT<")
    assert all(line.amount.startswith("-") for line in read(tmp_path, back))
    came = text.replace("<Sts>", "<RvslInd>true</RvslInd><Sts>").replace(">DBIT<", ">CRDT<")
    assert not any(line.amount.startswith("-") for line in read(tmp_path, came))


TABLES = {
    "german": (
        (
            "Auftragskonto;Buchungstag;Valutadatum;Buchungstext;Verwendungszweck;"
            "Beguenstigter/Zahlungspflichtiger;Kontonummer/IBAN;Betrag;Waehrung;Info\n"
            "DE1;31.03.26;31.03.26;GUTSCHRIFT;Rechnung 2026-0001;Anna Berg;DE02;1.223,36;EUR;ok\n"
            "DE1;01.04.26;01.04.26;ENTGELT;Gebühr;Bank;;-7,50;EUR;ok\n"
        ),
        "cp1252",
    ),
    "greek": (
        (
            "Κίνηση λογαριασμού\n\nΗμερομηνία;Αιτιολογία;Χρέωση;Πίστωση;Υπόλοιπο\n"
            "31/03/2026;Anna Berg 2026-0001;;1.223,36;2.000,00\n01/04/2026;Έξοδα;7,50;;1.992,50\n"
        ),
        "cp1253",
    ),
    "russian": (
        (
            "Дата;Контрагент;Назначение платежа;Сумма;Валюта;Дт/Кт\n"
            "31.03.2026;Anna Berg;Счёт 2026-0001;1 223,36;RUB;Кт\n"
            "01.04.2026;Банк;Комиссия;7,50;RUB;Дт\n"
        ),
        "cp1251",
    ),
    "english": (
        (
            "Date,Description,Money out,Money in,Balance\n"
            "2026-03-31,Anna Berg 2026-0001,,1223.36,2000.00\n2026-04-01,Fee,7.50,,1992.50\n"
        ),
        "utf-8",
    ),
}


@pytest.mark.parametrize("language", TABLES)
def test_tables_of_banks_are_understood(tmp_path, language):
    text, encoding = TABLES[language]
    came, went = read(tmp_path, text.encode(encoding))
    assert (came.date, came.amount) == ("2026-03-31", "1223.36")
    assert (went.date, went.amount) == ("2026-04-01", "-7.50")
    assert "2026-0001" in came.purpose
    assert "Anna Berg" in came.name + came.purpose


@pytest.mark.parametrize(
    "sign",
    ["-", "−", "D", "DR", "DBIT", "Soll", "S", "Χ", "X", "Χρέωση", "ΧΡΕΩΣΗ", "Дт", "Расход"],
)
def test_sign_beside_the_amount_says_that_money_went(tmp_path, sign):
    """Greek, Russian and German banks write amounts without one, and say it in another column."""
    text = f"Ημερομηνία;Αιτιολογία;Ποσό;Πρόσημο ποσού\n31/03/2026;Έξοδα;7,50;{sign}\n"
    assert [line.amount for line in read(tmp_path, text)] == ["-7.50"]


@pytest.mark.parametrize("sign", ["+", "C", "CRDT", "Haben", "H", "Π", "Πίστωση", "Кт", "Приход"])
def test_sign_beside_the_amount_says_that_money_came(tmp_path, sign):
    text = f"Ημερομηνία;Αιτιολογία;Ποσό;Πρόσημο ποσού\n31/03/2026;Anna;7,50;{sign}\n"
    assert [line.amount for line in read(tmp_path, text)] == ["7.50"]


def test_minus_after_the_figure_is_read(tmp_path):
    text = "Date;Purpose;Amount\n31.03.2026;Fee;1.007,50-\n31.03.2026;Flat;5,-\n"
    assert [line.amount for line in read(tmp_path, text)] == ["-1007.50", "5"]


def test_row_that_cannot_be_read_is_told_and_not_lost_in_silence(tmp_path):
    path = tmp_path / "statement"
    path.write_text(
        "Date;Purpose;Amount\n31.03.2026;Anna;5,00\n31.03.2026;Boris;five\n"
        "31.02.2026;Clio;7,00\n;Saldo;12,00\n",
        "utf-8",
    )
    facts, lines = opening.read(path)
    assert [line.purpose for line in lines] == ["Anna"]
    assert [(each.row, each.value) for each in facts.warnings] == [
        (3, "31.03.2026 five"),
        (4, "31.02.2026 7,00"),
    ]
    assert "left out" in str(facts.warnings[0].reason)


@pytest.mark.parametrize(
    "content",
    [
        b"name;phone\nAnna;123\n",
        b"BEGIN:VCARD\nFN:Anna\nEND:VCARD\n",
        b"%PDF-1.7",
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><BkToCstmrStmt>&b;</BkToCstmrStmt>",
        b"<Document><BkToCstmrStmt><Stmt>",
    ],
    ids=["contacts", "cards", "pdf", "entities", "cut off"],
)
def test_what_is_no_statement_is_refused_with_a_sentence(tmp_path, content):
    with pytest.raises(ImportProblem) as refused:
        read(tmp_path, content)
    assert str(refused.value.message).endswith(".")
