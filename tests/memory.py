"""What a process says of its memory."""

from pathlib import Path

STATUS = Path("/proc/self/status")
PEAK, FILES = "VmHWM", "RssFile"
"""The most it held, and what of it now is files that are mapped.

The peak is this one, since `ru_maxrss` of a new process begins with the peak of the process that started it.
"""


def megabytes(name: str, status: str = "") -> float:
    """Return a figure of this process, or of the one whose `status` this was."""
    lines = dict(line.split(":") for line in (status or STATUS.read_text()).splitlines())
    return int(lines[name].split()[0]) / 1024
