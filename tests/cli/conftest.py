"""Commands on a data file of one's own, as a script runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from smallcrm.cli.main import main


@pytest.fixture
def run(data_file: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Any]]:
    """Runs a command with --json; returns the exit status and the answer."""

    def run(*words: object) -> tuple[int, Any]:
        status = main(["--file", str(data_file), "--json", *map(str, words)])
        output = capsys.readouterr().out
        return status, json.loads(output) if output else None

    return run
