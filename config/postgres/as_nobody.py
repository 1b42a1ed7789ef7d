"""Run a command that refuses to be root: `python as_nobody.py COMMAND …`.

PostgreSQL will not run as uid 0. Inside a new user namespace our root appears as `nobody`, while outside every file
still belongs to root: no account to create, no directory to open up, no file to hand over. A container may forbid
namespaces; then this exits with `REFUSED` before it runs anything.
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
NOBODY = 65534
REFUSED = 77


def enter_namespace() -> bool:
    """Become `nobody` of a new user namespace; false if this machine does not allow it."""
    uid, gid = os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER):
        return False
    try:
        for name, value in (("setgroups", "deny"), ("uid_map", f"{NOBODY} {uid} 1"), ("gid_map", f"{NOBODY} {gid} 1")):
            Path(f"/proc/self/{name}").write_text(value)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    if not enter_namespace():
        sys.exit(REFUSED)
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - the point of this file: no shell, the caller's own list
