"""Try the bundle in dist/smallcrm: a command, the whole demonstration, and the window.

Run by `python3 dev.py package`, on the machine that made the bundle, in a home of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "dist" / "smallcrm"
PROGRAM = FOLDER / ("smallcrm.exe" if os.name == "nt" else "smallcrm")


def main() -> int:
    """Return 0 when everything below works."""
    with tempfile.TemporaryDirectory() as home:
        data = Path(home) / "demo"
        variables = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
        }
        variables.update(SMALLCRM_HOME=home, QT_QPA_PLATFORM="offscreen")
        of_demo = ["--file", str(data / "demo.smallcrm"), "documents"]
        steps = [
            run(["--version"], variables),
            run(["demo", str(data), "--no-window"], variables),
            run([*of_demo, "facturx", "2", str(data / "e-invoice.pdf")], variables),
            pdfs(data),
            run([], variables | {"SMALLCRM_EXIT_AFTER_PAINT": "1"}),
        ]
    size = sum(path.lstat().st_size for path in FOLDER.rglob("*"))
    print(f"dist/smallcrm: {size / 1e6:.0f} MB")
    return 0 if all(steps) else 1


def run(arguments: list[str], variables: dict[str, str]) -> bool:
    """Run the bundle, print what it said, and tell whether it ended well."""
    done = subprocess.run(
        [str(PROGRAM), *arguments],
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=120,
        check=False,
    )
    print(f"smallcrm {' '.join(arguments)}: status {done.returncode}\n{done.stdout.strip()}")
    return done.returncode == 0


def pdfs(folder: Path) -> bool:
    """Tell whether the demonstration left whole PDFs behind."""
    found = sorted(folder.rglob("*.pdf"))
    whole = [path for path in found if path.read_bytes().rstrip().endswith(b"%%EOF")]
    print(f"{len(whole)} of {len(found)} PDFs are whole")
    return bool(found) and len(whole) == len(found)


if __name__ == "__main__":
    sys.exit(main())
