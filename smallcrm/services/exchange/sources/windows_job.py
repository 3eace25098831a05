"""A limit on the memory of this process under Windows, which has no ``setrlimit``.

Windows binds processes to a job (winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION). Memory beyond
the limit is refused, which Python tells as MemoryError, as under the other systems. The tests
hold the layout and the calls; on Windows itself it was not tried yet.
"""

from __future__ import annotations

import ctypes
from typing import Any

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_PROCESS_MEMORY = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY


class _Basic(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class Limits(ctypes.Structure):
    """What a job is bound to, as Windows lays it out."""

    _fields_ = (
        ("basic", _Basic),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limit_memory(kernel32: Any, size: int) -> bool:
    """Let this process have *size* bytes at most; whether Windows agreed.

    Args:
        kernel32: ``ctypes.WinDLL("kernel32")``.
        size: Bytes of committed memory.
    """
    kernel32.CreateJobObjectW.restype = kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel32.CreateJobObjectW(None, None))
    limits = Limits(basic=_Basic(flags=_PROCESS_MEMORY), process_memory=size)
    length = ctypes.sizeof(limits)
    return bool(
        kernel32.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), length)
        and kernel32.AssignProcessToJobObject(job, ctypes.c_void_p(kernel32.GetCurrentProcess()))
    )
