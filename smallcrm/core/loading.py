"""Load a costly module when it is first needed: the one exception to imports at the top."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def load(name: str) -> ModuleType:
    """Return the module *name*; reportlab, openpyxl and Alembic cost more than a window."""
    return import_module(name)
