"""Who may import whom, what starting costs, and the one build of Qt that must not come back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

ROOT = Path(__file__).parents[2]
COSTLY = {"reportlab", "openpyxl", "alembic", "phonenumbers", "pypdfium2"}


def run(code, *arguments):
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def modules_after(statement):
    done = run(f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_import_contracts_hold():
    start = "from importlinter.cli import lint_imports_command as main; main()"
    done = run(start, "--no-logo", "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("root", ["smallcrm.app", "smallcrm.cli"])
def test_starting_loads_nothing_costly(root):
    assert modules_after(f"import {root}") & COSTLY == set()


def test_the_command_line_does_without_qt():
    assert "PySide6" not in modules_after("import smallcrm.cli")


def test_qt_leaves_the_reference_count_of_none_alone(qtbot):
    """PySide6 6.12.0 dropped one at nearly every call and ended the program after some 5,700."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 100
