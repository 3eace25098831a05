"""Undo puts back what an action changed, where nobody has changed it since, and says what not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.db import keeping
from smallcrm.db.keeping import Kept
from smallcrm.services import contacts, documents, settings
from smallcrm.services.contacts import AddressDraft, Labelled
from smallcrm.services.documents import DocumentDraft, LineDraft


def add_two(session):
    """What an import does: two people of one new company, with a new tag."""
    drafts = [
        contacts.ContactDraft(
            name,
            company="Anthos",
            tags=("new",),
            phones=(Labelled(phone),),
            emails=(Labelled(f"{name.lower()}@shop.example"),),
        )
        for name, phone in (("Anna", "2101234567"), ("Boris", "2107654321"))
    ]
    return [contacts.create(session, draft) for draft in drafts]


def test_what_was_made_goes_with_all_its_parts(book):
    before = book.dump()
    book.do(add_two)
    undone = book.database.undo()
    assert (undone.restored, undone.removed, undone.kept) == (0, 3, ())
    assert book.dump() == before


def test_redo_brings_back_the_very_same_rows(book):
    book.do(add_two)
    made = book.dump()
    book.database.undo()
    done = book.database.redo()
    assert (done.restored, done.removed, done.kept) == (3, 0, ())
    assert book.dump() == made


def test_undo_and_redo_can_go_on_for_ever(book):
    before = book.dump()
    book.do(add_two)
    made = book.dump()
    for _ in range(3):
        book.database.undo()
        assert book.dump() == before
        book.database.redo()
        assert book.dump() == made


def test_several_actions_are_undone_one_by_one_and_done_again_in_order(book):
    states = [book.dump()]
    first = book.add("Anna", phones="111")
    for step in (
        lambda: book.change(first, name="Anna Nowak", phones="222 333"),
        lambda: book.note(first),
        lambda: book.do(contacts.archive, [first]),
    ):
        states.append(book.dump())
        step()
    states.append(book.dump())
    for state in reversed(states[:-1]):
        book.database.undo()
        assert book.dump() == state
    for state in states[1:]:
        book.database.redo()
        assert book.dump() == state
    with pytest.raises(UserError, match="nothing to redo"):
        book.database.redo()


def test_list_that_keeps_one_of_its_members_is_put_back(book):
    contact_id = book.add("Anna", tags=("old", "kept"))
    before = book.dump()
    book.change(contact_id, tags=("kept", "new"))
    book.database.undo()
    assert book.dump() == before


def test_two_rows_that_swapped_a_unique_value_swap_it_back(book):
    book.sql("INSERT INTO tag (name, folded) VALUES ('a', 'a')")
    before = book.dump()
    book.sql(
        "UPDATE tag SET folded = 'b' WHERE folded = 'a'",
        "INSERT INTO tag (name, folded) VALUES ('A', 'a')",
    )
    book.database.undo()
    assert book.dump() == before


def test_deleted_contact_comes_back_with_its_parts(book):
    contact_id = book.add("Anna", company="Anthos", phones="111 222", tags=("vip",))
    book.note(contact_id)
    before = book.dump()
    book.sql(f"DELETE FROM contact WHERE id = {contact_id}")
    assert book.ask("SELECT count(*) FROM phone") == [(0,)]
    assert book.database.undo().restored == 1
    assert book.dump() == before


def test_what_came_and_went_in_one_action_leaves_nothing(book):
    before = book.dump()

    def come_and_go(session):
        contact_id = contacts.create(session, book.draft("Anna", phones="111"))
        session.connection().exec_driver_sql(f"DELETE FROM contact WHERE id = {contact_id}")

    book.do(come_and_go)
    undone = book.database.undo()
    assert (undone.restored, undone.removed, undone.kept) == (0, 0, ())
    assert book.dump() == before


def test_thing_that_was_changed_since_stays_whole_and_is_listed(book):
    anna, _ = book.do(add_two)
    imported = book.last_action()
    book.change(anna, phones="999")
    kept = book.get(anna)
    undone = book.database.undo(imported)
    company = book.ask("SELECT id FROM contact WHERE kind = 'company'")[0][0]
    assert undone.removed == 1
    assert undone.kept == (
        Kept("contact", anna, keeping.CHANGED_SINCE),
        Kept("contact", company, keeping.STILL_USED),
    )
    assert book.get(anna) == kept
    assert kept.tags == ("new",)
    assert book.find("boris") == []
    assert book.faults() == []


@pytest.mark.parametrize("later", ["note", "phone", "archive", "part gone"])
def test_any_later_touch_keeps_what_was_made(book, later):
    anna, _ = book.do(add_two)
    imported = book.last_action()
    if later == "note":
        book.note(anna)
    elif later == "phone":
        book.change(anna, phones="2101234567 333")
    elif later == "archive":
        book.do(contacts.archive, [anna])
    else:
        book.sql(f"DELETE FROM email WHERE contact_id = {anna}")
    undone = book.database.undo(imported)
    assert Kept("contact", anna, keeping.CHANGED_SINCE) in undone.kept
    assert book.faults() == []


def test_what_something_newer_points_at_stays(book):
    _, boris = book.do(add_two)
    imported = book.last_action()
    book.deal(boris)
    undone = book.database.undo(imported)
    assert Kept("contact", boris, keeping.STILL_USED) in undone.kept
    assert book.find("anna") == []
    assert book.faults() == []


def test_rest_can_be_undone_when_what_kept_it_is_undone(book):
    before = book.dump()
    anna, _ = book.do(add_two)
    imported = book.last_action()
    book.change(anna, name="Anna Nowak")
    changed = book.last_action()
    assert book.database.undo(imported).removed == 1
    book.database.undo(changed)
    undone = book.database.undo(imported)
    assert (undone.removed, undone.kept) == (2, ())
    assert book.dump() == before


def test_partial_undo_is_taken_back_as_far_as_it_went(book):
    anna, _ = book.do(add_two)
    imported = book.last_action()
    book.change(anna, name="Anna Nowak")
    kept = book.dump()
    book.database.undo(imported)
    book.database.redo()
    assert book.dump() == kept


def test_pieces_of_an_old_thing_are_put_back_one_by_one(book):
    contact_id = book.add("Anna", phones="111", emails="a@shop.example")
    book.change(contact_id, phones="222", emails=(Labelled("b@shop.example"),))
    changed = book.last_action()
    book.change(contact_id, phones="333")
    undone = book.database.undo(changed)
    assert undone.kept == (Kept("contact", contact_id, keeping.CHANGED_SINCE),)
    assert book.get(contact_id).phones == (Labelled("333"),)
    assert book.get(contact_id).emails == (Labelled("a@shop.example"),)


def test_one_note_is_undone_though_another_was_written_since(book):
    contact_id = book.add("Anna")
    first = book.note(contact_id, "First")
    written = book.last_action()
    second = book.note(contact_id, "Second")
    undone = book.database.undo(written)
    assert (undone.restored, undone.kept) == (1, ())
    assert book.ask("SELECT id FROM activity") == [(second,)]
    assert first != second


def test_what_belonged_to_something_erased_stays_away(book):
    person = book.add("Anna", company="Anthos", phones="111")
    company = book.ask("SELECT company_id FROM relation")[0][0]
    book.sql(f"DELETE FROM contact WHERE id = {person}")
    deleted = book.last_action()
    book.sql(f"DELETE FROM contact WHERE id = {company}")
    undone = book.database.undo(deleted)
    assert undone.kept == (Kept("contact", person, keeping.GONE_SINCE),)
    assert book.get(person).company == ""
    assert book.get(person).phones == (Labelled("111"),)
    assert book.faults() == []


def test_thing_whose_owner_was_erased_stays_away(book):
    contact_id = book.add("Anna", phones="111")
    book.change(contact_id, phones="")
    changed = book.last_action()
    book.sql(f"DELETE FROM contact WHERE id = {contact_id}")
    undone = book.database.undo(changed)
    assert [kept.id for kept in undone.kept] == [contact_id]
    assert undone.restored == 0
    assert book.ask("SELECT count(*) FROM phone") == [(0,)]


def test_parts_that_were_handed_to_another_contact_go_back(book):
    first = book.add("Anna", phones="111", tags=("vip",))
    second = book.add("Anna Nowak", phones="222")
    before = book.dump()
    book.sql(
        f"UPDATE phone SET contact_id = {second} WHERE contact_id = {first}",
        f"UPDATE contact_tag SET contact_id = {second} WHERE contact_id = {first}",
        f"DELETE FROM contact WHERE id = {first}",
    )
    assert book.database.undo().restored == 2
    assert book.dump() == before


def test_parts_that_were_handed_to_a_new_contact_go_back(book):
    first = book.add("Anna", phones="111 222")
    before = book.dump()

    def split(session):
        made = contacts.create(session, book.draft("Boris", emails="b@shop.example"))
        session.connection().exec_driver_sql(
            f"UPDATE phone SET contact_id = {made} WHERE value = '222'"
        )

    book.do(split)
    after = book.dump()
    book.database.undo()
    assert book.dump() == before
    book.database.redo()
    assert book.dump() == after
    assert [phone.value for phone in book.get(first).phones] == ["111"]


def test_row_that_pointed_elsewhere_before_lets_the_new_one_go(book):
    first = book.add("Anna")
    book.deal(first)
    before = book.dump()

    def hand_over(session):
        made = contacts.create(session, book.draft("Boris"))
        session.connection().exec_driver_sql(f"UPDATE deal SET contact_id = {made}")

    book.do(hand_over)
    undone = book.database.undo()
    assert (undone.restored, undone.removed, undone.kept) == (1, 1, ())
    assert book.dump() == before


def test_trial_tells_everything_and_changes_nothing(book):
    anna, _ = book.do(add_two)
    imported = book.last_action()
    book.change(anna, name="Anna Nowak")
    before = book.dump()
    tried = book.database.undo(imported, trial=True)
    assert (tried.action, tried.removed, len(tried.kept)) == (0, 1, 2)
    assert book.dump() == before
    assert book.database.undo(imported)[2:] == tried[2:]


def test_redo_is_over_once_something_else_was_done(book):
    book.add("Anna")
    book.database.undo()
    book.add("Boris")
    with pytest.raises(UserError, match="nothing to redo"):
        book.database.redo()


def test_undoing_can_be_undone_by_its_number(book):
    book.add("Anna")
    made = book.dump()
    undone = book.database.undo()
    assert book.database.undo(undone.action).restored == 1
    assert book.dump() == made


def test_step_that_is_not_there_or_final_or_undone_is_refused(book):
    with pytest.raises(UserError, match="nothing to undo"):
        book.database.undo()
    with pytest.raises(UserError, match="no step 4711"):
        book.database.undo(4711)
    with pytest.raises(UserError, match=r"“New file” cannot be undone.*final"):
        book.database.undo(1)
    book.add("Anna")
    added = book.last_action()
    book.database.undo()
    with pytest.raises(UserError, match="was undone already"):
        book.database.undo(added)


def test_what_no_longer_fits_is_refused_and_nothing_changes(book):
    book.sql("INSERT INTO tag (name, folded) VALUES ('vip', 'vip')")
    book.sql("DELETE FROM tag")
    deleted = book.last_action()
    book.sql("INSERT INTO tag (name, folded) VALUES ('VIP', 'vip')")
    before = book.dump()
    with pytest.raises(UserError, match="what was done since depends on it"):
        book.database.undo(deleted)
    assert book.dump() == before


def test_columns_of_another_version_are_no_obstacle(book):
    contact_id = book.add("Anna", company="Anthos", role="Owner")
    before = book.dump()
    book.change(contact_id, company="", role="")
    with book.database.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE change SET old = json_remove(json_insert(old, '$.colour', json_array(1)),"
            " '$.since') WHERE old IS NOT NULL"
        )
    book.database.undo()
    assert book.dump() == before


def test_undo_survives_a_restart(book, other):
    before = book.dump()
    book.add("Anna", phones="111")
    assert other.database.undo().removed == 1
    assert other.dump() == before


@pytest.mark.parametrize("name", ['O\'Neil "x" %s :a ? \\', "Ελένη Ёж 日本 🌷", "a\nb\tc"])
def test_any_text_comes_back_as_it_was(book, name):
    contact_id = book.add("Anna", note="x")
    book.change(contact_id, note=name)
    before = book.dump()
    book.sql(f"DELETE FROM contact WHERE id = {contact_id}")
    book.database.undo()
    assert book.dump() == before


def test_undo_tells_the_windows_what_changed(book):
    told = []
    contact_id = book.add("Anna", phones="111")
    book.database.watch(told.append)
    book.database.undo()
    assert told[0].ids("contact") == {contact_id}
    assert told[0].touches("phone")


@pytest.fixture
def paper(book):
    """A draft invoice with one line, changed once; the number of that change."""
    book.do(settings.change, {"name": "Anthos", "country": "GR", "tax_id": "123456783"})
    customer = book.add("Anna", addresses=(AddressDraft("Main 1", "Athens", "10671", "", "GR"),))
    document = book.do(documents.create_draft, invoice(customer, "Roses"))
    book.do(documents.save_draft, document, invoice(customer, "Tulips"))
    return document, book.last_action()


def invoice(customer, what):
    line = LineDraft(what, Decimal(1), price=Decimal(10), tax_rate=Decimal(24))
    return DocumentDraft(customer_id=customer, lines=(line,))


def issue(book, document):
    with book.database.write(T("Issue"), can_undo=False) as session:
        documents.issue(session, document)


def test_what_was_issued_since_stays_as_it_is(book, paper):
    document, changed = paper
    issue(book, document)
    before = book.dump()
    undone = book.database.undo(changed)
    assert [(kept.table, kept.id) for kept in undone.kept] == [("document", document)]
    assert book.dump() == before


def test_draft_that_was_issued_since_does_not_go(book, paper):
    document, changed = paper
    book.database.undo(changed)
    made = changed - 1
    issue(book, document)
    undone = book.database.undo(made)
    assert (undone.removed, len(undone.kept)) == (0, 1)
    assert book.ask("SELECT count(*) FROM document_line") == [(1,)]


def test_conversion_of_which_the_result_was_issued_stays(book, paper):
    customer = book.ask("SELECT id FROM contact")[0][0]
    quote = book.do(documents.create_draft, replace(invoice(customer, "Roses"), kind="quote"))
    issue(book, quote)
    made = book.do(documents.convert, quote, "invoice")
    converted = book.last_action()
    issue(book, made)
    before = book.dump()
    undone = book.database.undo(converted)
    assert undone.action == 0
    assert Kept("document", made, keeping.CHANGED_SINCE) in undone.kept
    assert book.dump() == before


def test_customer_of_an_issued_document_may_change_and_change_back(book, paper):
    """What merging two contacts does: only whose it is changes, nothing that was printed."""
    document, _ = paper
    other = book.add("Boris")
    issue(book, document)
    before = book.dump()
    book.sql(f"UPDATE document SET customer_id = {other}")
    assert book.database.undo().restored == 1
    assert book.dump() == before
