"""Drain again and again, each time in a process that is killed one line later than the one before.

So a drain is killed before every line of it. This ends when one was done before its line came.
"""

import inspect
import os
import signal
import sys
import time
from itertools import count

import django

django.setup()

from readership import draining  # noqa: E402  Django comes first

# Each line of these is a statement that a database or Redis carries out whole, or a loop of them.
KILLED = {draining.drain.__code__, inspect.unwrap(draining._add).__code__}
NOTHING_WAITED, FAILED = 3, 4


def drain_until(line):
    """Drain, and be killed before the line of that number."""
    lines = count()

    def trace(frame, event, _argument):
        if frame.f_code not in KILLED:
            return None
        if event == "line" and next(lines) == line:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    return draining.drain()


def drained_in_a_process(line):
    """Return how the process ended that drained until that line; see `os.waitpid`."""
    process = os.fork()
    if not process:
        end = FAILED
        try:
            end = 0 if drain_until(line) else NOTHING_WAITED
        finally:
            os._exit(end)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


line = 0
while end := drained_in_a_process(line):
    if end == -signal.SIGKILL:
        line += 1
    elif end == NOTHING_WAITED:
        time.sleep(0.02)
    else:
        sys.exit(f"A drain failed before its line {line}.")
print(f"Drains were killed before each of {line} lines.")
