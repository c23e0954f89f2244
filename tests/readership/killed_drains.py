"""Drain again and again, each time in a process that is killed at a random moment."""

import os
import random
import signal
import time

import django

django.setup()

from readership.draining import drain  # noqa: E402  Django comes first

parent = os.getpid()
while True:
    process = os.fork()
    if not process:
        while os.getppid() == parent:
            drain()
        break
    time.sleep(random.uniform(0.02, 0.4))
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
