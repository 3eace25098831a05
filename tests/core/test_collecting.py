"""Garbage is collected when it is due, and never while work is undisturbed."""

import gc
import weakref

import pytest

from smallcrm.core.collecting import collect_due, undisturbed


class Circle:
    """Refers to itself."""

    def __init__(self):
        self.me = self


@pytest.fixture
def threshold():
    """Something is due after ten objects."""
    usual = gc.get_threshold()
    gc.set_threshold(10, *usual[1:])
    yield
    gc.set_threshold(*usual)


def ended(circle):
    reference = weakref.ref(circle)
    del circle
    return lambda: reference() is None


def test_due_collection_ends_a_circle(threshold):
    is_ended = ended(Circle())
    others = [Circle() for _ in range(20)]
    assert not is_ended()
    collect_due()
    assert is_ended()
    assert others


def test_nothing_is_collected_before_it_is_due():
    gc.collect()
    is_ended = ended(Circle())
    collect_due()
    assert not is_ended()


def test_nothing_is_collected_while_work_is_undisturbed(threshold):
    is_ended = ended(Circle())
    others = [Circle() for _ in range(20)]
    with undisturbed():
        collect_due()
    assert not is_ended()
    assert others


@pytest.mark.parametrize("was_on", [True, False])
def test_collection_is_as_before_after_the_last_of_two_works(was_on):
    if was_on:
        gc.enable()
    first, second = undisturbed(), undisturbed()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled() == was_on
    gc.disable()
