"""kill -9 in the middle of an import leaves nothing of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HARNESS = Path(__file__).with_name("kill_harness.py")
# So many that another process prepares them, and indexes are built afterwards.
SHORT = ("--kills", "5", "--rows", "2500", "--longest", "1")


def test_a_killed_import_leaves_all_or_nothing(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])}
    done = subprocess.run(
        [sys.executable, str(HARNESS), str(tmp_path / "killed.smallcrm"), *SHORT],
        stdout=subprocess.PIPE,
        check=True,
        env=environment,
        text=True,
        timeout=300,
    )
    found = json.loads(done.stdout)
    assert found["partial"] == 0
    assert found["nothing"] >= 1
