"""How long this process lives: what somebody has waited for who started the program."""

from __future__ import annotations

import os
import time
from pathlib import Path


def seconds_since_start() -> float:
    """How long this process lives, as the system counts (to 10 ms); Linux only, else our time."""
    try:
        fields = Path("/proc/self/stat").read_text("ascii").rpartition(")")[2].split()
        started = int(fields[19]) / os.sysconf("SC_CLK_TCK")  # field 22: proc(5), starttime
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started
    except (OSError, AttributeError, ValueError):
        return time.perf_counter()
