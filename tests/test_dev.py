"""dev.py prepares .venv once, says what is wrong in sentences, and an old Python can read it."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[1]


@pytest.fixture
def stamp(tmp_path, monkeypatch):
    """A .venv of the test's own, empty, whose pip must not be called."""
    monkeypatch.setattr(dev, "STAMP", tmp_path / "smallcrm.json")
    monkeypatch.setattr(dev.subprocess, "Popen", lambda *_, **__: pytest.fail("pip was called"))
    return dev.STAMP


def test_an_old_python_can_read_it():
    tree = ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 8))
    imported = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    assert "tomllib" not in imported


@pytest.mark.parametrize("bounds", [((3, 90), (3, 91)), ((3, 1), (3, 2))])
def test_a_python_that_does_not_fit_gets_a_sentence(bounds, monkeypatch, capsys):
    monkeypatch.setattr(dev, "OLDEST", bounds[0])
    monkeypatch.setattr(dev, "NEWEST", bounds[1])
    assert dev.main(["test"]) == 1
    assert "SmallCRM needs Python 3.13, 3.12 or 3.11" in capsys.readouterr().err


def test_every_command_is_listed_with_what_it_does(capsys):
    assert dev.main([]) == 0
    listed = capsys.readouterr().out
    for name in (
        "setup",
        "run",
        "demo",
        "test",
        "check",
        "bench",
        "shots",
        "messages",
        "lock",
        "package",
    ):
        assert f"\n  {name} " in listed


def test_an_unknown_command_is_refused(capsys):
    assert dev.main(["tset"]) == 2
    assert "There is no command tset." in capsys.readouterr().err


@pytest.mark.parametrize("level", dev.LEVELS)
def test_packages_that_are_there_are_not_installed_again(level, stamp):
    dev.write_stamp({"packages": dev.fingerprint(level)})
    assert not dev.install_packages(level, dev.read_stamp())


def test_a_larger_set_of_packages_will_do(stamp):
    dev.write_stamp({"packages": dev.fingerprint("check")})
    assert not dev.install_packages("run", dev.read_stamp())


def test_a_change_of_the_requirements_is_noticed(stamp):
    dev.write_stamp({"packages": "run 0123"})
    with pytest.raises(pytest.fail.Exception, match="pip was called"):
        dev.install_packages("run", dev.read_stamp())


def test_a_damaged_stamp_is_no_stamp(stamp):
    stamp.write_text("{", "utf-8")
    assert dev.read_stamp() == {}


def test_without_rights_the_packages_are_named(monkeypatch):
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(dev.Trouble, match="sudo apt-get install libegl1 libgl1"):
        dev.install_system_packages(["libegl1", "libgl1"], "Qt needs libraries")


def test_missing_libraries_do_not_keep_the_rest_from_working(stamp, monkeypatch, capsys):
    line = [["libEGL.so.1", "libegl1", "libglvnd-egl"]]
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "missing_libraries", lambda: line)
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    found: dict[str, str] = {}
    assert not dev.check_libraries(found)
    assert found == {}
    assert "libegl1" in capsys.readouterr().err


def test_what_was_found_is_remembered(stamp, monkeypatch):
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "missing_libraries", list)
    dev.check_libraries({})
    assert json.loads(stamp.read_text("utf-8")) == {"libraries": "complete"}


@pytest.mark.parametrize(
    ("arguments", "left_out"), [([], ["-m", "not slow"]), (["--all"], []), (["tests/core"], None)]
)
def test_only_the_night_runs_the_long_tests(arguments, left_out, monkeypatch):
    called = []
    monkeypatch.setattr(dev, "prepare", lambda _level: None)
    monkeypatch.setattr(dev, "python", lambda *words, **_more: called.extend(words) or 0)
    assert dev.main(["test", *arguments]) == 0
    spread = ["--numprocesses=auto", "--dist=worksteal"]
    wanted = arguments if left_out is None else [*spread, *left_out]
    assert called == ["-m", "pytest", *wanted]


def test_the_build_machine_runs_what_people_run():
    script = (ROOT / ".ci/run").read_text("utf-8")
    night = (ROOT / ".ci/nightly").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in ("python3 dev.py check", "python3 dev.py test"):
        assert f"{command}\n" in script
    for command in ("python3 dev.py check", "python3 dev.py test --all"):
        assert f"{command}\n" in night
    for command in ("python3 dev.py demo", "python3 dev.py test"):
        assert command in readme
