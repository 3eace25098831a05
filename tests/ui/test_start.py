"""The program itself, started as people start it."""

import json
import os
import signal
import subprocess
import sys

import pytest

from smallcrm.__main__ import _window_options
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft

COSTLY = ("sqlalchemy", "babel", "reportlab", "openpyxl", "alembic", "phonenumbers", "click")


@pytest.fixture
def start(home, data_file):
    """Starts the program in a process of its own and returns what it printed."""

    def started(code, *arguments, **variables):
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "SMALLCRM_HOME": str(home)}
        return subprocess.run(
            [sys.executable, *code, *arguments],
            env=environment | variables,
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
        )

    return started


def test_window_is_painted_and_says_when(start, data_file):
    done = start(("-m", "smallcrm"), "--file", str(data_file), SMALLCRM_EXIT_AFTER_PAINT="1")
    assert done.returncode == 0, done.stderr
    word, seconds = done.stdout.split()
    assert word == "painted"
    assert 0 < float(seconds) < 30


def test_nothing_costly_is_loaded_before_the_first_picture(start, data_file, database):
    with database.write(T("Add contact")) as session:
        contacts.create(session, ContactDraft("Ann"))
    code = (
        "import json, sys, smallcrm.__main__ as m; m.main(sys.argv[1:]);"
        f"print(json.dumps([name for name in {COSTLY!r} if name in sys.modules]))"
    )
    done = start(("-c", code), "--file", str(data_file), SMALLCRM_EXIT_AFTER_PAINT="1")
    assert json.loads(done.stdout.splitlines()[-1]) == []


@pytest.mark.skipif(os.name != "posix", reason="signals are otherwise elsewhere")
def test_ctrl_c_before_a_command_begins_prints_nothing(start):
    code = (
        "import os, signal, smallcrm.__main__ as m; real = m.load\n"
        "def load(name):\n"
        "    name.endswith('cli.main') and os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(name)\n"
        "m.load = load; m.main(['contacts', 'list'])"
    )
    done = start(("-c", code))
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_file_that_was_named_and_is_not_there_is_told_and_fails(start, tmp_path):
    missing = tmp_path / "missing.smallcrm"
    done = start(("-m", "smallcrm"), "--file", str(missing), SMALLCRM_EXIT_AFTER_PAINT="1")
    assert done.returncode == 1
    assert "painted" not in done.stdout
    assert "There is no file" in done.stderr


def test_first_start_is_painted_without_a_file(start):
    done = start(("-m", "smallcrm"), SMALLCRM_EXIT_AFTER_PAINT="1", LANG="el_GR.UTF-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("painted")


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], {}),
        (["--file", "a.smallcrm"], {"--file": "a.smallcrm"}),
        (["--file=a", "--lang", "el"], {"--file": "a", "--lang": "el"}),
        (["--help"], None),
        (["--version"], None),
        (["contacts", "list"], None),
        (["--file", "a", "contacts"], None),
        (["--file"], None),
    ],
)
def test_window_is_meant_when_there_is_no_command(arguments, options):
    assert _window_options(arguments) == options
