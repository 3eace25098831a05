"""Windows that refer to each other end in their own thread, whoever makes objects meanwhile."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from smallcrm.ui import collector
from smallcrm.ui.collector import Collector


class Circle(QWidget):
    """A window that only the garbage collector can end."""

    def __init__(self):
        super().__init__()
        self.me = self
        self.timer = QTimer()
        self.timer.start(1)


@pytest.fixture
def allocating():
    """A thread that makes objects all the time."""
    stop = threading.Event()

    def allocate():
        while not stop.is_set():
            _ = [[] for _ in range(2_000)]

    thread = threading.Thread(target=allocate)
    thread.start()
    yield
    stop.set()
    thread.join()


def test_circle_ends_in_the_thread_of_the_windows(qtbot, monkeypatch, allocating):
    gc.enable()
    threads = []
    monkeypatch.setattr(collector, "_EVERY", 5)
    parent = QObject()
    Collector(parent).start()
    for _ in range(20):
        Circle().destroyed.connect(lambda: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(threads) == 20)
    assert set(threads) == {threading.main_thread()}
    gc.unfreeze()
