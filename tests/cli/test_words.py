"""What people read on the command line is in their language."""

from __future__ import annotations

import json

import pytest

from smallcrm.cli.main import main

DRAFT = {
    "kind": "invoice",
    "customer": {"name": "Anthos"},
    "lines": [{"description": "Rosa", "price": "10", "tax_rate": "24"}],
}


@pytest.fixture
def filled(data_file, tmp_path, capsys):
    draft = tmp_path / "draft.json"
    draft.write_text(json.dumps(DRAFT), "utf-8")
    for command in (
        ["documents", "new", str(draft)],
        ["contacts", "add", "--name", "Anthos", "--company", "Rosa", "--tag", "VIP"],
    ):
        assert main(["--file", str(data_file), *command]) == 0
    capsys.readouterr()
    return data_file


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Number", "Status", "Customer", "Still open", "Invoice", "Draft", "1 document"]),
        ("ru", ["Номер", "Статус", "Клиент", "Счёт", "Черновик", "1 документ"]),
        ("el", ["Αριθμός", "Κατάσταση", "Πελάτης", "Τιμολόγιο", "Πρόχειρο", "1 παραστατικό"]),
    ],
)
def test_list_of_documents_speaks_the_language_of_the_reader(filled, capsys, language, words):
    assert main(["--file", str(filled), "--lang", language, "documents", "list"]) == 0
    said = capsys.readouterr().out
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("language", ["ru", "el"])
@pytest.mark.parametrize(
    "command", ["contacts list", "contacts show 1", "documents list", "documents show 1", "check"]
)
def test_no_english_is_left(filled, capsys, language, command):
    assert main(["--file", str(filled), "--lang", language, *command.split()]) == 0
    latin = {word for word in capsys.readouterr().out.split() if word.isascii() and word.isalpha()}
    assert latin <= {"Anthos", "Rosa", "VIP", "Email", "S"}  # S: a tax category
