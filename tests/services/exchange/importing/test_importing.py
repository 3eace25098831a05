"""Bring files in: every row counted once, one action, nothing left when it is taken back."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import Cancelled, StorageError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, custom_fields, doubles, history, pipeline
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled, bulk
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.reading.inspection import inspect

GREEK = [
    ["Επωνυμία", "Email", "Τηλέφωνο", "Πόλη", "Σχόλια"],
    ["Ελένη Παπαδοπούλου", "eleni@mail.example", "24210 00001", "Βόλος", ""],
    ["Γιώργος Νικολάου", "", "24210 00002", "Λάρισα", "παλιός πελάτης"],
    ["", "", "", "Βόλος", "κανείς"],
    ["Άνθος Α.Ε.", "info@anthos.example", "24210 00003", "Βόλος", ""],
]
PEOPLE = [
    ["Name", "Company", "Email", "Phone", "Shoe size", "Tags"],
    ["Ann Archer", "Archer Ltd", "ann@mail.example", "+44 1632 960001", "38", "VIP"],
    ["Bob Bell", "Bell Ltd", "bob@mail.example", "+44 1632 960002", "44", ""],
    ["Cleo Cole", "Bell Ltd", "cleo@mail.example", "", "", "VIP"],
]


def names(database):
    with database.read() as session:
        rows = contacts.list_rows(session, contacts.list_ids(session))
        return sorted(row.name for row in rows.values())


def add(database, **values):
    with database.write(T("Add contact")) as session:
        return contacts.create(session, ContactDraft(**values))


def get(database, contact_id):
    with database.read() as session:
        return contacts.get_draft(session, contact_id)


def test_a_greek_list_in_an_old_encoding_comes_in_whole(bring, table, database):
    report = bring(table(GREEK, encoding="cp1253", delimiter=";"))
    assert (report.rows, report.created, len(report.rejected)) == (4, 3, 1)
    assert report.rejected[0].row == 4
    assert (report.persons, report.companies) == (2, 1)
    assert names(database) == ["Άνθος Α.Ε.", "Γιώργος Νικολάου", "Ελένη Παπαδοπούλου"]


def test_the_report_has_exactly_the_public_fields(bring, table):
    report = bring(table(GREEK, encoding="cp1253", delimiter=";")).to_json()
    fields = """
        file format system encoding delimiter sheet header_row mapping rows created updated
        unchanged skipped rejected warnings doubles companies_created deals_created persons
        companies action
    """
    assert set(report) == set(fields.split())
    assert report["file"] == "list.csv"
    assert report["encoding"] == "cp1253"
    assert report["delimiter"] == ";"
    assert report["mapping"]["Email"] == "email"
    assert report["rejected"][0] == {
        "row": 4,
        "reason": "There is no name, company, email or phone number in this row.",
    }


def test_companies_named_by_people_are_made_but_not_counted_as_created(bring, table, database):
    report = bring(table(PEOPLE))
    assert (report.created, report.companies_created) == (3, 2)
    assert "Bell Ltd" in names(database)


def test_the_same_file_twice_changes_nothing(bring, table, dump, database):
    path = table(PEOPLE)
    bring(path)
    before = dump()
    report = bring(path)
    assert (report.created, report.unchanged, report.action) == (0, 3, None)
    assert dump() == before
    with database.read() as session:
        assert len(history.list_actions(session)) == 2  # the new file itself, and one import


def test_ask_brings_doubles_in_and_lists_them(bring, table, database):
    known = add(database, name="Ann A.", emails=(Labelled("ANN@mail.example"),))
    report = bring(table(PEOPLE))
    assert report.created == 3
    assert [(double.rows, double.existing, double.key) for double in report.doubles] == [
        ((2,), known, "email")
    ]
    assert get(database, known).phones == ()


def test_fill_completes_empty_fields_and_keeps_the_others(bring, table, database):
    known = add(
        database,
        name="Ann A.",
        role="Boss",
        emails=(Labelled("ann@mail.example"),),
        note="old friend",
        addresses=(AddressDraft(city="Leeds"),),
    )
    report = bring(table(PEOPLE), "fill")
    assert (report.created, report.updated) == (2, 1)
    after = get(database, known)
    assert (after.name, after.role, after.company) == ("Ann A.", "Boss", "Archer Ltd")
    assert [phone.value for phone in after.phones] == ["+44 1632 960001"]
    assert after.custom == {"Shoe size": "38"}
    assert after.tags == ("VIP",)
    assert after.note == "old friend"


def test_fill_and_new_rows_share_companies_tags_and_fields(bring, table, database):
    add(database, name="Cleo C.", emails=(Labelled("cleo@mail.example"),))
    report = bring(table(PEOPLE), "fill")
    assert report.companies_created == 2
    assert names(database).count("Bell Ltd") == 1


@pytest.mark.parametrize("wish", ["ask", "fill", "overwrite"])
def test_colleagues_who_share_a_mailbox_all_come_in(bring, table, database, wish):
    names = ["Anna Keller", "Boris Braun"]
    office = table([["Name", "E-mail"], *([name, "office@shop.example"] for name in names)])
    for new in (2, 0):
        report = bring(office, wish)
        assert (report.created, report.unchanged, len(report.doubles)) == (new, 2 - new, 0)
    with database.read() as session:
        rows = contacts.list_rows(session, contacts.list_ids(session))
    assert [row.name for row in rows.values()] == names


def test_fill_leaves_a_wrong_email_that_is_there_already(bring, table, database):
    bring(table([["Name", "Email", "Phone"], ["Dora Day", "dora at mail", "+44 1632 960009"]]))
    rows = [["Name", "Email", "Phone"], ["Dora Day", "dora@mail.example", "+44 1632 960009"]]
    report = bring(table(rows), "fill")
    assert report.updated == 1


def test_overwrite_replaces_and_equal_values_are_unchanged(bring, table, database):
    known = add(database, name="Ann A.", emails=(Labelled("ann@mail.example"),))
    assert bring(table(PEOPLE), "overwrite").updated == 1
    assert get(database, known).name == "Ann Archer"
    assert bring(table(PEOPLE), "overwrite").unchanged == 3


@pytest.mark.parametrize("wish", ["fill", "overwrite"])
def test_a_list_of_ours_turns_no_refusal_into_a_consent(bring, database, tmp_path, wish):
    ann = add(database, name="Ann", emails=(Labelled("a@mail.example"),), consent="given")
    bob = add(database, name="Bob", emails=(Labelled("b@mail.example"),), consent="given")
    cid = add(database, name="Cid", emails=(Labelled("c@mail.example"),), consent="refused")
    path = tmp_path / "list.csv"
    with database.read() as session:
        export(session, "contacts", path, Progress())
    with database.write(T("Consent")) as session:
        bulk.set_consent(session, [bob], "refused", "By phone")
        bulk.set_consent(session, [cid], "given", "Fair")
    for trial in (True, False):
        report = bring(path, wish, trial=trial)
        told = [(each.row, each.code) for each in report.warnings]
        assert told == [(3, "refusal_stays"), (4, "refusal_came")]
        assert report.remarked == 2
    states = [get(database, key).consent for key in (ann, bob, cid)]
    assert states == ["given", "refused", "refused"]
    assert get(database, bob).consent_source == "By phone"


def test_a_value_that_fits_no_field_of_ones_own_is_counted_among_the_rows_to_look_at(
    bring, table, database
):
    with database.write(T("Add field")) as session:
        custom_fields.add(session, "Met on", "date")
    rows = [["Name", "Email", "Met on"], ["Ann", "a@mail", "soon"], ["Bob", "", "late"]]
    path = table([*rows, ["Cid", "cid at mail", "2026-11-01"]])
    for trial in (True, False):
        report = bring(path, trial=trial)
        told = [(each.row, each.code) for each in report.warnings]
        assert told == [
            (2, "value_misfit"),
            (2, "email_wrong"),
            (3, "value_misfit"),
            (4, "email_wrong"),
        ]
        assert report.remarked == 3


def test_skip_leaves_the_contact_alone_and_says_which_row(bring, table, database):
    known = add(database, name="Ann A.", emails=(Labelled("ann@mail.example"),))
    report = bring(table(PEOPLE), "skip")
    assert (report.created, report.skipped) == (2, 1)
    assert [each.row for each in report.left_out] == [2]
    assert get(database, known).phones == ()


def test_create_asks_nobody(bring, table):
    bring(table(PEOPLE))
    report = bring(table(PEOPLE), "create")
    assert (report.created, report.doubles) == (3, ())


def test_namesakes_that_are_somebody_else_are_created(bring, table, database):
    add(database, name="Dora Day")
    add(database, name="Eve Eden")
    rows = [["Name", "Email"], ["Dora Day", "d@mail.example"], ["Eve Eden", "e@mail.example"]]
    report = bring(table(rows), "fill", joined={3})
    assert (report.created, report.updated) == (1, 1)
    assert names(database) == ["Dora Day", "Dora Day", "Eve Eden"]


@pytest.mark.parametrize("wish", ["fill", "overwrite", "skip"])
def test_namesakes_in_doubt_are_never_joined_unasked_but_reported(bring, table, database, wish):
    add(database, name="Юлия Лебедук", emails=(Labelled("yuliya1@mail.example"),))
    rows = [["Имя и фамилия", "Email"], ["Юлия Лебедук", "yuliya2@mail.example"]]
    report = bring(table(rows), wish)
    assert (report.created, [(each.rows, each.key) for each in report.doubles]) == (
        1,
        [((2,), "name")],
    )
    again = bring(table(rows), wish)
    assert (again.created, again.unchanged) == (0, 1)


def test_namesakes_in_doubt_are_joined_where_the_user_says_so(bring, table, database):
    known = add(database, name="Юлия Лебедук", emails=(Labelled("yuliya1@mail.example"),))
    rows = [["Имя и фамилия", "Email"], ["Юлия Лебедук", "yuliya2@mail.example"]]
    assert bring(table(rows), "fill", joined={2}).updated == 1
    assert len(get(database, known).emails) == 2


def test_a_number_with_lost_digits_says_nothing_about_who_it_is(bring, table):
    rows = [["Name", "Phone"], ["Ann Archer", "4,42079E+11"], ["Bob Bell", "4,42079E+11"]]
    report = bring(table(rows, delimiter=";"), "fill")
    assert report.created == 2


def test_undo_leaves_every_table_as_it_was(bring, table, dump, database):
    add(database, name="Ann A.", emails=(Labelled("ann@mail.example"),), tags=("Old",))
    before = dump()
    report = bring(table(PEOPLE), "overwrite")
    assert report.updated == 1
    after = dump()
    assert after != before
    assert database.undo(report.action).kept == ()
    assert dump() == before
    database.redo()
    assert dump() == after


def test_undo_keeps_what_was_touched_since(bring, table, database):
    report = bring(table(PEOPLE))
    with database.read() as session:
        found = {row.name: key for key, row in
                 contacts.list_rows(session, contacts.list_ids(session)).items()}  # fmt: skip
    with database.write(T("Add note")) as session:
        contacts.add_note(session, found["Ann Archer"], "called")
    with database.write(T("Add deal")) as session:
        pipeline.create_deal(session, pipeline.DealDraft("Roof", found["Bob Bell"]))
    undone = database.undo(report.action)
    assert {(kept.table, kept.id) for kept in undone.kept} >= {
        ("contact", found["Ann Archer"]),
        ("contact", found["Bob Bell"]),
    }
    assert "Cleo Cole" not in names(database)


def test_a_trial_changes_nothing(bring, table, dump):
    before = dump()
    report = bring(table(PEOPLE), trial=True)
    assert report.created == 3
    assert dump() == before


def test_a_stopped_import_changes_nothing(table, dump, database):
    rows = [["Name", "Email"], *[[f"P {n}", f"p{n}@mail.example"] for n in range(2500)]]
    preview = inspect(table(rows), ReadOptions(home="GR"))
    before = dump()

    def stop_later(done, total):
        if done >= 2000:
            progress.cancel()

    progress = Progress(stop_later)
    with pytest.raises(Cancelled):
        bring_in(database, preview, Wishes("list.csv", OnDouble.FILL), progress)
    assert dump() == before


def test_a_copy_is_made_before_a_large_import(bring, table, database):
    bring(table([["Name"], *[[f"Person {n}"] for n in range(999)]]))
    folder = database.path.parent / "backups"
    assert not folder.exists()
    bring(table([["Name"], *[[f"Somebody {n}"] for n in range(1001)]]))
    assert ["before-import" in path.name for path in folder.iterdir()] == [True]


def test_a_large_import_into_what_may_only_be_read_is_refused_before_a_copy_is_made(
    bring, table, database, monkeypatch
):
    monkeypatch.setattr(database, "is_read_only", True)
    with pytest.raises(StorageError, match="can only be read"):
        bring(table([["Name"], *[[f"Somebody {n}"] for n in range(1001)]]))
    assert not (database.path.parent / "backups").exists()


def test_deals_come_with_their_contacts_once(bring, table, database):
    rows = [
        ["Contact name", "Email", "Deal name", "Deal value", "Deal stage"],
        ["Ann Archer", "ann@mail.example", "Garden", "1.250,50", "Negotiation"],
        ["Bob Bell", "bob@mail.example", "Roof", "300", "Somewhere else"],
        ["Cleo Cole", "cleo@mail.example", "", "", ""],
    ]
    report = bring(table(rows, delimiter=";"))
    assert report.deals_created == 2
    with database.read() as session:
        found = pipeline.list_deal_rows(session, pipeline.list_deal_ids(session)).values()
        deals = {
            row.title: (str(row.amount), row.currency, row.stage, row.contact) for row in found
        }
    assert deals == {
        "Garden": ("1250.50", "EUR", "Negotiation", "Ann Archer"),
        "Roof": ("300.00", "EUR", "New", "Bob Bell"),
    }
    again = bring(table(rows, delimiter=";"))
    assert (again.unchanged, again.deals_created, again.action) == (3, 0, None)


def test_a_deal_without_a_title_comes_in_under_its_contact(bring, table, database):
    rows = [["Name", "Deal name", "Deal value"], ["Ann Archer", "", "5"], ["Bob", " ", ""]]
    assert bring(table(rows)).deals_created == 1
    with database.read() as session:
        found = pipeline.list_deal_rows(session, pipeline.list_deal_ids(session)).values()
        assert [(row.title, row.contact) for row in found] == [("Ann Archer", "Ann Archer")]


def test_a_deal_of_a_row_that_is_twice_in_the_file_comes_once(bring, table):
    row = ["Ann Archer", "ann@mail.example", "Garden", "5"]
    rows = [["Name", "Email", "Deal name", "Deal value"], row, row]
    assert bring(table(rows), "fill").deals_created == 1


def test_people_find_a_company_that_the_file_calls_otherwise(bring, table, database):
    known = add(database, name="Archer Workshops", kind="company", tax_id="123456783")
    add(database, name="Bob Bell", emails=(Labelled("bob@mail.example"),))
    rows = [
        ["Name", "Company", "Email", "Tax id"],
        ["", "Archer Ltd", "", "123456783"],
        ["Ann Archer", "Archer Ltd", "ann@mail.example", ""],
        ["Bob Bell", "Bell Ltd", "bob@mail.example", ""],
        ["", "Bell Ltd", "bell@mail.example", ""],
    ]
    report = bring(table(rows), "fill")
    assert report.companies_created == 0
    assert names(database).count("Bell Ltd") == 1
    with database.read() as session:
        people = [relation.name for relation in contacts.get_view(session, known).relations]
    assert people == ["Ann Archer"]


def test_a_list_of_deals_can_leave_the_deals_out(table, database):
    rows = [["Name", "Deal name", "Deal value"], ["Ann Archer", "Garden", "5"]]
    preview = inspect(table(rows))
    report = bring_in(database, preview, Wishes("x", deals=False), Progress())
    assert (report.created, report.deals_created) == (1, 0)


def test_the_headline_says_what_became_of_the_rows(bring, table):
    assert bring(table(GREEK)).headline == "3 contacts added. 1 row skipped."
    assert bring(table(GREEK)).headline == "3 were there already. 1 row skipped."


def test_a_row_that_is_twice_in_the_file_is_not_said_to_have_been_there(bring, table):
    ann, more = ["Ann", "ann@mail.example", ""], ["Ann", "ann@mail.example", "Baker"]
    report = bring(table([["Name", "Email", "Role"], ann, ann, more]), "fill")
    assert (report.created, report.updated, report.unchanged) == (1, 1, 1)
    assert (report.repeated, report.completed, report.there) == (2, 0, 0)
    assert report.headline == "1 contact added. 2 rows were in the file twice, so they were joined."
    again = bring(table([["Name", "Email", "Role"], ann, ann, more]), "fill")
    assert again.headline == "3 were there already."


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Phone"], *(["Άννα Ευθυμίου", f"690000000{number}"] for number in range(3))],
        [["Name", "Email"], *(["Ivan Petrov", f"ivan{number}@mail.example"] for number in (1, 2))],
        [["Name", "Company", "Phone"], *(["Eva Kos", "Kos KG", f"690000002{n}"] for n in (1, 2))],
    ],
)
def test_what_the_import_calls_possible_doubles_is_found_afterwards(bring, table, database, rows):
    (double,) = bring(table(rows)).doubles
    with database.read() as session:
        (group,) = doubles.find_groups(session, Progress())
    assert len(group.ids) == len(double.rows) == len(rows) - 1


def test_namesakes_with_another_email_and_another_phone_are_not_possible_doubles(
    bring, table, database
):
    rows = [["Name", "Phone", "Email"]]
    rows += [["Eva Kos", f"690000000{number}", f"eva{number}@mail.example"] for number in (1, 2)]
    assert bring(table(rows)).doubles == ()
    with database.read() as session:
        assert doubles.find_groups(session, Progress()) == []


def test_who_is_said_to_be_somebody_else_is_no_possible_double_any_more(table, database):
    add(database, name="Юлия Лебедук", emails=(Labelled("yuliya1@mail.example"),))
    path = table([["Имя и фамилия", "Email"], ["Юлия Лебедук", "yuliya2@mail.example"]])
    preview = inspect(path, ReadOptions(home="GR"))
    wishes = Wishes(path.name, OnDouble.FILL, joined=frozenset(), apart={2})
    report = bring_in(database, preview, wishes, Progress())
    assert (report.created, report.doubles) == (1, ())
    with database.read() as session:
        assert doubles.find_groups(session, Progress()) == []
