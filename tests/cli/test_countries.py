"""A country that is none is refused by every command that takes one."""

from __future__ import annotations

import json

import pytest

from smallcrm.cli.main import main


@pytest.mark.parametrize(
    "words",
    [
        ("calls", "import", "{file}", "--country", "XX"),
        ("import", "{file}", "--country", "Greece"),
        ("new", "{new}", "--country", "ZZ"),
        ("settings", "taxes", "--take", "Q1"),
    ],
)
def test_country_that_is_none_is_refused(run, tmp_path, words):
    file, new = tmp_path / "list.csv", tmp_path / "new.smallcrm"
    file.write_text("date,from,duration\n2026-11-02 10:00,6912345678,83\n")
    status, answer = run(*(word.format(file=file, new=new) for word in words))
    assert (status, answer["error"]["field"]) == (1, "country")
    assert words[-1] in answer["error"]["message"]
    assert not new.exists()


def test_country_is_taken_in_small_letters(run, tmp_path, capsys):
    new = tmp_path / "new.smallcrm"
    assert run("new", new, "--country", "ru")[0] == 0
    assert main(["--file", str(new), "--json", "settings", "show"]) == 0
    told = json.loads(capsys.readouterr().out)["settings"]
    assert (told["country"], told["currency"]) == ("RU", "RUB")
