"""Scenario 4: what may be one contact is proposed, and nothing is merged without a click."""

from __future__ import annotations

import pytest

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import COMPANY, ContactDraft, Labelled
from tests.scenarios.conftest import LANGUAGES, figure

FIRM, FIRM_AGAIN = 'ООО "РОМАШКА"', "ООО «Ромашка»"
GREEK, GREEK_AGAIN = "Παπαδόπουλος Γ.", "ΠΑΠΑΔΟΠΟΥΛΟΣ Γ"
IVAN = "Иванов Иван"
THERE = (
    ContactDraft(FIRM, COMPANY, tax_id="7701234567"),
    ContactDraft(GREEK, phones=(Labelled("210 1234567"),)),
    ContactDraft(IVAN, phones=(Labelled("+79161112233"),), emails=(Labelled("ivan@mail.example"),)),
)
INCOMING = (
    "Name,Kind,Tax number,Phone,Email,Remark",
    f"{FIRM_AGAIN},company,7701234567,,,from the fair",
    f"{GREEK_AGAIN},person,,+302101234567,,from the fair",
    f"{IVAN},person,,+79164445566,other@mail.example,from the fair",
)
ALL = sorted([FIRM, FIRM_AGAIN, GREEK, GREEK_AGAIN, IVAN, IVAN])


@pytest.fixture
def path(file, tmp_path):
    """The three who are there are stored; the file has those who come."""
    file.write(lambda session: [contacts.create(session, draft) for draft in THERE])
    path = tmp_path / "fair.csv"
    path.write_text("\n".join(INCOMING), "utf-8")
    return path


def test_command_line(run, file, path):
    status, report = run("import", path)
    assert (status, report["created"]) == (0, 3)
    assert [(each["key"], len(each["rows"])) for each in report["doubles"]] == [
        ("tax_id", 1),
        ("phone", 1),
    ]
    assert file.names() == ALL
    _, answer = run("contacts", "doubles")
    names = {row["id"]: row["name"] for row in run("contacts", "list")[1]["rows"]}
    assert [[names[key] for key in group["ids"]] for group in answer["groups"]] == [
        [FIRM, FIRM_AGAIN],
        [GREEK, GREEK_AGAIN],
    ]
    assert set(answer["groups"][0]["keys"]) == {"tax_id", "name"}
    assert set(answer["groups"][1]["keys"]) == {"phone", "name"}
    assert all(0.5 <= group["score"] <= 1 for group in answer["groups"])
    assert file.names() == ALL
    run("contacts", "merge", *answer["groups"][0]["ids"])
    assert len(file.names()) == len(ALL) - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_window(sit_down, file, path, language):
    owner = sit_down(language)
    owner.file_to_import(path)
    owner.reads(figure(T("New contacts"), 1))
    owner.reads(figure(T("Completed"), 2))
    owner.until(lambda: owner.rows(T("Rows of the file"), 1)[2] == "")  # Иванов is somebody new
    owner.chooses("import_doubles", T("Bring them in and list them"))
    owner.reads(figure(T("New contacts"), 3))
    states = owner.rows(T("Rows of the file"), 1)
    assert states == [str(T("Possible double"))] * 2 + [""]
    owner.press("Ctrl+Return")
    owner.until(lambda: file.names() == ALL)

    owner.command(T("Find doubles"))
    groups = T("Possible doubles")
    owner.until(lambda: len(owner.rows(groups)) == 2)
    reads_why(owner, T("similar name"), T("same tax number"))
    assert file.names() == ALL
    owner.press("Ctrl+Return")
    owner.until(lambda: len(owner.rows(groups)) == 1)
    reads_why(owner, T("same phone"), T("similar name"))
    assert len({FIRM, FIRM_AGAIN} & set(file.names())) == 1
    owner.press("Ctrl+D")  # they are two
    owner.reads(T("No doubles"))
    assert len(file.names()) == len(ALL) - 1


def reads_why(owner, *reasons):
    words = ", ".join(map(str, reasons))
    owner.reads(words[0].upper() + words[1:])
