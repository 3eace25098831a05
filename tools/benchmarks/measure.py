"""Run a thing several times, in this process or in one of its own, and print figures."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("BENCH_DATA") or Path(tempfile.gettempdir()) / "smallcrm-bench")
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
CONTACTS = 100_000


def show(name: str, value: float, unit: str) -> None:
    """Print one line: ``name value unit``."""
    print(f"{name} {value:.4g} {unit}", flush=True)


def compare(name: str, ours: float, limit: float, unit: str, gate: str) -> None:
    """Print our figure, the limit's, their ratio and what the gate is."""
    show(f"{name}", ours, unit)
    show(f"{name}.limit", limit, unit)
    print(f"{name}.ratio {ours / limit:.2f} x (gate {gate})", flush=True)


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def percentile(values: list[float], share: float) -> float:
    """The value that *share* (0 to 1) of *values* do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def child(
    module: str, *arguments: object, environment: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Run ``python -m MODULE`` on its own and return the figures that it prints, by name."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    # A user's Python keeps compiled modules; a setting against it would be measured instead.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own |= {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    finished = subprocess.run(
        command,
        env=own | dict(environment or {}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    figures = {}
    for line in finished.stdout.splitlines():
        words = line.split()
        if len(words) >= 2:  # noqa: PLR2004 - a name and a value
            figures[words[0]] = float(words[1])
    return figures


def in_turns(
    first: Callable[[], Mapping[str, float]],
    second: Callable[[], Mapping[str, float]],
    runs: int = RUNS,
) -> tuple[dict[str, float], dict[str, float]]:
    """Run both *runs* times, one after the other, and return the medians of their figures."""
    one: dict[str, list[float]] = {}
    two: dict[str, list[float]] = {}
    for _ in range(runs):
        for run, found in ((first, one), (second, two)):
            for name, value in run().items():
                found.setdefault(name, []).append(value)
    return _medians(one), _medians(two)


def sample(contacts: int = CONTACTS) -> Path:
    """The data file of so many made-up contacts; made once."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"sample-{contacts // 1000}k.smallcrm"
    if not path.exists():
        command = [sys.executable, "-m", "smallcrm", "sample", str(path)]
        subprocess.run(
            [*command, "--contacts", str(contacts)],
            cwd=ROOT,
            env={**os.environ, "SMALLCRM_HOME": str(FOLDER / "home")},
            check=True,
            capture_output=True,
        )
    return path


def _medians(found: Mapping[str, list[float]]) -> dict[str, float]:
    return {name: median(values) for name, values in found.items()}
