"""Primary keys: UUID version 7 (RFC 9562), made in Python, so that a document can name rows that do not exist yet."""

import secrets
import time
from threading import Lock
from uuid import UUID

_LOCK = Lock()
_last = 0


def uuid7() -> UUID:
    """A UUID ordered by time: 48 bits of Unix milliseconds, 12 bits that count within one, 62 random bits.

    Keys made one after the other by one process are ascending (RFC 9562, 6.2, method 1), so members keep the order in
    which they were written.
    """
    moment = _next_moment()
    stamp, count = moment >> 12, moment & 0xFFF
    return UUID(int=stamp << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | secrets.randbits(62))


def _next_moment() -> int:
    """Milliseconds and a count as one number, larger than every one before; a full count borrows the next millisecond."""
    global _last
    with _LOCK:
        _last = max(_last + 1, (time.time_ns() // 1_000_000 & 0xFFFF_FFFF_FFFF) << 12)
        return _last
