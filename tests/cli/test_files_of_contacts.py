"""Files of contacts on the command line."""

from __future__ import annotations

import io
import os
from zipfile import ZipFile

from smallcrm.cli.main import main
from smallcrm.db.files import FileStore, folder_of


def test_file_goes_in_and_comes_out_the_same(run, tmp_path):
    _, anna = run("contacts", "add", "--name", "Anna")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna", "utf-8")
    status, added = run("contacts", "attach", anna["id"], letter)
    assert status == 0
    _, listed = run("contacts", "files", anna["id"])
    assert [(row["id"], row["name"], row["size"]) for row in listed["rows"]] == [
        (added["id"], "letter.txt", 9)
    ]
    out = tmp_path / "out.txt"
    assert run("contacts", "save-file", added["id"], out)[0] == 0
    assert out.read_text("utf-8") == "Dear Anna"
    assert run("check")[1]["ok"]


def test_missing_file_and_missing_contact_are_told(run, tmp_path):
    _, anna = run("contacts", "add", "--name", "Anna")
    assert run("contacts", "attach", anna["id"], tmp_path / "none")[0] == 1
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna", "utf-8")
    assert run("contacts", "attach", 99, letter)[0] == 1
    run("contacts", "attach", anna["id"], letter)
    for path in tmp_path.glob("test.files/??/*"):
        path.unlink()
    status, answer = run("check")
    assert (status, answer["ok"]) == (1, False)
    assert "letter.txt" in answer["problems"][0]


def test_everything_about_a_contact_comes_out(run, tmp_path):
    _, anna = run("contacts", "add", "--name", "Anna")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna", "utf-8")
    run("contacts", "attach", anna["id"], letter)
    out = tmp_path / "anna.zip"
    status, answer = run("contacts", "export", anna["id"], out)
    assert status == 0
    assert answer == {"file": str(out.resolve()), "documents": 0, "files": 1, "lacking": []}
    with ZipFile(out) as archive:
        assert archive.read("files/letter.txt") == b"Dear Anna"
    assert run("contacts", "export", 99, out)[0] == 1


def test_tidy_removes_what_nothing_needs(run, capsys, data_file, tmp_path):
    _, anna = run("contacts", "add", "--name", "Anna")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna", "utf-8")
    run("contacts", "attach", anna["id"], letter)
    FileStore(folder_of(data_file)).add(io.BytesIO(b"stray"))
    for path in folder_of(data_file).rglob("*"):
        os.utime(path, (0, 0))
    main(["--file", str(data_file), "check"])
    assert "1 file is not needed any more" in capsys.readouterr().out
    assert run("check") == (0, {"ok": True, "problems": []})
    assert run("tidy") == (0, {"removed": 1, "bytes": 5})
    assert run("tidy") == (0, {"removed": 0, "bytes": 0})
    assert run("check")[1]["ok"]
