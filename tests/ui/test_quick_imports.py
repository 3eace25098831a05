"""Modules are imported without their source text being read and kept."""

import linecache
import sys

from smallcrm.ui import quick_imports


def test_source_of_an_imported_module_is_not_kept(qapp, monkeypatch, tmp_path):
    feature = sys.modules["shibokensupport.feature"]
    monkeypatch.setattr(feature, "_mod_uses_pyside", feature._mod_uses_pyside)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("read_before", "read_after"):
        (tmp_path / f"{name}.py").write_text("ANSWER = 42\n", "utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
    __import__("read_before")
    assert [name for name in linecache.cache if "read_before" in name]
    quick_imports.read_no_sources()
    __import__("read_after")
    assert not [name for name in linecache.cache if "read_" in name]
