"""The way of the Tab key where things were made in another order than one reads them."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def chain(*parts: QWidget) -> None:
    """Have Tab go through *parts* one after the other, each with all that is in it.

    What is in a part keeps the order in which it was put there. Parts that are made anew have to
    be chained again: Qt puts what is new behind everything else in the window.
    """
    stops = [stop for part in parts for stop in _stops(part)]
    for before, after in pairwise(dict.fromkeys(stops)):
        QWidget.setTabOrder(before, after)


def _stops(part: QWidget) -> list[QWidget]:
    """What takes the keyboard in *part*, itself included; lists that open are windows."""
    return [
        each
        for each in (part, *part.findChildren(QWidget))
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.window() is part.window()
    ]
