"""Names of files from elsewhere stay inside their folder, and what runs is known as such."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.services.files import is_dangerous, safe_name

NASTY = st.text(
    st.characters()
    | st.sampled_from('aZ. /\\:*?"<>|\0\n\t\u202e\u200b\u00a0ß€文\ud800~%')
    | st.characters(),
    max_size=300,
) | st.sampled_from(["CON", "con.txt", "LPT1 .pdf", "..", "a:b", "COM¹.x", "aux.", " ", "C:\\x"])


@given(NASTY)
def test_safe_name_stays_in_its_folder_on_every_system(name):
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 151
    assert PurePosixPath(safe).name == safe
    assert PureWindowsPath(safe).name == safe
    assert not PureWindowsPath(safe).is_reserved()
    assert safe not in {".", ".."}
    assert safe == safe.strip(" .")
    assert safe.isprintable()
    safe.encode()


@given(NASTY)
def test_safe_name_of_a_safe_name_is_the_same(name):
    assert safe_name(safe_name(name)) == safe_name(name)


@given(NASTY, st.sampled_from(["exe", "EXE", "Lnk", "js", "hta", "desktop", "ps1", "sh"]))
def test_danger_is_seen_under_any_disguise(name, ending):
    for disguise in ("", ".", " ", " . .", "\u202e", "\u200b.", "\u00a0"):
        assert is_dangerous(f"{name}.{ending}{disguise}")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("offer 2026.pdf", "offer 2026.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\notes.txt", "notes.txt"),
        ("Προσφορά.pdf", "Προσφορά.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("CON.txt", "_CON.txt"),
        ("a:b.txt", "a_b.txt"),
        ("...", "file"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_people_meet(name, safe):
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.jpeg", "exe", "js.txt", "a.xlsx", "a.eml"])
def test_usual_files_are_no_danger(name):
    assert not is_dangerous(name)


@pytest.mark.parametrize("name", ["a.exe:x", "a.pdf.exe", "a.ｅｘｅ", "a.exe::$DATA", "r.svg"])
def test_tricks_are_seen_through(name):
    assert is_dangerous(name)
