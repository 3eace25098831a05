"""Costly modules come when they are needed, and are whole for whoever wants them."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import inspect, sys
from smallcrm.core.loading import load_without
unused = {"asyncio": {"iscoroutine": inspect.iscoroutine}, "importlib.metadata": {}}
load_without("sqlalchemy", unused)
assert not {*unused, "ssl", "email.message"} & sys.modules.keys()
from sqlalchemy.util import compat, concurrency
assert concurrency.is_exit_exception(KeyboardInterrupt())
assert not concurrency.is_exit_exception(ValueError())
assert "asyncio" in sys.modules
import asyncio, asyncio.events, importlib.metadata
assert compat.asyncio.TimeoutError is asyncio.TimeoutError
assert compat.importlib_metadata.version("sqlalchemy") == importlib.metadata.version("sqlalchemy")
assert asyncio.run(asyncio.sleep(0, "whole")) == "whole"
print("fine")
"""


def test_what_sqlalchemy_does_not_need_for_us_is_loaded_when_it_is_used():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("fine", "")
