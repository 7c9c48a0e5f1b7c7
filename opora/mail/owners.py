"""Which process is about a mail or a mailbox, and whether it is still alive."""

import os
import socket
from pathlib import Path


def _machine() -> str:
    """Host and process space: the same number in another container is another process."""
    try:
        space = os.readlink("/proc/self/ns/pid").rpartition(":")[2].strip("[]")
    except OSError:
        space = ""
    return f"{socket.gethostname()[:40]}/{space}"


def _began(pid: int) -> str:
    """When a process began, in ticks since the machine did; empty where that can't be known."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def own() -> str:
    """This process."""
    return f"{_machine()}/{os.getpid()}/{_began(os.getpid())}"[:80]


def is_gone(owner: str) -> bool:
    """Whether that process has certainly ended. Of other machines nothing is certain; there the lease decides."""
    process, _, began = owner.rpartition("/")
    machine, _, pid = process.rpartition("/")
    if not pid.isdigit() or machine != _machine():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return bool(began) and _began(int(pid)) != began
