"""kill -9 in the middle of issuing, and two processes that issue at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HARNESS = Path(__file__).with_name("crash_harness.py")


def run(path, *options):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, str(HARNESS), str(path), *options],
        stdout=subprocess.PIPE,
        check=True,
        env=environment,
        text=True,
        timeout=600,
    )
    return json.loads(done.stdout)


def assert_nothing_lost(found, kills):
    assert found["lost"] == found["gaps"] == found["twins"] == found["broken"] == []
    assert found["heard_twice"] == found["drafts"] == 0
    assert found["heard"] <= found["issued"] <= found["heard"] + kills


def test_killed_writers_leave_no_gap_and_lose_no_invoice(tmp_path):
    found = run(tmp_path / "killed.smallcrm", "--kills", "20", "--writers", "2")
    assert_nothing_lost(found, 22)
    assert found["issued"] >= 20


def test_two_processes_issue_at_once_without_twins(tmp_path):
    found = run(tmp_path / "two.smallcrm", "--writers", "2", "--each", "10")
    assert_nothing_lost(found, 0)
    assert found["issued"] == 20
