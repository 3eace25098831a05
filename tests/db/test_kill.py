"""What the screen calls saved is saved, also when the program is killed a moment later."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).with_name("kill_harness.py")


@pytest.mark.skipif(os.name != "posix", reason="processes are killed by signal")
@pytest.mark.parametrize("kills", [50, pytest.param(1000, marks=pytest.mark.slow)])
@pytest.mark.timeout(900)
def test_killed_programs_lose_nothing_that_was_saved(tmp_path, kills):
    done = subprocess.run(
        [sys.executable, str(HARNESS), str(tmp_path / "mine.smallcrm"), "--kills", str(kills)],
        env={**os.environ, "PYTHONPATH": str(HARNESS.parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["written"] >= kills
