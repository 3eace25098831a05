"""Modules are imported without their source text being read and kept."""

import subprocess
import sys

# In a process of its own: what is kept of sources is shared by all that runs in one.
_PROGRAM = """
import linecache, sys
import PySide6.QtCore
from smallcrm.ui import quick_imports

def kept():
    return [name for name in linecache.cache if "read_" in name]

sys.path.insert(0, sys.argv[1])
import read_before
assert kept()
quick_imports.read_no_sources()
import read_after
assert not kept()
"""


def test_source_of_an_imported_module_is_not_kept(tmp_path):
    for name in ("read_before", "read_after"):
        (tmp_path / f"{name}.py").write_text("ANSWER = 42\n", "utf-8")
    subprocess.run([sys.executable, "-c", _PROGRAM, str(tmp_path)], check=True)
