"""Leads from lists, messages, what was copied, and a folder that others fill."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from smallcrm.core import clock
from smallcrm.core.errors import ImportProblem, UserError
from smallcrm.core.text import T
from smallcrm.services import arriving, leads
from smallcrm.services.arriving import Watch
from smallcrm.services.erasing import erase_contact
from smallcrm.services.leads import FOLDER, IMPORT, MAIL, TYPED, LeadDraft

HEAD = "Имя;Телефон;E-mail;Компания;Комментарий;Источник;Кампания;Дата"
ROW = "Анна;+7 916 123-45-67;anna@mail.example;ООО «Лён»;20 букетов;Сайт;Май;02.11.2026"
MAIL_TEXT = "Message-ID: <{key}@x>\nSubject: Website inquiry\n\nName: {name}\nPhone: 1 2 3\n"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "inquiries"
    place.mkdir()
    return place


@pytest.fixture
def look(database):
    """Look into the folder, as the window does: what is found is stored, then settled."""

    def look(watch):
        with database.read() as session:
            looked = watch.look(session)
        with database.write(T("Test")) as session:
            done = leads.bring_in(session, looked.drafts)
        watch.settle(looked)
        return looked, done

    return look


def names(ask):
    rows = ask(leads.list_rows, ask(leads.list_ids)).values()
    return sorted(row.name for row in rows)


def message(folder, name, key, who):
    (folder / name).write_text(MAIL_TEXT.format(key=key, name=who), "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-8-sig", "utf-16"])
def test_list_is_read_in_whatever_encoding(tmp_path, encoding):
    path = tmp_path / "заявки.csv"
    path.write_text(f"{HEAD}\n{ROW}\nБорис;;;;;;;\n;;;;;;;\n", encoding)
    first, second = arriving.read_file(path, "RU")
    assert first.name == "Анна"
    assert (first.phone, first.email) == ("+7 916 123-45-67", "anna@mail.example")
    assert (first.company, first.message) == ("ООО «Лён»", "20 букетов")
    assert (first.source, first.campaign, first.origin) == ("Сайт", "Май", IMPORT)
    assert first.received_at == clock.start_of(date(2026, 11, 2))
    assert (second.name, second.received_at) == ("Борис", None)


def test_workbook_is_read_with_first_and_last_name_in_columns_of_their_own(tmp_path):
    book = Workbook()
    book.active.append(["First name", "Last name", "Mobile phone", "Your message"])
    book.active.append(["Ann", "Archer", 5550100, "Hello"])
    book.save(tmp_path / "list.xlsx")
    [draft] = arriving.read_file(tmp_path / "list.xlsx")
    assert (draft.name, draft.phone, draft.message) == ("Ann Archer", "5550100", "Hello")


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "BEGIN:VCARD\nFN:A\nEND:VCARD\n", "%PDF-1.4\n"])
def test_file_that_says_nothing_of_people_who_asked_is_refused(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ImportProblem):
        arriving.read_file(path)


def test_user_says_what_columns_hold(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Wer,Name,Phone\nHana,old,1\n", "utf-8")
    opened = arriving.open_file(path, mapping={"Wer": "name", "Phone": "ignore"})
    assert [(each.header, each.field) for each in opened.columns] == [
        *(("Wer", "name"), ("Name", None)),
        ("Phone", None),
    ]
    assert [(draft.name, draft.phone) for draft in opened.drafts] == [("Hana", "")]
    [column] = [each for each in opened.columns if each.header == "Name"]
    assert column.samples == ("old",)


def test_headings_in_a_language_nobody_knows_here_are_no_lead(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Imię,Komórka\nHana,555\n", "utf-8")
    opened = arriving.open_file(path, mapping={"Imię": "name", "Komórka": "phone"})
    assert [(draft.name, draft.phone) for draft in opened.drafts] == [("Hana", "555")]


def test_same_list_twice_adds_nothing_and_a_longer_one_adds_what_is_new(tmp_path, do, ask):
    path = tmp_path / "list.csv"
    path.write_text("Name,Phone\nAnn,1\nAnn,1\nBob,2\n", "utf-8")
    first = do(leads.bring_in, arriving.read_file(path))
    again = do(leads.bring_in, arriving.read_file(path))
    path.write_text("Name,Phone\nAnn,1\nAnn,1\nBob,2\nCleo,3\n", "utf-8")
    longer = do(leads.bring_in, arriving.read_file(path))
    assert (len(first.added), first.known) == (3, 0)
    assert (len(again.added), again.known) == (0, 3)
    assert (len(longer.added), longer.known) == (1, 3)
    assert names(ask) == ["Ann", "Ann", "Bob", "Cleo"]


def test_message_is_known_by_its_id_whatever_its_file_is_called(folder, do, ask):
    message(folder, "a.eml", "1", "Ann")
    message(folder, "b.eml", "1", "Ann again")
    message(folder, "c.eml", "2", "Bob")
    for path in sorted(folder.iterdir()):
        do(leads.bring_in, arriving.read_file(path))
    assert names(ask) == ["Ann", "Bob"]
    [first] = arriving.read_file(folder / "a.eml")
    assert (first.origin, len(first.origin_key)) == (MAIL, 64)


def test_known_lead_that_is_typed_again_is_refused(do):
    do(leads.add, LeadDraft("Ann", origin_key="k"))
    with pytest.raises(UserError):
        do(leads.add, LeadDraft("Ann", origin_key="k"))


def test_what_is_in_the_bin_does_not_come_back(folder, do, ask, look):
    message(folder, "a.eml", "1", "Ann")
    first = Watch(folder)
    look(first)
    look(first)
    do(leads.archive, ask(leads.list_ids))
    for watch in (first, Watch(folder)):
        look(watch)
        look(watch)
    assert ask(leads.list_ids) == []


def test_who_was_erased_does_not_come_back_from_the_folder(folder, do, ask, look, database):
    message(folder, "a.eml", "1", "Ann")
    first = Watch(folder)
    look(first)
    look(first)
    done = do(leads.convert, ask(leads.list_ids)[0])
    erase_contact(database, done.contact_id)
    again = Watch(folder)
    look(again)
    look(again)
    assert set(names(ask)) == {""}


def test_what_was_undone_does_not_come_back_by_itself_but_when_asked_for(
    folder, do, ask, look, database
):
    message(folder, "a.eml", 1, "Anna")
    (folder / "list.csv").write_text(f"{HEAD}\n{ROW.replace('Анна', 'Борис')}\n", "utf-8")
    watch = Watch(folder)
    look(watch), look(watch)
    assert names(ask) == ["Anna", "Борис"]
    database.undo()
    after_restart = Watch(folder)
    look(after_restart), look(after_restart)
    assert names(ask) == []
    for name in ("a.eml", "list.csv"):
        do(leads.bring_in, arriving.read_file(folder / name))
    assert names(ask) == ["Anna", "Борис"]


def test_copied_cells_and_copied_text_are_leads(ask):
    cells = arriving.read_pasted('Name\tPhone\nAnn\t1\n"Bob\nBell"\t2\n')
    assert [(draft.name, draft.phone) for draft in cells] == [("Ann", "1"), ("Bob\nBell", "2")]
    [form] = arriving.read_pasted("Имя: Анна\nТелефон: 1\n")
    assert (form.name, form.phone, form.origin, form.origin_key) == ("Анна", "1", TYPED, "")
    [words] = arriving.read_pasted("Somebody called about roses")
    assert words == LeadDraft(message="Somebody called about roses")
    assert arriving.read_pasted(" \n") == []


def test_file_of_the_folder_comes_in_once_and_stays_as_it_is(folder, look, ask):
    message(folder, "a.eml", "1", "Ann")
    (folder / "list.csv").write_text("Name,Phone\nBob,2\n", "utf-8")
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    watch = Watch(folder)
    assert look(watch)[0].waiting == 2
    assert len(look(watch)[1].added) == 2
    assert look(watch)[0] == arriving.Looked([], [], 0, {})
    after = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert before == after
    assert {row.origin for row in ask(leads.list_rows, ask(leads.list_ids)).values()} == {FOLDER}


def test_file_that_is_being_written_waits_until_it_is_whole(folder, look, ask):
    path, watch = folder / "list.csv", Watch(folder)
    for text in ("Name,Pho", "Name,Phone\nAn", "Name,Phone\nAnn,1\n"):
        path.write_text(text, "utf-8")
        assert look(watch)[0].waiting == 1
    assert len(look(watch)[1].added) == 1
    assert names(ask) == ["Ann"]


def test_list_that_grows_brings_only_what_is_new(folder, look, ask):
    path, watch = folder / "list.csv", Watch(folder)
    path.write_text("Name,Phone\nAnn,1\n", "utf-8")
    look(watch)
    look(watch)
    path.write_text("Name,Phone\nAnn,1\nBob,2\n", "utf-8")
    look(watch)
    _looked, done = look(watch)
    assert (len(done.added), done.known) == (1, 1)


def test_file_that_cannot_be_read_is_told_once_and_does_not_hold_up_the_others(folder, look, ask):
    (folder / "bad.eml").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "bad.xlsx").write_bytes(b"PK\x03\x04 nonsense")
    message(folder, "good.eml", "1", "Ann")
    watch = Watch(folder)
    look(watch)
    assert [each.name for each in look(watch)[0].refused] == ["bad.eml", "bad.xlsx"]
    assert look(watch)[0].refused == []
    assert names(ask) == ["Ann"]


def test_what_is_no_file_of_leads_is_left_alone(folder, look):
    message(folder, ".hidden.eml", "1", "Ann")
    message(folder, "~$list.xlsx", "1", "Ann")
    (folder / "notes.txt").write_text("Name: Ann\nPhone: 1", "utf-8")
    (folder / "empty.csv").touch()
    (folder / "sub.csv").mkdir()
    message(folder.parent, "outside.eml", "9", "Outside")
    (folder / "link.eml").symlink_to(folder.parent / "outside.eml")
    watch = Watch(folder)
    assert look(watch)[0].waiting == 0


def test_what_could_not_be_stored_is_read_again(folder, ask):
    message(folder, "a.eml", "1", "Ann")
    watch = Watch(folder)
    ask(watch.look)
    assert len(ask(watch.look).drafts) == 1
    assert len(ask(watch.look).drafts) == 1  # nobody settled it


def test_folder_that_is_gone_is_said(folder, ask, database):
    leads.watch_folder(database.path, folder)
    assert leads.watched_folder(database.path) == folder
    folder.rmdir()
    with pytest.raises(UserError):
        ask(Watch(folder).look)
    with pytest.raises(UserError):
        leads.watch_folder(database.path, folder)
    leads.watch_folder(database.path, None)
    assert leads.watched_folder(database.path) is None
