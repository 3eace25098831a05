"""Merging loses nothing, leaves nothing pointing at who is gone, and undo takes it back exactly."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from smallcrm.core.errors import NotFound, UserError
from smallcrm.db.database import Database
from smallcrm.services import contacts, documents, doubles, pipeline
from smallcrm.services.contacts import COMPANY, AddressDraft, Labelled, matching
from smallcrm.services.documents import DocumentDraft, LineDraft
from smallcrm.services.doubles import references

WORK = AddressDraft("Ερμού 5", "Βόλος", "38221", "", "GR", "work")
HOME = AddressDraft("Σόλωνος 12", "Αθήνα", "10671", "Αττική", "GR", "home")


def invoice(file, customer, *, issued=True):
    line = LineDraft("Roses", Decimal(3), price=Decimal("12.35"), tax_rate=Decimal(24))
    draft = DocumentDraft(customer_id=customer, lines=(line,))
    document = file.do(documents.create_draft, draft)
    if issued:
        file.final(documents.issue, document, dt.date(2026, 3, 1))
    return document


def money(contact_id, now):
    """Statements that give a contact money, agreed prices and a standing invoice."""
    same = {"uid": str(contact_id), "created_at": now, "updated_at": now}
    own = same | {"contact_id": contact_id}
    payment = {"kind": "payment", "amount": 100, "currency": "EUR", "date": "2026-03-01"}
    payment |= {"method": "", "reference": "", "note": ""}
    standing = {"name": "Rent", "draft": "{}", "anchor": "2026-03-01", "every": 1}
    product = same | {"uid": "p", "name": "Rose", "folded": "rose", "tax_category": "S"}
    product |= {"code": "", "description": "", "unit": "", "currency": "", "tax_rate": 0}
    price = {"product_id": 1, "quantity": contact_id, "price": 1, "currency": ""}
    return (
        _insert("payment", own | payment),
        _insert("recurring", own | standing | {"unit": "month", "issues_itself": 0}),
        _insert("dunning_skip", {"contact_id": contact_id}),
        _insert("customer_terms", own | {"discount_percent": 0}),
        _insert("product", product | {"id": 1, "price": 0}),
        _insert("product_price", own | price),
    )


def _insert(table, row):
    values = ", ".join(map(repr, row.values()))
    return f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({values})"


def fill(file, contact_id, others):
    """Give a contact a row in every table that can point at one."""
    stranger, _ = others
    now = "2026-03-01 10:00:00.000000"
    file.do(pipeline.create_deals, [pipeline.DealDraft("Wedding", contact_id, Decimal(100))])
    file.do(contacts.add_note, contact_id, "Called about roses")
    invoice(file, contact_id)
    invoice(file, contact_id, issued=False)
    low, high = sorted((contact_id, stranger))
    file.sql(
        "INSERT INTO task (uid, contact_id, title, due, zone, created_at, updated_at)"
        f" VALUES ('task-{contact_id}', {contact_id}, 'Call', '', '', '{now}', '{now}')",
        "INSERT INTO attachment (uid, contact_id, name, size, sha256, created_at, updated_at)"
        f" VALUES ('file-{contact_id}', {contact_id}, 'a.pdf', 3, 'abc', '{now}', '{now}')",
        "INSERT OR IGNORE INTO segment (uid, name, folded, kind, rules, position, created_at,"
        f" updated_at) VALUES ('list', 'Spring', 'spring', 'frozen', '[]', 0, '{now}', '{now}')",
        f"INSERT INTO segment_contact (segment_id, contact_id) SELECT id, {contact_id} FROM"
        " segment",
        f"INSERT INTO not_double (low_id, high_id) VALUES ({low}, {high})",
        *money(contact_id, now),
        f"UPDATE deal SET company_id = {contact_id} WHERE contact_id = {contact_id}",
        "INSERT INTO lead (uid, contact_id, name, company, email, phone, message, source, origin,"
        f" received_at, created_at, updated_at) VALUES ('lead-{contact_id}', {contact_id}, '', '',"
        f" '', '', '', '', 'typed', '{now}', '{now}', '{now}')",
        "INSERT INTO relation (contact_id, company_id, role, position)"
        f" VALUES ({stranger}, {contact_id}, '', 1)",
    )


@pytest.fixture
def pair(file):
    """Two contacts with something of everything, and two others that they have to do with."""
    early = file.add("Before")
    company = file.add("Ρόδον Α.Ε.", kind=COMPANY)
    survivor = file.add(
        "Παπαδόπουλος Γ.",
        phones="210 123 4567",
        emails="g@shop.example",
        addresses=(WORK,),
        tags=("vip",),
        note="Likes tulips",
        company="Ρόδον Α.Ε.",
        custom={"Colour": "blue"},
        external={"google": "g-1"},
        urls=(Labelled("https://g.example"),),
    )
    other = file.add(
        "Γιώργος Παπαδόπουλος",
        phones="+30 2101234567, 6971234567",
        emails="G@SHOP.example, george@home.example",
        addresses=(HOME,),
        tags=("vip", "club"),
        note="Pays late",
        company="Anthos",
        birthday="1980-06-05",
        custom={"Colour": "red", "Size": "M"},
        external={"google": "g-2"},
        urls=(Labelled("https://g.example"), Labelled("https://p.example")),
    )
    late = file.add("After")
    fill(file, survivor, (early, company))
    fill(file, other, (late, company))
    # Both ends of "these are not the same".
    file.do(doubles.set_apart, [early, other])
    return survivor, other


def pointing(file, contact_id):
    """How often each column that can hold a contact holds this one."""
    return {
        f"{column.table.name}.{column.name}": file.values(
            f"SELECT count(*) FROM {column.table.name} WHERE {column.name} = {contact_id}"
        )[0]
        for column in references.columns()
    }


def test_references_are_all_foreign_keys_of_the_file(file):
    tables = file.values("SELECT name FROM sqlite_master WHERE type = 'table'")
    found = set()
    for table in tables:
        with file.database.read() as session:
            rows = session.connection().exec_driver_sql(f"PRAGMA foreign_key_list({table})").all()
        found |= {(table, row[3]) for row in rows if row[2] == "contact"}
    assert {(column.table.name, column.name) for column in references.columns()} == found


def test_nothing_points_at_who_is_gone(file, pair):
    survivor, other = pair
    before = pointing(file, other)
    # A new table that points at contacts has to have a row here, else nothing is proved.
    assert [name for name, count in before.items() if not count] == []
    file.do(doubles.merge, survivor, [other])
    after = pointing(file, survivor)
    assert set(pointing(file, other).values()) == {0}
    assert file.values("PRAGMA foreign_key_check") == []
    expected = {"deal.contact_id": 2, "document.customer_id": 4, "activity.contact_id": 2}
    expected |= {"task.contact_id": 2, "attachment.contact_id": 2, "relation.company_id": 2}
    expected |= {"segment_contact.contact_id": 1, "payment.contact_id": 2}
    expected |= {"recurring.contact_id": 2, "customer_terms.contact_id": 1}
    expected |= {"dunning_skip.contact_id": 1, "product_price.contact_id": 2}
    assert {name: after[name] for name in expected} == expected
    assert file.values("SELECT count(*) FROM not_double")[0] == 2  # one was said twice


def test_both_notes_and_all_ways_to_reach_somebody_are_kept(file, pair):
    survivor, other = pair
    file.do(doubles.merge, survivor, [other])
    draft = file.get(survivor)
    assert draft.name == "Παπαδόπουλος Γ."
    assert draft.note == "Likes tulips\nPays late"
    assert [each.value for each in draft.phones] == ["210 123 4567", "6971234567"]
    assert [each.value for each in draft.emails] == ["g@shop.example", "george@home.example"]
    assert [each.value for each in draft.urls] == ["https://g.example", "https://p.example"]
    assert draft.addresses == (WORK, HOME)
    assert set(draft.tags) == {"vip", "club"}
    assert draft.birthday == "1980-06-05"
    assert draft.company == "Ρόδον Α.Ε."
    assert draft.custom == {"Colour": "blue", "Size": "M"}
    values = file.values(f"SELECT value FROM external WHERE contact_id = {survivor}")
    assert {"g-1", "g-2"} < set(values)


def test_choices_say_whose_value_is_kept(file, pair):
    survivor, other = pair
    fields = ("name", "address", "company", "custom:Colour")
    file.do(doubles.merge, survivor, [other], dict.fromkeys(fields, other))
    draft = file.get(survivor)
    assert draft.name == "Γιώργος Παπαδόπουλος"
    assert draft.addresses == (HOME, WORK)
    assert draft.company == "Anthos"
    assert draft.custom == {"Colour": "red", "Size": "M"}
    assert survivor in file.ask(contacts.list_ids, search="γιωργοσ 6971234567")


def test_undo_restores_both_exactly_also_after_a_restart(file, pair, data_file):
    survivor, other = pair
    before = file.dump()
    file.do(doubles.merge, survivor, [other], {"name": other, "address": other})
    merged = file.dump()
    assert merged != before
    file.database.close()
    file.database = Database(data_file)
    undone = file.database.undo()
    assert undone.kept == ()
    assert file.dump() == before
    file.database.redo()
    assert file.dump() == merged
    file.database.undo()
    assert file.dump() == before


def test_undo_still_restores_what_nobody_touched_since(file, pair):
    survivor, other = pair
    file.do(doubles.merge, survivor, [other])
    merging = file.values("SELECT max(id) FROM action")[0]
    draft = file.get(survivor)
    file.do(contacts.change, survivor, draft._replace(tags=(*draft.tags, "new")))
    undone = file.database.undo(merging)
    assert ("contact", other) in {(item.table, item.id) for item in undone.kept}
    assert [each.value for each in file.get(other).phones] == ["+30 2101234567", "6971234567"]
    assert "new" in file.get(survivor).tags


def test_issued_documents_keep_what_is_printed_on_them(file, pair):
    survivor, other = pair
    ids = file.values(f"SELECT id FROM document WHERE customer_id = {other} AND number IS NOT NULL")
    frozen = "SELECT buyer || customer_name || content_hash || pdf_sha256 FROM document"
    before = file.values(frozen)
    assert ids
    file.do(doubles.merge, survivor, [other])
    assert file.values(frozen) == before
    assert file.values(f"SELECT customer_id FROM document WHERE id = {ids[0]}") == [survivor]
    assert file.ask(documents.check).ok


def test_a_list_exported_before_still_finds_the_survivor(file, pair):
    survivor, other = pair
    uid = file.ask(contacts.get_uid, other)
    file.do(doubles.merge, survivor, [other])
    with file.database.read() as session:
        known = matching.KnownContacts(session, "GR")
        keys = known.keys(contacts.ContactDraft("X", external={"smallcrm": uid}))
        assert known.find(keys).contact_id == survivor


def test_people_of_two_companies_become_people_of_one(file):
    one = file.add('ООО "РОМАШКА"', kind=COMPANY, tax_id="7701234567")
    anna = file.add("Anna", company="Ромашка", role="Buyer")
    file.do(contacts.archive, [one])
    two = file.add("ООО «Ромашка»", kind=COMPANY)
    boris = file.add("Boris", company="Ромашка")
    file.do(contacts.restore, [one])
    file.sql(
        "INSERT INTO relation (contact_id, company_id, role, position)"
        f" VALUES ({anna}, {two}, '', 1)"
    )
    before = file.dump()
    file.do(doubles.merge, two, [one])
    people = file.values(f"SELECT contact_id FROM relation WHERE company_id = {two}")
    assert sorted(people) == [anna, boris]
    assert file.get(two).tax_id == "7701234567"
    assert file.get(anna).role == "Buyer"
    file.database.undo()
    assert file.dump() == before


def test_more_than_two_become_one(file):
    ids = [file.add("Anna Keller", phones=f"210000000{number}") for number in range(4)]
    file.do(doubles.merge, ids[2], [ids[0], ids[3], ids[1]])
    assert file.ask(contacts.list_ids) == [ids[2]]
    numbers = [each.value[-1] for each in file.get(ids[2]).phones]
    assert numbers == ["2", "0", "3", "1"]


def test_a_contact_without_a_name_gets_the_other_s(file):
    bare = file.add("", emails="anna@shop.example")
    named = file.add("Anna Keller", emails="anna@shop.example")
    file.do(doubles.merge, bare, [named])
    assert file.get(bare).name == "Anna Keller"


def test_what_cannot_be_merged_is_refused(file):
    anna = file.add("Anna")
    firm = file.add("Anthos", kind=COMPANY)
    gone = file.add("Boris")
    file.do(contacts.archive, [gone])
    before = file.dump()
    with pytest.raises(UserError, match="A person and a company"):
        file.do(doubles.merge, anna, [firm])
    with pytest.raises(NotFound):
        file.do(doubles.merge, anna, [gone])
    with pytest.raises(UserError, match="Two contacts"):
        file.do(doubles.merge, anna, [anna])
    assert file.dump() == before


def test_ties_that_ended_stay_and_the_main_company_is_a_company(file):
    sister = file.add("Eva Keller")
    one = file.add("Anna Keller", company="Anthos", role="Buyer")
    two = file.add("Anna Keller")
    file.do(contacts.relate, two, sister, contacts.RelationDraft("Sister"))
    firm = file.values("SELECT company_id FROM relation WHERE position = 0")[0]
    left = contacts.RelationDraft("Trainee", dt.date(2010, 1, 1), dt.date(2012, 1, 1))
    file.do(contacts.relate, two, firm, left)
    before = file.dump()
    file.do(doubles.merge, two, [one])
    found = file.ask(contacts.list_relations, [two])[two]
    assert [(view.id, view.role, view.is_main) for view in found] == [
        (firm, "Buyer", True),
        (sister, "Sister", False),
        (firm, "Trainee", False),
    ]
    assert file.get(two).role == "Buyer"
    file.database.undo()
    assert file.dump() == before


def test_who_was_tied_to_the_other_is_not_tied_to_himself(file):
    one, two = file.add("Anna Keller"), file.add("Keller Anna")
    file.do(contacts.relate, one, two, contacts.RelationDraft("The same?"))
    file.do(doubles.merge, one, [two])
    assert file.values("SELECT count(*) FROM relation") == [0]


DAY = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("mine", "other", "wish", "expected"),
    [
        (("given", DAY, "form"), ("refused", DAY, "call"), None, ("refused", DAY, "call")),
        (("", None, ""), ("refused", DAY, "call"), None, ("refused", DAY, "call")),
        (("refused", DAY, "call"), ("given", DAY, "form"), None, ("refused", DAY, "call")),
        (("refused", DAY, "call"), ("given", DAY, "form"), 1, ("refused", DAY, "call")),
        (("", None, ""), ("given", DAY, "form"), None, ("given", DAY, "form")),
        (
            ("refused", DAY, "call"),
            ("refused", dt.date(2026, 4, 1), "letter"),
            None,
            ("refused", dt.date(2026, 4, 1), "letter"),
        ),
    ],
)
def test_a_refusal_of_advertising_wins(file, mine, other, wish, expected):
    names = ("consent", "consent_on", "consent_source")
    ids = [file.add("Ann", **dict(zip(names, each, strict=True))) for each in (mine, other)]
    choices = {} if wish is None else {"consent": ids[wish]}
    file.do(doubles.merge, ids[0], ids[1:], choices)
    draft = file.get(ids[0])
    assert (draft.consent, draft.consent_on, draft.consent_source) == expected


def test_the_comparison_shows_who_refused_and_offers_no_choice(file):
    ids = [
        file.add("Ann", phones="210 1234567", consent="given", consent_on=DAY),
        file.add("Ann", consent="refused", consent_on=DAY, consent_source="call"),
    ]
    found = file.ask(doubles.compare_contacts, ids)
    (line,) = [each for each in found.differences if each.field == "consent"]
    assert line.values == ("Given, 1 Mar 2026", "Refused, 1 Mar 2026, call")
    assert "consent" not in found.choices
