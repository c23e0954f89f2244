"""What processes have used, as Linux keeps account of it: proc(5)."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")  # a second


def family(pid):
    """Return the numbers of a process and of its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [pid, *map(int, children.split())]


def cpu_seconds(pid):
    """Return the time of all threads in user and system mode, in steps of a hundredth."""
    # The name in parentheses may hold blanks; user and system time are fields 14 and 15.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def fine_cpu_seconds(pid):
    """Return the time of the main thread, exactly while it waits."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1_000_000_000


def megabytes(pid, what):
    """Return the memory of a process: `Rss`, or `Pss`, in which what is shared counts in part."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:"))
    return kilobytes / 1024
