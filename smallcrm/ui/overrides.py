"""Lets an error inside an override of a Qt method be told, where it would end the program.

PySide 6.11 puts "Error calling Python override of …" before the words of such an error. With
Python 3.11 it reads them from an exception that need not be made yet (what is raised by C, such
as "already deleted", is a class and a text until somebody catches it), and the process dies with
a segmentation fault. Catching it in Python makes the exception. See docs/decisions/0014.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import ParamSpec, TypeVar

from shiboken6 import Shiboken

_P = ParamSpec("_P")
_R = TypeVar("_R")


def guard() -> None:
    """Have every override defined from now on make its errors before Qt sees them.

    Nothing is done from Python 3.12 on, where an error is always made.
    """
    if sys.version_info < (3, 12) and "__init_subclass__" not in vars(Shiboken.Object):
        Shiboken.Object.__init_subclass__ = classmethod(_guard_overrides)  # type: ignore[assignment]


def _guard_overrides(cls: type[Shiboken.Object], /, **arguments: object) -> None:
    super(Shiboken.Object, cls).__init_subclass__(**arguments)
    of_qt = [base for base in cls.__mro__ if base.__module__.startswith("PySide6.")]
    for name, method in list(vars(cls).items()):
        is_override = not name.startswith("__") and any(name in vars(base) for base in of_qt)
        if is_override and isinstance(method, FunctionType):
            setattr(cls, name, _made(method))


def _made(method: Callable[_P, _R]) -> Callable[_P, _R]:
    """*method*, whose errors are exceptions by the time they leave it."""

    @functools.wraps(method)
    def call(*args: _P.args, **named: _P.kwargs) -> _R:
        try:
            return method(*args, **named)
        except BaseException:  # noqa: TRY203 - to catch it is what makes it
            raise

    return call
