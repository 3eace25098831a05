"""Scenario 3: whatever a program has stored letters as, names are read as they were written."""

from __future__ import annotations

import pytest

from smallcrm.core.text import TN, T

LATIN = [f"John Smith {number};john{number}@mail.example" for number in range(30)]
RUSSIAN = ["Иванов Иван;ivan@mail.example", "Щербакова Анна;anna@mail.example"]
GREEK = ["Παπαδόπουλος Γιώργος;giorgos@mail.example", "Άννα Ζωγράφου;zoi@mail.example"]
FILES = {
    "latin-first.csv": ("Name;Email", [*LATIN, *RUSSIAN], "cp1251", "cp1251"),
    "one-word.csv": ("Name;Email", ["Иванов;a@mail.example"], "cp1251", "cp1251"),
    "unicode-text.txt": ("Name\tEmail", [*RUSSIAN, *GREEK], "utf-16", "utf-16"),
    "marked.csv": ("Name;Email", [*GREEK, *RUSSIAN], "utf-8-sig", "utf-8"),
}
NAMES = {name: [row.split(";")[0] for row in rows] for name, (_, rows, *_) in FILES.items()}
SHOWN = {
    "cp1251": T("Cyrillic (Windows-1251)"),
    "utf-16": T("Unicode (UTF-16)"),
    "utf-8": T("Unicode (UTF-8)"),
}


@pytest.fixture
def write(tmp_path):
    """Writes one of the files; returns its path."""

    def write(name):
        heading, rows, encoding, _ = FILES[name]
        path = tmp_path / name
        text = "\r\n".join([heading, *rows, ""])
        path.write_bytes(text.replace(";", heading[4]).encode(encoding))
        return path

    return write


@pytest.mark.parametrize("name", FILES)
def test_command_line(run, file, write, name):
    status, report = run("import", write(name))
    assert (status, report["encoding"], report["created"]) == (0, FILES[name][3], len(NAMES[name]))
    assert file.names() == sorted(NAMES[name])


@pytest.mark.parametrize("language", ["ru"])
def test_window_shows_the_names_of_each_and_brings_them_in(sit_down, file, write, language):
    owner = sit_down(language)
    table = T("Rows of the file")
    for name, (*_, encoding) in FILES.items():
        owner.file_to_import(write(name))
        owner.until(lambda name=name: owner.rows(table, 2) == NAMES[name])
        owner.mentions(SHOWN[encoding])
    owner.ready(TN("Import {count} contact", "Import {count} contacts", 4))
    owner.press("Ctrl+Return")
    owner.until(lambda: file.names() == sorted(NAMES["marked.csv"]))
