"""What makes the program start with the session, read by others than those who wrote it."""

from __future__ import annotations

import configparser
import plistlib
import re
import shlex
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smallcrm.ui.reminding import autostart

# Signs of paths; no line breaks, as no file name of a program has them.
PATHS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)

# Quoted with what quotes reserve escaped, or without any reserved sign: as the standard has it.
WORD = re.compile(r'"((?:\\.|[^"\\$`])*)"|([^\s"\'\\><~|&;$*?#()`]+)')


def words_of(text):
    """The words of Exec as desktops read them: the value first, then the quotes, then the %."""
    parser = configparser.ConfigParser(interpolation=None, strict=True, delimiters=("=",))
    parser.read_string(text)
    entry = parser["Desktop Entry"]
    assert (entry["Type"], entry["Name"]) == ("Application", "SmallCRM")
    value = entry["Exec"].replace("\\\\", "\\")
    found = [match[1] or match[2] for match in WORD.finditer(value)]
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in found]


@given(PATHS)
@example('/home/o\'neil/my apps/small$crm (2) & co; #1 ~ 100% `x` "y" \\z')
@example("/usr/bin/smallcrm")
def test_any_path_comes_through_the_file_of_a_desktop(path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(autostart, "command", lambda: [f"/{path}", "--hidden"])
        assert words_of(autostart._desktop()) == [f"/{path}", "--hidden"]


@pytest.fixture
def on_linux(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "autostart/smallcrm.desktop"


def test_program_starts_with_the_session_and_no_longer(on_linux):
    assert not autostart.is_on()
    autostart.turn(on=True)
    assert autostart.is_on()
    assert words_of(on_linux.read_text("utf-8"))[-1] == "--hidden"
    autostart.turn(on=False)
    autostart.turn(on=False)
    assert not autostart.is_on()


def test_what_the_desktop_switched_off_is_off(on_linux):
    autostart.turn(on=True)
    on_linux.write_text(f"{on_linux.read_text('utf-8')}Hidden=true\n", "utf-8")
    assert not autostart.is_on()
    autostart.turn(on=True)
    assert autostart.is_on()


def test_folder_that_is_not_absolute_is_ignored(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", "somewhere")
    monkeypatch.setattr(autostart.Path, "home", lambda: tmp_path)
    autostart.turn(on=True)
    assert (tmp_path / ".config/autostart/smallcrm.desktop").exists()


def test_agent_of_a_mac_runs_the_program_at_login(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(autostart.Path, "home", lambda: tmp_path)
    monkeypatch.setattr(autostart, "command", lambda: ["/Applications/A & <B>", "--hidden"])
    autostart.turn(on=True)
    [place] = (tmp_path / "Library/LaunchAgents").iterdir()
    agent = plistlib.loads(place.read_bytes())
    assert place.stem == agent["Label"]
    assert agent["RunAtLoad"]
    assert agent["ProgramArguments"] == ["/Applications/A & <B>", "--hidden"]
    assert autostart.is_on()


@pytest.mark.parametrize("folder", [r"C:\Program Files\SmallCRM", r"D:\Apps&Co", "C:\\Ёлка"])
def test_command_of_windows_is_quoted(folder):
    line = autostart._quoted_for_windows([f"{folder}\\smallcrm.exe", "--hidden"])
    assert shlex.split(line, posix=False) == [f'"{folder}\\smallcrm.exe"', "--hidden"]
