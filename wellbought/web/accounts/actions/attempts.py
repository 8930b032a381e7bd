"""Counting wrong passwords, so that nobody can try many."""

from django.core.cache import cache

#: After so many wrong passwords for one address, it has to wait.
MOST_FAILURES = 10
WAIT_SECONDS = 15 * 60


def note_failure(email: str) -> None:
    """Remember that a wrong password was given for an address."""
    key = _failures_key(email)
    cache.add(key, 0, WAIT_SECONDS)
    try:
        cache.incr(key)
    except ValueError:
        cache.set(key, 1, WAIT_SECONDS)


def must_wait(email: str) -> bool:
    """Whether too many wrong passwords were given for an address of late."""
    return int(cache.get(_failures_key(email), 0)) >= MOST_FAILURES


def forget_failures(email: str) -> None:
    """Start anew after a right password."""
    cache.delete(_failures_key(email))


def _failures_key(email: str) -> str:
    return "sign-in-failures:" + email.strip().casefold().encode().hex()[:200]
