"""Scenario 5: an import is taken back after some of its contacts were changed and used."""

from __future__ import annotations

import pytest

from smallcrm.core.text import TN, T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft, Labelled
from tests.scenarios.conftest import EXPONENT, FIRM, LANGUAGES, list_from_1c

OLD, OTHER = "Иванов Иван", "Ёлкин Андрей"  # the first is in the list, too; nobody knows the other
MORE = tuple(
    (name, "", f"8 903 000-00-0{number}", f"more{number}@mail.example", "Тверь")
    for number, name in enumerate(("Орлова Анна", "Юдин Лев", "Белова Зоя", "Громов Олег"))
)
EDITED = (EXPONENT, FIRM, "Орлова Анна")
SOLD_TO = "Юдин Лев"
GONE = ["Белова Зоя", "Громов Олег"]
DEALS = "Email;Сделка\nmore1@mail.example;Новые тормоза\n"


@pytest.fixture
def path(russian_file, tmp_path):
    """Two contacts are there; one of them gets an e-mail and a town from the list."""
    there = (ContactDraft(OLD, phones=(Labelled("+7 916 123-45-67"),)), ContactDraft(OTHER))
    russian_file.write(lambda session: [contacts.create(session, draft) for draft in there])
    return list_from_1c(tmp_path / "клиенты.xlsx", *MORE)


@pytest.fixture
def deals(tmp_path):
    path = tmp_path / "сделки.csv"
    path.write_text(DEALS, "utf-8")
    return path


def look_at_what_stays(file, before):
    """The three that were changed and the one with a deal; all else is as it was."""
    edited = [f"{name} *" for name in EDITED]
    assert file.names() == sorted([OLD, OTHER, *edited, SOLD_TO])
    old = file.draft(OLD)
    assert (old.emails, old.addresses) == ((), ())
    stays = {file.id_of(name) for name in (*edited, SOLD_TO)}
    after = file.tables()
    assert len(after["deal"]) == 1
    words = after.pop("search_text")  # of those that were there, the four, and the deal
    assert [row for row in words if row in before["search_text"]] == before["search_text"]
    assert len(words) == len(before["search_text"]) + 5
    for name, rows in after.items():
        assert [row for row in rows if not belongs(name, row, stays)] == before[name]


def belongs(table, row, stays):
    """Whether *row* is one of the contacts that stay, a part of it, its deal, or that one's way."""
    if table == "stage_stay":  # there is one deal, that of a contact that stays
        return True
    return row["id"] in stays if table == "contact" else row.get("contact_id") in stays


def test_command_line(run, tell, russian_file, path, deals):
    before = russian_file.tables()
    _, report = run("import", path, "--on-double", "fill")
    assert (report["created"], report["rows"]) == (6, 9)
    assert {each.value for each in russian_file.draft(OLD).emails} >= {"i.ivanov@shop.example"}
    for name in EDITED:
        assert run("contacts", "set", russian_file.id_of(name), f"name={name} *")[0] == 0
    assert run("import", deals, "--as", "deals")[1]["deals_created"] == 1
    stays = sorted(
        [*(russian_file.id_of(f"{name} *") for name in EDITED), russian_file.id_of(SOLD_TO)]
    )
    told = tell("undo", report["action"], "--dry-run")
    for key, name in zip(stays, (*EDITED, SOLD_TO), strict=True):
        assert any(line.startswith(name) and str(key) in line for line in told), name
    status, undone = run("undo", report["action"])
    assert status == 0
    kept = [item["id"] for item in undone["kept"] if item["table"] == "contact"]
    assert sorted(kept) == stays
    assert (undone["removed"], undone["restored"]) == (2, 1)
    look_at_what_stays(russian_file, before)


@pytest.mark.parametrize("language", LANGUAGES)
def test_window(sit_down, russian_file, path, deals, language):
    before = russian_file.tables()
    owner = sit_down(language)
    owner.file_to_import(path)
    owner.ready(TN("Import {count} contact", "Import {count} contacts", 9))
    owner.press("Ctrl+Return")
    owner.until(lambda: SOLD_TO in russian_file.names())
    for name in EDITED:
        owner.opens(name)
        owner.press("F2")
        owner.type(f"{name} *")
        owner.press("Tab")
        owner.until(lambda name=name: f"{name} *" in russian_file.names())
    owner.file_to_import(deals)
    owner.ready(TN("Import {count} contact", "Import {count} contacts", 1))
    owner.press("Ctrl+Return")
    owner.until(lambda: russian_file.tables()["deal"])

    owner.opens(f"{FIRM} *")
    owner.command(T("History of this contact"))
    label = T("Import {file}", file=path.name)
    owner.click_row(T("History of this contact"), label, 1)
    owner.click(T("Take this step back"))
    owner.until(lambda: not set(GONE) & set(russian_file.names()))
    stays = TN(
        "{count} contact stays, because it was changed or used since: {names}",
        "{count} contacts stay, because they were changed or used since: {names}",
        4,
        names=", ".join([f"{EXPONENT} *", f"{FIRM} *", f"{EDITED[2]} *", SOLD_TO]),
    )
    owner.reads(stays)
    owner.press("Esc")
    look_at_what_stays(russian_file, before)
