"""Write requirements/*.txt: the exact versions, with hashes, of what pyproject.toml asks for.

``python3 dev.py lock``            keeps the versions there are, as far as pyproject.toml allows
``python3 dev.py lock --upgrade``  takes the newest; options go to ``uv pip compile``

One resolution for every Python and platform that SmallCRM runs on, with the extra for e-invoices,
so that everything works from a fresh clone; the smaller files agree with the largest.
No index address is written: the reader's own settings say where packages come from.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "requirements"
GROUPS = {  # each file holds the program and these dependency groups; the largest file first
    "release": ("test", "check", "release"),
    "check": ("test", "check"),
    "test": ("test",),
    "run": (),
}
HEADER = "# Made by `python3 dev.py lock` from pyproject.toml. Do not edit.\n"

_OPTIONS = (
    "--universal",
    "--extra=einvoice",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--quiet",
    "--no-emit-index-url",
    "--no-emit-find-links",
)


def main(options: list[str]) -> int:
    """Compile every file and return the exit status of the compiler."""
    whole = FOLDER / "release.txt"
    for name, groups in GROUPS.items():
        output = FOLDER / f"{name}.txt"
        command = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            "pyproject.toml",
            *_OPTIONS,
            "--output-file",
            str(output),
        ]
        command += [f"--group={group}" for group in groups]
        command += options if output == whole else ["--constraint", str(whole)]
        status = subprocess.run(command, cwd=ROOT, check=False).returncode
        if status:
            return status
        content = output.read_text("utf-8")
        output.write_text(HEADER + content.removeprefix(HEADER), "utf-8", newline="\n")
        packages = sum(line[:1].isalnum() for line in content.splitlines())
        print(f"requirements/{name}.txt: {packages} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
