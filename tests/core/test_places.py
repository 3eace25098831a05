"""Where things are, what is logged, and work that can be stopped."""

from __future__ import annotations

import logging
import os
import stat
import sys
from pathlib import Path

import pytest

from smallcrm.core import languages, logs, paths
from smallcrm.core.chunks import chunks
from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T


def test_everything_is_under_the_folder_that_was_asked_for(home):
    assert paths.data_folder() == paths.settings_folder() == home
    assert paths.logs_folder() == home / "logs"
    assert paths.default_file() == home / "business.smallcrm"


def test_without_a_wish_the_system_decides(monkeypatch):
    monkeypatch.delenv("SMALLCRM_HOME")
    assert paths.home() is None
    assert "smallcrm" in str(paths.data_folder())
    assert "smallcrm" in str(paths.logs_folder())


def test_last_file_is_remembered(tmp_path, home):
    assert paths.last_file() == paths.default_file()
    paths.remember_file(tmp_path / "Ανθός.smallcrm")
    assert paths.last_file() == tmp_path / "Ανθός.smallcrm"


def test_note_that_cannot_be_read_is_no_obstacle(home):
    paths.private_folder(home)
    (home / "last-file.txt").write_bytes(b"\xff\xfe")
    assert paths.last_file() == paths.default_file()


def test_shipped_files_are_found():
    assert paths.resource("locale").is_dir()


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_every_language_has_its_words(language):
    known = languages.translations(language).gettext("There is nothing to undo.")
    assert (known != "There is nothing to undo.") is (language != "en")


@pytest.mark.parametrize(
    ("name", "language"),
    [("ru_RU.UTF-8", "ru"), ("el_GR", "el"), ("en_US", "en"), ("fr_FR", "en"), ("C", "en")],
)
def test_language_of_the_system_is_used_where_we_speak_it(monkeypatch, name, language):
    for variable in ("LC_MESSAGES", "LANGUAGE", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LC_ALL", name)
    assert languages.of_system() == language


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ({"LC_ALL": "el_GR.UTF-8", "LC_MESSAGES": "ru_RU", "LANG": "en_US"}, "el"),
        ({"LC_MESSAGES": "ru_RU.UTF-8", "LANG": "el_GR", "LANGUAGE": "el"}, "ru"),
        ({"LC_ALL": "C.UTF-8", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "el_GR.UTF-8", "LANGUAGE": "ru:en"}, "el"),
        ({}, "en"),
    ],
)
def test_the_strongest_setting_of_the_system_decides_alone(monkeypatch, said, language):
    monkeypatch.setattr(sys, "platform", "linux")
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(variable, raising=False)
    for variable, name in said.items():
        monkeypatch.setenv(variable, name)
    assert languages.of_system() == language


def test_log_tells_where_it_happened_and_nothing_about_people(tmp_path):
    def fail(name):
        raise ValueError(name)

    person = "Ελένη 6912345678"
    file = logs.start(tmp_path / "logs")
    try:
        try:
            fail(person)
        except ValueError as error:
            logging.getLogger("test").exception("It failed")
            described = logs.describe(error)
    finally:
        logs.stop()
    written = file.read_text("utf-8")
    assert "It failed" in written
    assert "ValueError" in written
    assert "test_log_tells_where" in written
    assert person not in written + described
    assert "ValueError" in described
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_work_says_how_far_it_is_and_can_be_stopped():
    told = []
    progress = Progress(lambda done, total: told.append((done, total)))
    progress.report(1, 2)
    progress.cancel()
    assert progress.stopped
    with pytest.raises(Cancelled):
        progress.report(2, 2)
    assert told == [(1, 2)]


def test_handfuls_keep_the_order():
    assert list(chunks([1, 2, 3, 4, 5], 2)) == [[1, 2], [3, 4], [5]]
    assert list(chunks([], 2)) == []


def test_error_says_what_to_do():
    error = UserError(T("It is wrong."), hint=T("Put it right."), field="name")
    assert str(error) == "It is wrong. Put it right."
    assert str(UserError(T("It is wrong."))) == "It is wrong."


def test_private_folder_is_for_its_owner(tmp_path):
    folder = paths.private_folder(tmp_path / "deep" / "mine")
    assert folder.is_dir()
    assert isinstance(folder, Path)
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
