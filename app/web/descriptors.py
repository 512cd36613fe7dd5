"""Descriptors of files that the kernel sends answers from."""

from __future__ import annotations

import os
import resource


def memory_file(body: bytes) -> int:
    """The descriptor of a nameless file in memory that holds the body, the caller's to close; -1 if none can be had."""
    try:
        descriptor = spared(os.memfd_create("answer", os.MFD_CLOEXEC))
    except (AttributeError, OSError):  # another system than Linux, or too many open files
        return -1
    if descriptor < 0:
        return -1
    try:
        if os.write(descriptor, body) == len(body):
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return -1


def spared(descriptor: int) -> int:
    """The descriptor; closed and -1 when half of those that a process may have are taken, as connections need some."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if most == resource.RLIM_INFINITY or descriptor < most // 2:
        return descriptor
    os.close(descriptor)
    return -1
