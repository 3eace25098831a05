"""Keeps PySide from reading the source text of every module that the program imports.

PySide looks there whether its switch ``from __feature__ import …`` could be wanted, and
``linecache`` keeps what was read: 25 MB with SQLAlchemy, and the time to read it. We never use
the switch, so that the answer (select no feature) is always the same.
"""

from __future__ import annotations

import linecache
import sys

import PySide6.QtCore  # noqa: F401 - brings what is looked for below

_MODULE, _FUNCTION = "shibokensupport.feature", "_mod_uses_pyside"  # PySide 6.11


def read_no_sources() -> None:
    """Import without reading source from now on; nothing happens with another kind of PySide."""
    feature = sys.modules.get(_MODULE)
    if hasattr(feature, _FUNCTION):
        setattr(feature, _FUNCTION, _uses_pyside)
    linecache.clearcache()


def _uses_pyside(_module: object) -> bool:
    return True
