"""Search finds contacts by any part of them, in any script, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallcrm.db import search
from smallcrm.services import contacts
from smallcrm.services.contacts import AddressDraft


@pytest.fixture
def shop(book):
    """Some customers in three scripts."""
    book.add(
        "Ελένη Παπαδοπούλου",
        phones="+302101234567 8(916)123-45-67",
        emails="eleni.papa@shop.example",
        company="Ρόδον Α.Ε.",
        tags=("πελάτης",),
        addresses=(AddressDraft("Σόλωνος 12", "Αθήνα"),),
        note="Καλεί κάθε\nΔευτέρα",
    )
    book.add("Алёна Петрова", company="ООО «Ромашка»", role="Директор")
    book.add("Anna-Maria O'Neil", phones="2107654321", tax_id="EL998877665", tags=("vip",))
    return book


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("παπαδοπουλου", ["Ελένη Παπαδοπούλου"]),
        ("ΠΑΠΑΔΟΠΟΎΛΟΥ ελενη", ["Ελένη Παπαδοπούλου"]),
        ("ПЕТРОВ алена", ["Алёна Петрова"]),
        ("gtnhjdf", ["Алёна Петрова"]),
        ("4567", ["Ελένη Παπαδοπούλου"]),
        ("45-67", []),
        ("123-45-67", ["Ελένη Παπαδοπούλου"]),
        ("+30 210 1234567", ["Ελένη Παπαδοπούλου"]),
        ("+7 916", []),
        ("α.ε.", ["Ελένη Παπαδοπούλου", "Ρόδον Α.Ε."]),
        ("ромашка", ["Алёна Петрова", "ООО «Ромашка»"]),
        ("«Ромашка»", ["Алёна Петрова", "ООО «Ромашка»"]),
        ("ром", ["Алёна Петрова", "ООО «Ромашка»"]),
        ("ро", ["Алёна Петрова", "ООО «Ромашка»"]),
        ("р", ["Алёна Петрова", "ООО «Ромашка»"]),
        ("машка", ["Алёна Петрова", "ООО «Ромашка»"]),
        ("ма", []),
        ("ma", ["Anna-Maria O'Neil"]),
        ("m", ["Anna-Maria O'Neil"]),
        ("anna maria", ["Anna-Maria O'Neil"]),
        ("anna-maria", ["Anna-Maria O'Neil"]),
        ("maria-anna", []),
        ("o'neil", ["Anna-Maria O'Neil"]),
        ("neil", ["Anna-Maria O'Neil"]),
        ("vip", ["Anna-Maria O'Neil"]),
        ("el998", ["Anna-Maria O'Neil"]),
        ("eleni.papa@shop", ["Ελένη Παπαδοπούλου"]),
        ("@shop.example", ["Ελένη Παπαδοπούλου"]),
        ("shop.example.org", []),
        ("αθηνα σολωνος", ["Ελένη Παπαδοπούλου"]),
        ("δευτερα", ["Ελένη Παπαδοπούλου"]),
        ("директор", ["Алёна Петрова"]),
        ("ann nna", ["Anna-Maria O'Neil"]),
        ("annana", []),
        ("x", []),
        ("...", []),
    ],
)
def test_what_is_typed_finds_what_is_meant(shop, typed, found):
    assert shop.find(typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        '""',
        "*",
        "a*",
        "NEAR(a b)",
        "a NEAR b",
        "a AND OR NOT",
        "-x",
        "^a",
        "{name}:a",
        "name:a",
        "(",
        ")",
        "a + b",
        "'; DROP TABLE contact; --",
        "%",
        "_",
        "\\",
        "\0",
        "a\0b",
        "\ud800",
        "🌷",
        "ß",
        "ﷺ",
        "x" * 5000,
        "ab " * 5000,
        "123-" * 500,
    ],
)
def test_no_query_is_too_odd(shop, typed):
    assert isinstance(shop.find(typed), list)
    assert isinstance(shop.read(contacts.find_ids, typed), list)
    assert shop.read(contacts.count, search=typed) == len(shop.find(typed))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=40))
def test_no_query_raises(shop, typed):
    shop.find(typed)
    shop.read(contacts.find_ids, typed)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text("абвгaβγ1-.@' ", min_size=3, max_size=12).filter(str.strip), st.data())
def test_every_part_of_a_name_finds_it(book, name, data):
    contact_id = book.add(name)
    start = data.draw(st.integers(0, len(name) - 3))
    end = data.draw(st.integers(start + 3, len(name)))
    part = name[start:end]
    words = [word for word in part.split() if len(search.searchable(word).strip()) >= 3]
    assert not words or contact_id in book.read(contacts.list_ids, search=" ".join(words))


def test_archived_contacts_are_found_only_in_the_bin(shop):
    (contact_id,) = shop.read(contacts.list_ids, search="neil")
    shop.do(contacts.archive, [contact_id])
    assert shop.find("neil") == []
    assert shop.read(contacts.find_ids, "neil") == []
    assert shop.find("neil", archived=True) == ["Anna-Maria O'Neil"]


def test_kind_and_tag_narrow_the_search(shop):
    assert shop.find("ромашка", kind="company") == ["ООО «Ромашка»"]
    assert shop.find("a", tag="VIP") == ["Anna-Maria O'Neil"]
    assert shop.find("e", tag="nobody has it") == []


def test_people_are_found_by_the_new_name_of_their_company(shop):
    (company,) = shop.read(contacts.list_ids, search="ромашка", kind="company")
    shop.change(company, name="Лютик")
    assert shop.find("лютик") == ["Алёна Петрова", "Лютик"]
    assert shop.find("ромашка") == []
    shop.database.undo()
    assert shop.find("ромашка") == ["Алёна Петрова", "ООО «Ромашка»"]


def test_people_are_found_by_the_new_name_of_their_tag(shop):
    shop.sql("UPDATE tag SET name = 'gold' WHERE name = 'vip'")
    assert shop.find("gold") == ["Anna-Maria O'Neil"]
    assert shop.find("vip") == []


def test_undo_and_redo_keep_the_index_true(shop):
    shop.database.undo()
    assert shop.find("neil") == []
    shop.database.redo()
    assert shop.find("neil") == ["Anna-Maria O'Neil"]


def test_rolled_back_action_leaves_no_trace_in_the_index(shop):
    def fail(session):
        contacts.create(session, shop.draft("Nobody"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        shop.do(fail)
    assert shop.find("nobody") == []


@pytest.mark.parametrize("together", [search._TOGETHER, 2])
def test_index_made_anew_is_the_same(shop, together, monkeypatch):
    monkeypatch.setattr(search, "_TOGETHER", together)
    before = shop.indexed()
    with shop.database.engine.begin() as connection:
        search.rebuild(connection)
    assert shop.indexed() == before
    assert shop.find("neil") == ["Anna-Maria O'Neil"]


def test_wrong_entries_are_counted(shop):
    shop.sql("UPDATE search_text SET text = 'x' WHERE id % 16 = 1 AND text LIKE '%neil%'")
    shop.sql("INSERT INTO search_text (id, text) VALUES (16001, 'y')")
    with shop.database.read() as session:
        assert search.count_wrong(session.connection()) == 2


def test_names_that_begin_so_come_first(book):
    for name in ("Zoe Anders", "Anna Zimmer", "Boris Anders"):
        book.add(name)
    rows = book.read(contacts.list_rows, [1, 2, 3])
    found = [rows[contact_id].name for contact_id in book.read(contacts.find_ids, "an")]
    assert found == ["Anna Zimmer", "Boris Anders", "Zoe Anders"]
    assert book.read(contacts.find_ids, "an", limit=1) == [2]
    assert book.read(contacts.find_ids, "an", kind="company") == []
    assert book.read(contacts.find_ids, " ") == []


def test_words_stand_behind_two_blanks():
    assert search.searchable("Ann (O'Neil) a.b@c") == "  ann  o  neil  a  b  c"
    assert search.searchable(" . ") == ""


def test_note_that_comes_with_a_new_contact_is_known(shop):
    def add(session):
        contacts.add_note(session, contacts.create(session, shop.draft("Nora")), "Likes tulips")

    shop.do(add)
    with shop.database.read() as session:
        assert search.count_wrong(session.connection()) == 0
    shop.database.undo()
    with shop.database.read() as session:
        assert search.count_wrong(session.connection()) == 0
