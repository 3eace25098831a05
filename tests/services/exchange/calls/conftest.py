"""Lists of calls on a clock in Athens, read as the child process reads them."""

from __future__ import annotations

import time

import pytest

from smallcrm.services.exchange.calls import child
from smallcrm.services.exchange.calls.lines import CallLine

REQUEST = {
    "sheet": "",
    "encoding": "",
    "delimiter": "",
    "mapping": {},
    "dates": "",
    "country": "",
    "home": "GR",
    "own": [],
    "today": "2026-11-29",
}


@pytest.fixture(autouse=True)
def athens(monkeypatch):
    """The clock on the wall shows Athens's time."""
    monkeypatch.setenv("TZ", "Europe/Athens")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def read(tmp_path):
    """Reads a list; gives its facts and its lines."""

    def read(content, **options):
        path = tmp_path / "calls.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found = dict(child.frames({**REQUEST, "path": str(path), **options}))
        return found["facts"], [CallLine(*values) for values in found["lines"]]

    return read
