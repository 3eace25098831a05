"""Measure how fast SmallCRM is, beside the limits of this very machine in this very run.

``python3 dev.py bench``            everything, some minutes
``python3 dev.py bench start pdf``  only these
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

BENCHMARKS = {
    "start": "start",
    "import": "importing",
    "search": "searching",
    "keys": "keys",
    "list": "lists",
    "segment": "segmenting",
    "board": "boarding",
    "pdf": "printing",
    "issue": "numbering",
}


def main() -> int:
    """Run the named benchmarks, all by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME")
    names = parser.parse_args().names or list(BENCHMARKS)
    for name in names:
        importlib.import_module(f"tools.benchmarks.{BENCHMARKS[name]}").run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
