"""kill -9 in the middle of issuing, paying, crediting and taking payments out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).with_name("crash_harness.py")


def run(path, kills):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, str(HARNESS), str(path), "--kills", str(kills)],
        stdout=subprocess.PIPE,
        check=True,
        env=environment,
        text=True,
        timeout=3600,
    )
    return json.loads(done.stdout)


LONG = pytest.param(500, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])


@pytest.mark.parametrize("kills", [10, LONG])
def test_killed_writers_leave_numbers_and_money_whole(tmp_path, kills):
    found = run(tmp_path / "killed.smallcrm", kills)
    assert found["lost"] == found["gaps"] == found["twins"] == found["broken"] == []
    assert found["heard_twice"] == found["drafts"] == found["exceeded"] == 0
    assert found["adds_up"]
    assert found["payments"] > 0
    assert found["heard"] <= found["issued"] <= found["heard"] + kills + 2
