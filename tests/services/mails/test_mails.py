"""E-mails in files become entries of the contacts whose they are, with what came along."""

from __future__ import annotations

import pytest

from smallcrm.core import clock, who
from smallcrm.core.errors import NotFound
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, files, leads, mails
from smallcrm.services.mails import ADD_ADDRESS, GIVE, LEAD, LEAVE, NEW, Answer
from tests.services.exchange.mails.outlook import attached, message, saved, stream, tree


@pytest.fixture
def timeline(ask):
    """The e-mails of a contact as pairs of subject and direction."""

    def read(contact_id):
        entries = ask(contacts.list_timeline, contact_id, group="email")
        return [(entry.title, entry.direction) for entry in entries]

    return read


@pytest.fixture
def file_names(ask):
    def read(contact_id):
        rows = ask(files.list_file_rows, ask(files.list_file_ids, contact_id))
        return sorted(row.name for row in rows.values())

    return read


def test_received_mail_comes_to_its_sender_with_text_time_and_files(
    people, letter, noted, ask, timeline, file_names
):
    path = letter()
    done = noted(path)
    assert [entry.contact_id for entry in done.entries] == [people["Anna"]]
    assert timeline(people["Anna"]) == [("Order", "in")]
    [entry] = ask(contacts.list_timeline, people["Anna"], group="email")
    assert (entry.body, f"{entry.at:%F %R}") == ("Twenty tulips", "2026-11-27 08:00")
    assert file_names(people["Anna"]) == ["a.eml", "list.pdf"]
    rows = ask(files.list_files_of_entries, [entry.id])[entry.id]
    assert [(row.name, row.came_with) for row in rows] == [
        ("a.eml", "Order"),
        ("list.pdf", "Order"),
    ]


def test_bytes_of_what_came_along_are_kept_as_they_were(people, letter, noted, database, ask):
    path = letter()
    noted(path)
    rows = ask(files.list_file_rows, ask(files.list_file_ids, people["Anna"]))
    by_name = {row.name: row.sha256 for row in rows.values()}
    with database.files.open(by_name["a.eml"]) as source:
        assert source.read() == path.read_bytes()
    with database.files.open(by_name["list.pdf"]) as source:
        assert source.read().strip() == b"words of list.pdf"


def test_sent_mail_comes_to_the_first_recipient_who_is_known(people, letter, noted, timeline):
    noted(letter(sender="shop@own.example", to="x@other.example, anna@mail.example"))
    assert timeline(people["Anna"]) == [("Order", "out")]


def test_address_of_a_person_and_a_company_is_the_person_s(people, letter, noted):
    [entry] = noted(letter(sender="BOTH@mail.example")).entries
    assert entry.contact_id == people["Anna"]


def test_mail_of_who_works_here_is_theirs(people, letter, noted, ask):
    who.use(who.Person("x", "Somebody"))
    noted(letter("a.eml", "maria@own.example", "anna@mail.example", key="a"))
    noted(letter("b.eml", to="Maria <maria@own.example>", key="b"))
    entries = ask(contacts.list_timeline, people["Anna"], group="email")
    drafts = [ask(contacts.get_activity, entry.id) for entry in entries]
    assert {draft.owner_id for draft in drafts} == {people["Maria"]}
    assert {draft.direction for draft in drafts} == {"in", "out"}


def test_without_an_address_of_the_business_a_mail_to_somebody_known_went_out(
    database, letter, noted
):
    with database.write(T("Test")) as session:
        draft = contacts.ContactDraft("Anna", emails=(contacts.Labelled("anna@mail.example"),))
        contacts.create(session, draft)
    [entry] = noted(letter(sender="me@home.example", to="anna@mail.example")).entries
    assert entry.mail.direction == "out"


def test_mail_from_another_address_of_the_business_went_out(people, letter, noted, timeline):
    noted(letter("b.eml", "sales@own.example", "anna@mail.example", key="b"))
    noted(letter("c.eml", "eve@other.example", "shop@own.example, anna@mail.example", key="c"))
    assert sorted(timeline(people["Anna"])) == [("Order", "in"), ("Order", "out")]


@pytest.fixture
def body(ask, people):
    """The text of the one e-mail on the timeline of Anna."""

    def read():
        [entry] = ask(contacts.list_timeline, people["Anna"], group="email")
        return entry.body

    return read


def test_whom_else_a_mail_went_to_is_told_in_the_entry(people, letter, noted, body):
    to = "Anna <anna@mail.example>, shop@own.example, Eve Elm <eve@other.example>"
    noted(letter(to=to, cc="x@other.example, both@mail.example, ANNA@mail.example"))
    assert body() == "Also to: Eve Elm, x@other.example\n\nTwenty tulips"


def test_many_recipients_do_not_hide_the_text(people, letter, noted, body):
    to = ", ".join(f"Eve {number} <eve{number}@other.example>" for number in range(50))
    noted(letter(sender="shop@own.example", to=f"anna@mail.example, {to}"))
    names, _, text = body().partition("\n\n")
    assert (names[-9:], names.count(","), text) == (", Eve 9 …", 9, "Twenty tulips")


def test_who_wrote_is_told_where_that_is_not_the_contact(people, letter, noted, body):
    noted(letter(sender="Eve <eve@other.example>", to="anna@mail.example, shop@own.example"))
    assert body() == "From: Eve <eve@other.example>\n\nTwenty tulips"


def test_contact_made_of_the_sender_needs_not_be_told_again(people, letter, noted, ask):
    done = noted(letter(sender="eve@other.example"), answers={"eve@other.example": Answer(NEW)})
    [entry] = ask(contacts.list_timeline, done.entries[0].contact_id, group="email")
    assert entry.body == "Twenty tulips"


def test_same_mail_comes_in_once_whatever_file_it_is_in(people, letter, noted, tmp_path, timeline):
    other = tmp_path / "b.msg"
    other.write_bytes(saved(message()))
    first = noted(letter(), letter("copy.eml", key="two@mail.example"), other)
    assert (len(first.entries), len(first.known)) == (2, 1)
    again = noted(letter("third.eml"), other)
    assert (again.entries, len(again.known)) == ((), 2)
    assert len(timeline(people["Anna"])) == 2


def test_mail_without_an_id_is_known_by_its_bytes(people, letter, noted):
    path = letter(key="")
    other = path.with_name("b.eml")
    other.write_bytes(path.read_bytes())
    done = noted(path, other)
    assert (len(done.entries), len(done.known)) == (1, 1)


@pytest.mark.parametrize("told", ["<>", "", " ", "\r\n <>", "<@>"])
def test_mails_whose_id_says_nothing_are_not_taken_for_the_same(people, tmp_path, noted, told):
    paths = [tmp_path / "a.eml", tmp_path / "b.eml"]
    for path in paths:
        head = f"Message-ID:{told}\r\nMIME-Version: 1.0\r\nFrom: anna@mail.example\r\n"
        path.write_bytes(f"{head}Subject: Order\r\n\r\n{path.name}".encode())
    done = noted(*paths)
    assert (len(done.entries), done.known) == (2, ())
    assert len(noted(*paths).known) == 2


def test_id_of_an_email_inside_is_not_that_of_the_one_around_it(people, tmp_path, noted):
    inner = attached("a.eml", b"Subject: x\r\nMessage-ID: <inner@mail.example>\r\n" * 100)
    paths = [tmp_path / "a.msg", tmp_path / "b.msg"]
    for path in paths:
        sender = stream("0C1F", "anna@mail.example"), stream("0037", path.name)
        path.write_bytes(saved(tree(*sender, parts=(inner,))))
    assert len(noted(*paths).entries) == 2


def test_undo_takes_entry_and_files_away_and_redo_brings_them(
    people, letter, noted, database, timeline, file_names
):
    noted(letter(), letter("b.eml", key="b"))
    database.undo()
    assert (timeline(people["Anna"]), file_names(people["Anna"])) == ([], [])
    database.redo()
    assert len(timeline(people["Anna"])) == 2
    assert len(file_names(people["Anna"])) == 4


def test_removed_entry_takes_its_files_along_and_may_come_in_again(
    people, letter, noted, database, file_names
):
    [entry] = noted(letter()).entries
    with database.write(T("Test")) as session:
        contacts.remove_activity(session, entry.id)
    assert file_names(people["Anna"]) == []
    assert len(noted(letter()).entries) == 1
    assert file_names(people["Anna"]) == ["a.eml", "list.pdf"]
    database.undo()
    database.undo()
    assert file_names(people["Anna"]) == ["a.eml", "list.pdf"]


def test_leaving_an_email_out_changes_nothing_about_its_entry_that_was_removed(
    people, letter, noted, database, timeline
):
    path, strange = letter(sender="eve@other.example"), "eve@other.example"
    [entry] = noted(path, answers={strange: Answer(GIVE, people["Anna"])}).entries
    with database.write(T("Test")) as session:
        contacts.remove_activity(session, entry.id)
    assert len(noted(path, answers={strange: Answer(LEAVE)}).left) == 1
    database.undo()
    assert timeline(people["Anna"]) == [("Order", "in")]
    assert len(noted(path).known) == 1


def test_dropped_on_a_contact_it_is_his_and_says_with_whom_it_was(
    people, letter, noted, opened, ask
):
    path = letter(sender="Eve <eve@other.example>")
    [mail] = opened(path, contact_id=people["Keller KG"]).mails
    assert (mail.is_theirs, mail.is_open, mail.contact_name) == (False, True, "Keller KG")
    noted(path, contact_id=people["Keller KG"])
    [entry] = ask(contacts.list_timeline, people["Keller KG"], group="email")
    assert entry.body == "From: Eve <eve@other.example>\n\nTwenty tulips"


def test_address_that_is_new_may_become_one_of_the_contact_s(people, letter, noted, ask, database):
    path, anna = letter(sender="Eve <eve@other.example>"), people["Anna"]
    noted(path, contact_id=anna, answers={"eve@other.example": Answer(ADD_ADDRESS)})
    values = [each.value for each in ask(contacts.get_draft, anna).emails]
    assert values == ["anna@mail.example", "both@mail.example", "eve@other.example"]
    database.undo()
    assert len(ask(contacts.get_draft, anna).emails) == 2


def test_unknown_sender_is_asked_for_once_and_may_become_a_contact(people, letter, noted, ask):
    eve = "Eve Elm <eve@other.example>"
    paths = [letter("a.eml", eve, key="a"), letter("b.eml", eve, key="b")]
    left = noted(*paths)
    assert (len(left.left), left.entries) == (2, ())
    done = noted(*paths, answers={"eve@other.example": Answer(NEW)})
    [contact_id] = {entry.contact_id for entry in done.entries}
    draft = ask(contacts.get_draft, contact_id)
    assert (draft.name, draft.emails[0].value) == ("Eve Elm", "eve@other.example")


def test_unknown_sender_may_be_somebody_who_is_chosen_or_left_out(people, letter, noted, timeline):
    path = letter(sender="eve@other.example")
    assert len(noted(path, answers={"eve@other.example": Answer(LEAVE)}).left) == 1
    noted(path, answers={"eve@other.example": Answer(GIVE, people["Anna"])})
    assert timeline(people["Anna"]) == [("Order", "in")]


def test_form_of_the_site_becomes_a_lead_with_its_fields_and_only_once(people, letter, noted, ask):
    path = letter(sender="shop@own.example", text="Name: Eve Elm\nPhone: 555 0100\nMessage: Hello")
    [mail] = noted(path).left
    assert mail.is_form
    done = noted(path, answers={mail.stranger: Answer(LEAD)})
    [lead] = ask(leads.list_rows, done.leads).values()
    assert (lead.name, lead.phone) == ("Eve Elm", "555 0100")
    assert len(noted(path, answers={mail.stranger: Answer(LEAD)}).known) == 1


def test_file_that_cannot_be_read_is_told_and_costs_only_itself(people, letter, opened, tmp_path):
    bad = tmp_path / "bad.eml"
    bad.write_bytes(b"\x89PNG" + bytes(500))
    found = opened(bad, letter(), tmp_path / "gone.eml")
    assert len(found.mails) == 1
    assert [str(error.message) for error in found.refused] == [
        "bad.eml cannot be read as an email.",
        "gone.eml cannot be opened.",
    ]


def test_time_in_the_future_is_now(people, letter, noted, ask):
    noted(letter(date="Fri, 27 Nov 2999 10:00:00 +0200"))
    [entry] = ask(contacts.list_timeline, people["Anna"], group="email")
    assert entry.at <= clock.now()


def test_mail_names_nobody_of_the_contacts(people, letter, noted, ask):
    uid = ask(contacts.get_uid, people["Keller KG"])
    noted(letter(text=f"@Keller <crm://contact/{uid}>"))
    [entry] = ask(contacts.list_timeline, people["Anna"], group="email")
    assert "<crm:" not in entry.body


def test_all_are_noted_or_none_and_bytes_that_were_kept_serve_the_next_time(
    people, letter, noted, database, ask, timeline
):
    paths = [letter(), letter("b.eml", "eve@other.example", key="b")]
    strange = "eve@other.example"
    with pytest.raises(NotFound):
        noted(*paths, answers={strange: Answer(GIVE, 4711)})
    assert (timeline(people["Anna"]), ask(files.list_file_ids, people["Anna"])) == ([], [])
    assert len(noted(*paths, answers={strange: Answer(GIVE, people["Anna"])}).entries) == 2
    assert ask(files.list_lost, database.files) == []


def test_contact_that_is_gone_gets_nothing(people, letter, opened):
    with pytest.raises(NotFound):
        opened(letter(), contact_id=4711)


def test_nothing_is_kept_without_a_store(people, letter, ask, database):
    found = ask(mails.open_mails, None, [letter()], Progress())
    assert [file.name for file in found.mails[0].files] == ["a.eml", "list.pdf"]
    assert not database.files.folder.exists()
