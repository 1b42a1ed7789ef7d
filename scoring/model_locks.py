"""One at a time with the versions of a target: who stores a model and who decides on one wait for each other."""

from zlib import crc32

from django.db import connection

VERSIONS = 0x7469_6D76
"""First half of the advisory lock; the second is made of the target's name."""


def lock_versions(target: str) -> None:
    """Until the transaction at hand ends, nobody else stores versions of `target` or decides on them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [VERSIONS, crc32(target.encode()) % 2**31])
