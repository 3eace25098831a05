"""Fixtures: a fresh data file for each test, made by copying one; a home of its own; no screen."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck
from sqlalchemy import Engine, create_engine

from smallcrm.core import languages, who
from smallcrm.core.collecting import collect_due
from smallcrm.core.text import T
from smallcrm.db import engine
from smallcrm.db.database import Database
from smallcrm.db.driver import sqlite
from smallcrm.services import settings
from smallcrm.services.documents.einvoice import rules

# No test measures time: a busy machine must not make one fail.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


def pytest_collection_finish() -> None:
    """All modules and tests stay: no collection of garbage has to look at them again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_in_this_thread() -> Iterator[None]:
    """As in the program: threads never end windows that this or another test has left behind."""
    gc.disable()
    yield
    collect_due()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for settings, logs and backups that belongs to this test alone; English."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SMALLCRM_HOME", str(folder))
    monkeypatch.delenv("SMALLCRM_FILE", raising=False)
    languages.use("en")
    who.use(None)
    return folder


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Each statement is compiled once for all data files, and not once for each test.

    SQLAlchemy keeps what it compiled with the engine; each file of each test has one of its own.
    """
    first = create_engine("sqlite://", module=sqlite, query_cache_size=10_000)
    first.connect().close()  # asks SQLite what it can do

    def create(url: object, **options: object) -> Engine:
        made = create_engine(url, **options)
        made.dialect, made._compiled_cache = first.dialect, first._compiled_cache
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", create)
        yield
    first.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new data file of a Greek business, made once."""
    path = tmp_path_factory.mktemp("template") / "empty.smallcrm"
    settings.create_file(path, country="GR", currency="EUR", language="en").close()
    return path


@pytest.fixture
def data_file(empty_file: Path, tmp_path: Path) -> Path:
    """A data file of one's own, not open."""
    path = tmp_path / "test.smallcrm"
    shutil.copy(empty_file, path)
    return path


@pytest.fixture
def database(data_file: Path) -> Iterator[Database]:
    """A data file of one's own, open."""
    database = Database(data_file)
    yield database
    database.close()


@pytest.fixture
def do(database: Database) -> Callable[..., Any]:
    """Run a command as one action."""

    def run(command: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with database.write(T("Test")) as session:
            return command(session, *args, **more)

    return run


@pytest.fixture
def ask(database: Database) -> Callable[..., Any]:
    """Run a query."""

    def run(query: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with database.read() as session:
            return query(session, *args, **more)

    return run


class Clerk:
    """The child process of the rules, kept for all tests: compiling them takes longest."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            rules.command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def check(self, documents: Sequence[tuple[str, bytes]]) -> list[list[rules.Failure]]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(rules.request(documents))
        self._process.stdin.flush()
        return rules.answer(self._process.stdout.readline())

    def broken(self, syntax: str, written: bytes) -> set[str]:
        """The names of the rules that are broken."""
        [failures] = self.check([(syntax, written)])
        return {failure.rule for failure in failures if failure.is_fatal}

    def end(self) -> None:
        self._process.communicate(timeout=30)


@pytest.fixture(scope="session")
def clerk() -> Iterator[Clerk]:
    clerk = Clerk()
    yield clerk
    clerk.end()


@pytest.fixture
def quick_rules(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks of e-invoices by the process that is there already."""
    monkeypatch.setattr(rules, "check", lambda documents, _progress=None: clerk.check(documents))
