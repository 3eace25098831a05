"""What Windows is told about the memory of the process that reads files."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from smallcrm.services.exchange.sources import windows_job


class Call:
    """A function of the system that notes what it is given."""

    restype = None

    def __init__(self, answer):
        self.answer, self.given = answer, ()

    def __call__(self, *given):
        self.given = given
        return self.answer


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the layout of 64 bits")
def test_limits_are_laid_out_as_windows_has_them():
    assert ctypes.sizeof(windows_job.Limits) == 144
    assert windows_job.Limits.basic.offset == 0
    assert windows_job.Limits.basic.size == 64
    assert windows_job.Limits.process_memory.offset == 112


@pytest.mark.parametrize(("agrees", "bound"), [(1, True), (0, False)])
def test_this_process_is_bound_to_a_job_with_the_limit(agrees, bound):
    system = SimpleNamespace(
        CreateJobObjectW=Call(7),
        GetCurrentProcess=Call(2**64 - 1),
        SetInformationJobObject=Call(1),
        AssignProcessToJobObject=Call(agrees),
    )
    assert windows_job.limit_memory(system, 1 << 30) is bound
    job, kind, limits, length = system.SetInformationJobObject.given
    told = limits._obj
    assert (job.value, kind, length) == (7, 9, ctypes.sizeof(told))
    assert (told.basic.flags, told.process_memory) == (0x100, 1 << 30)
    job, process = system.AssignProcessToJobObject.given
    assert (job.value, process.value) == (7, 2**64 - 1)


@pytest.mark.skipif(sys.platform != "win32", reason="asks Windows itself")
def test_windows_agrees():
    assert windows_job.limit_memory(ctypes.WinDLL("kernel32"), 1 << 32)
