"""A line is read the same in three languages; what is not understood stays, in its order."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.services.quick_add import CONTACT, INVOICE, NOTE, TASK, parse

TODAY = date(2026, 11, 22)  # a Sunday
TUESDAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("line", "words", "day", "at"),
    [
        ("Maria call Tue 16:30", "Maria call", TUESDAY, time(16, 30)),
        ("позвонить Марии завтра 10:00", "позвонить Марии", TOMORROW, time(10)),
        ("Κάλεσε Μαρία Τρίτη 16:30", "Κάλεσε Μαρία", TUESDAY, time(16, 30)),
        ("κάλεσε Μαρία την ΤΡΙΤΗ στις 16:30", "κάλεσε Μαρία", TUESDAY, time(16, 30)),
        ("позвонить во вторник в 9:05", "позвонить", TUESDAY, time(9, 5)),
        ("call on Tuesday at 4pm", "call", TUESDAY, time(16)),
        ("call 12:15am tomorrow", "call", TOMORROW, time(0, 15)),
        ("call Sunday", "call", date(2026, 11, 29), None),
        ("call today", "call", TODAY, None),
        ("call 16:30", "call", TODAY, time(16, 30)),
        ("послезавтра отчёт", "отчёт", TUESDAY, None),
        ("μεθαύριο αναφορά", "αναφορά", TUESDAY, None),
        ("pay 24.11.", "pay", TUESDAY, None),
        ("pay 24/11", "pay", TUESDAY, None),
        ("pay 21.11", "pay", date(2027, 11, 21), None),
        ("pay 2026-12-01", "pay", date(2026, 12, 1), None),
        ("pay 01.12.2027", "pay", date(2027, 12, 1), None),
        ("pay 31.02.2027", "pay 31.02.2027", None, None),
        ("meet at noon 25:00", "meet at noon 25:00", None, None),
        ("Monica montage", "Monica montage", None, None),
        ("call 210 1234567 tomorrow", "call 210 1234567", TOMORROW, None),
        ("task call", "call", None, None),
        ("задача: смета", "смета", None, None),
        ("", "", None, None),
    ],
)
def test_task_is_read(line, words, day, at):
    parsed = parse(line, TODAY)
    assert (parsed.kind, " ".join(parsed.words), parsed.day, parsed.time) == (TASK, words, day, at)


@pytest.mark.parametrize(
    ("line", "words", "amount"),
    [
        ("Invoice Keller 180 repair", "Keller repair", Decimal(180)),
        ("счёт Петрову 1500,50 ремонт", "Петрову ремонт", Decimal("1500.50")),
        ("Τιμολόγιο Ρόδον 180€ επισκευή", "Ρόδον επισκευή", Decimal(180)),
        ("invoice Keller", "Keller", None),
    ],
)
def test_invoice_is_read(line, words, amount):
    parsed = parse(line, TODAY)
    assert (parsed.kind, " ".join(parsed.words), parsed.amount) == (INVOICE, words, amount)


@pytest.mark.parametrize("line", ["Note Maria 16:30 is best", "Заметка Maria 16:30 is best"])
def test_note_keeps_its_words(line):
    parsed = parse(line, TODAY)
    assert (parsed.kind, " ".join(parsed.words)) == (NOTE, "Maria 16:30 is best")


@pytest.mark.parametrize(
    ("line", "name", "emails", "phones"),
    [
        (
            "Maria Keller maria@keller.example +49 30 1234",
            "Maria Keller",
            ("maria@keller.example",),
            ("+49 30 1234",),
        ),
        ("Анна 8 (916) 123-45-67", "Анна", (), ("8 (916) 123-45-67",)),
        ("Μαρία 2101234567 <m@x.example>", "Μαρία", ("m@x.example",), ("2101234567",)),
        ("επαφή Ρόδον", "Ρόδον", (), ()),
        ("contact Shop 7 a@b.example", "Shop 7", ("a@b.example",), ()),
    ],
)
def test_contact_is_read(line, name, emails, phones):
    parsed = parse(line, TODAY)
    found = (parsed.kind, " ".join(parsed.words), parsed.emails, parsed.phones)
    assert found == (CONTACT, name, emails, phones)


@given(st.text(max_size=60), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_nothing_breaks_it_and_no_word_is_made_up(line, today):
    parsed = parse(line, today)
    left = iter(line.split())
    if parsed.kind != CONTACT:
        assert all(word in left for word in parsed.words)  # a subsequence


@given(
    st.sampled_from(["Tue", "вт", "Τρίτη", "sunday"]), st.dates(date(2000, 1, 1), date(2100, 1, 1))
)
def test_weekday_is_one_of_the_next_seven_days(word, today):
    day = parse(f"call {word}", today).day
    assert 1 <= (day - today).days <= 7
