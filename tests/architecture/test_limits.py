"""Sizes that a reader can hold in the head, and no part without its tests."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = sorted((ROOT / "smallcrm").rglob("*.py"))
ALL = [
    *PROGRAM,
    ROOT / "dev.py",
    *sorted((ROOT / "tools").glob("*.py")),
    *sorted((ROOT / "packaging").glob("*.py")),
    *sorted((ROOT / "tests").rglob("*.py")),
]
HISTORY = ROOT / "smallcrm/db/migrations/versions"  # a table of many columns, frozen as it was
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BANNED_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


@pytest.fixture(scope="module")
def trees():
    """Every module as Python reads it; not at import, which every worker does."""
    return {path: ast.parse(path.read_text("utf-8")) for path in ALL}


def name(path):
    return path.relative_to(ROOT).as_posix()


def test_every_module_opens_with_what_it_is_for(trees):
    assert [name(path) for path, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_every_public_thing_of_the_program_says_what_it_promises(trees):
    silent = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in PROGRAM
        for node in ast.walk(trees[path])
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_module_is_longer_than_500_lines():
    sizes = {name(path): path.read_text("utf-8").count("\n") for path in ALL}
    assert {path: size for path, size in sizes.items() if size > 500} == {}


def test_the_main_window_stays_below_300_lines():
    path = ROOT / "smallcrm/ui/main_window.py"
    assert path.read_text("utf-8").count("\n") <= 300


def test_no_function_is_longer_than_50_lines(trees):
    long = [
        f"{name(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path, tree in trees.items()
        if HISTORY not in path.parents
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS) and node.end_lineno - node.lineno + 1 > 50
    ]
    assert long == []


def test_no_module_is_called_by_what_it_is_not():
    assert [name(path) for path in PROGRAM if path.stem in BANNED_NAMES] == []


def test_nothing_is_imported_inside_a_function(trees):
    hidden = [
        f"{name(path)}:{inner.lineno}"
        for path in PROGRAM
        for node in ast.walk(trees[path])
        if isinstance(node, FUNCTIONS)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_every_package_of_services_has_tests():
    tests = ROOT / "tests" / "services"
    lacking = [
        package.parent.name
        for package in sorted((ROOT / "smallcrm/services").glob("*/__init__.py"))
        if not (tests / f"test_{package.parent.name}.py").exists()
        and not list((tests / package.parent.name).rglob("test_*.py"))
        and [path for path in package.parent.rglob("*.py") if path.name != "__init__.py"]
    ]
    assert lacking == []


def test_no_service_commits(trees):
    """The caller owns the transaction: Ops.write() in the window, Database.write() elsewhere."""
    commits = [
        f"{name(path)}:{node.lineno}"
        for path in PROGRAM
        if name(path).startswith("smallcrm/services/")
        for node in ast.walk(trees[path])
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]
    assert commits == []
