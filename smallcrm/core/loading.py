"""Load a costly module when it is first needed: the one exception to imports at the top."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any


def load(name: str) -> ModuleType:
    """Return the module *name*; reportlab, openpyxl and Alembic cost more than a window."""
    return import_module(name)


def load_without(name: str, costly: Mapping[str, Mapping[str, object]]) -> ModuleType:
    """Like ``load``, where modules that it imports are not needed for all that we do.

    They are loaded when something of them is first used. Whoever imports them later gets them
    whole.

    Args:
        name: The module.
        costly: The names of those modules, with what is taken out of each of them at once.
    """
    proxies = [_proxy(each, taken) for each, taken in costly.items() if each not in sys.modules]
    try:
        return import_module(name)
    finally:
        for proxy in proxies:
            _take_away(proxy)


def _proxy(name: str, taken: Mapping[str, object]) -> ModuleType:
    """Put in the place of the module *name* what loads it when more than *taken* is wanted."""
    proxy = ModuleType(name)
    vars(proxy).update(taken)

    def look_up(attribute: str) -> Any:
        _take_away(proxy)
        return getattr(import_module(name), attribute)

    vars(proxy)["__getattr__"] = look_up  # PEP 562
    sys.modules[name] = proxy
    return proxy


def _take_away(proxy: ModuleType) -> None:
    if sys.modules.get(proxy.__name__) is proxy:
        del sys.modules[proxy.__name__]
