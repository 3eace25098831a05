"""What is in the repository works for everybody: no machine's paths, no registry's address."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
MACHINE = re.compile(r"(?<![\w.:/-])/(work|tmp|opt|root)/|[A-Z]:\\Users\\(?!\w+\.example)")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs|deb\.debian\.org|--(extra-)?index-url|--find-links"
)
LARGEST = 2_000_000  # bytes; fonts and pictures are below it
HERE = Path(__file__)


def tracked():
    """Return the files git knows; in an unpacked archive, every file there is."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = [ROOT / name for name in listed.stdout.split("\0") if name]
    folders = ("smallcrm", "tests", "tools", "docs", "requirements", "packaging", "resources")
    names = names or [path for folder in folders for path in (ROOT / folder).rglob("*")]
    return [path for path in names if path.is_file()]


def texts():
    """Return (path, text) of every file that is text."""
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content and path != HERE:
            yield path.relative_to(ROOT).as_posix(), content.decode("utf-8", "replace")


def places(pattern):
    return [
        f"{path}:{text.count(chr(10), 0, found.start()) + 1} {found.group()}"
        for path, text in texts()
        for found in pattern.finditer(text)
    ]


def test_no_file_names_a_path_of_some_machine():
    assert places(MACHINE) == []


def test_no_file_names_the_address_of_a_registry():
    assert places(REGISTRY) == []


def test_no_file_is_large():
    large = {path.name: path.stat().st_size for path in tracked()}
    assert {name: size for name, size in large.items() if size > LARGEST} == {}


def test_every_requirement_has_an_exact_version_and_a_hash():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text("utf-8").replace("\\\n", "")
        for line in text.splitlines():
            if line and not line.startswith("#"):
                assert re.match(r"[\w.-]+==\S+ .*--hash=sha256:", line), f"{path.name}: {line}"
